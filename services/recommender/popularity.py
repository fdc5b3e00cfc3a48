"""How often shoppers chose a product, where ranking is to know it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from pydantic import BaseModel

from services.recommender.cache import Cache
from services.recommender.events.counts import Counts
from services.recommender.ranking.candidates import Candidates

Popularity = Callable[[Sequence[str]], Awaitable[Mapping[str, Counts]]]
"""What was counted of products, by their ids."""


class Chosen(BaseModel):
    """Product id -> how often shoppers chose it."""

    counts: dict[str, int]


async def nobody_counted(_: Sequence[str]) -> Mapping[str, Counts]:
    """The popularity of a shop without events."""
    return {}


async def times_chosen(
    candidates: Candidates, popularity: Popularity, cache: Cache, question: str
) -> Mapping[str, int]:
    """How often each candidate was chosen; cached under the question, so that its pages stay apart."""

    async def make() -> Chosen:
        counted = await popularity([str(product_id) for product_id in candidates.ids])
        return Chosen(counts={product_id: of_it.chosen for product_id, of_it in counted.items()})

    return (await cache.get_or_make(question, Chosen, make)).counts
