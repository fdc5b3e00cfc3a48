"""What tells an import what products look like."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from services.recommender.importing.pile import Pile
from services.recommender.importing.report import LookReport


class Eyes(Protocol):
    """Looks at pictures, or knows what was read of them before."""

    @property
    def model(self) -> str:
        """The networks that make its embeddings."""

    @property
    def description(self) -> str:
        """What its embeddings depend on besides the feed."""

    @property
    def rows_together(self) -> int:
        """Rows of a feed that it takes at a time."""

    @property
    def keeps_known(self) -> bool:
        """Whether it is to be told the embeddings that are served now, so that it makes none twice."""

    def look(self, piles: Iterable[Pile], wanted: Callable[[], bool], report: LookReport) -> Iterator[Pile]:
        """The piles with embeddings, in their order.

        Args:
            piles: products of no category are not looked at.
            wanted: while False, nothing is embedded, and what cannot be used is found out all the same.
            report: counts what was done.
        """
