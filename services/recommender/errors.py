"""What can go wrong with a catalog, a feed or a page of results.

RecommenderError
├── FeedError            the feed as a whole cannot be read: nothing was imported
│   └── RowsRejected     rows were rejected where none may be, or all of them
├── EmbedderMissing      the clothes networks that read product pictures, or their packages, are not there
├── PictureError         the picture of one product cannot be used
├── ReadingsUnusable     the file of what was read of pictures is not there, in use, or none
├── PoseUnavailable      the pose service did not say where the garment is on a picture
├── CatalogBusy          another process is writing the catalog
├── NoSuchVersion        a version that the catalog cannot be rolled back to
├── CatalogMissing       503  there is no catalog at CATALOG_URI
├── BadCursor            422  a cursor that is not ours, or of another question
├── CursorExpired        410  a cursor of a version of the catalog that is closed
├── BadQuery             422  a request that is well formed and means nothing to the catalog
├── EventRefused         422  an event of no answer, or of a product that its answer did not name
└── EventsUnavailable    503  events cannot be checked or stored now
"""

from collections.abc import Sequence

from services.recommender.feeds.rows import Reject
from serving.errors import Expired, NotReady, Unprocessable


class RecommenderError(Exception):
    """Base of the errors of this package."""


class FeedError(RecommenderError):
    """The feed as a whole cannot be read; the catalog is as it was."""


class RowsRejected(FeedError):
    """Rows were rejected in a feed that must have none, or all of its rows; the catalog is as it was."""

    def __init__(self, rejects: Sequence[Reject], reason: str = "") -> None:
        super().__init__(reason or f"feed: {len(rejects)} rows are rejected, and none may be (--strict)")
        self.rejects = rejects
        """In the order of the feed."""


class EmbedderMissing(RecommenderError):
    """The clothes networks are not in the models folder, or the packages that run them are not installed."""


class PictureError(RecommenderError):
    """A product's picture is missing or is no image."""


class ReadingsUnusable(RecommenderError):
    """The file of what was read of pictures is not there, is in use, or is none."""


class PoseUnavailable(RecommenderError):
    """The pose service did not answer; the picture is used whole."""


class CatalogBusy(RecommenderError):
    """Another process is writing the catalog; it is as it was."""


class NoSuchVersion(RecommenderError):
    """The version was never served, or is not kept any more."""


class CatalogMissing(RecommenderError, NotReady):
    """There is no catalog, or none that was finished."""


class BadCursor(RecommenderError, Unprocessable):
    """The cursor is not ours, or belongs to another query."""


class CursorExpired(RecommenderError, Expired):
    """The cursor's version of the catalog is not open any more."""


class BadQuery(RecommenderError, Unprocessable):
    """A field of the request has a value that the catalog cannot search for."""


class EventRefused(RecommenderError, Unprocessable):
    """An event of a request that was not answered, or of a product that the answer did not name."""


class EventsUnavailable(RecommenderError, NotReady):
    """Events cannot be checked or stored now."""
