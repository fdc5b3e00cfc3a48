"""A feed read for what changes by the hour: prices and availability."""

from collections.abc import Iterator
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from services.recommender.errors import FeedError
from services.recommender.feeds.file import FeedFile
from services.recommender.feeds.formats import Format, detect, records
from services.recommender.feeds.product import OfferAvailability, Price
from services.recommender.feeds.reasons import quoted, shown_id
from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.sale_dates import with_sale_of
from services.recommender.feeds.tsv import read_tsv


class Offer(BaseModel):
    """What a row says of a product's offer; None is not said.

    A price comes with its sale price: a row with a price and no sale price ends the sale.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    id: str = Field(min_length=1, max_length=50)
    price: Price | None = None
    sale_price: Price | None = None
    availability: OfferAvailability | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Offer":
        if self.price is None and self.sale_price is None and self.availability is None:
            raise ValueError("line: has neither price nor sale_price nor availability")
        return self


def read_offers(feed: FeedFile) -> Iterator[tuple[int, Offer] | Reject]:
    """Each row's line and offer; the first row with an id has it.

    Raises:
        FeedError: the feed cannot be read, or is none.
    """
    lines: dict[str, int] = {}
    now = datetime.now(UTC)
    for record in _records(feed):
        row = record if isinstance(record, Reject) else _offer(record, now)
        if not isinstance(row, Reject):
            line, offer = row
            if first := lines.get(offer.id):
                row = Reject(line, offer.id, f"id: {offer.id!r} is on line {first} already")
            else:
                lines[offer.id] = line
        yield row


def _records(feed: FeedFile) -> Iterator[Record | Reject]:
    try:
        with feed.path.open("rb") as file:
            chosen = feed.format or detect(file)
            if chosen is Format.TSV:
                yield from read_tsv(file, required=("id",))
            else:
                yield from records(file, chosen, feed.currency, feed.shop)
    except OSError as error:
        raise FeedError(f"feed: {feed.path} cannot be read: {error.strerror or error}") from error


def _offer(record: Record, now: datetime) -> tuple[int, Offer] | Reject:
    try:
        return record.line, Offer.model_validate(with_sale_of(now, record.attributes))
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        message = wrong["msg"].removeprefix("Value error, ")
        if wrong["loc"]:
            name = wrong["loc"][0]
            missing = wrong["type"] == "missing"
            message = f"{name}: is missing" if missing else f"{name}: {quoted(wrong['input'])}: {message}"
    except ValueError as error:
        message = str(error)
    return Reject(record.line, shown_id(record.attributes), message)
