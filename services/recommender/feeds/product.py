"""One product of a feed, with every attribute checked."""

import re
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from contracts.recommender import Availability
from services.recommender.feeds.plain_text import plain_text
from services.recommender.feeds.sale_dates import SALE_DATES

REQUIRED: Final = ("id", "title", "link", "image_link", "availability", "price")
MONEY: Final = ("price", "sale_price")
REPEATED: Final = ("additional_image_link",)
"""Attributes that a feed may give several times; the values are joined by commas."""

MAX_LINK: Final = 2000
MAX_AMOUNT = 10**9
"""Cents (hundredths) that a price may have at most: ten million of any currency."""


class Money(NamedTuple):
    """An amount in hundredths of its currency (ISO 4217)."""

    cents: int
    currency: str

    def __str__(self) -> str:
        return f"{self.cents // 100}.{self.cents % 100:02d} {self.currency}"


_PRICE = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,9}))?\s*([A-Z]{3})", re.ASCII)


@lru_cache(maxsize=1 << 16)
def parse_price(text: str) -> Money:
    """`89.00 EUR` -> (8900, "EUR"); what is less than a hundredth is rounded, as Google does.

    Raises:
        ValueError: not of that form, zero, or over `MAX_AMOUNT`.
    """
    match = _PRICE.fullmatch(text.strip())
    if match is None:
        raise ValueError("not an amount with a currency, like 89.00 EUR")
    whole, decimals, currency = match.groups()
    thousandths = int(whole) * 1000 + int((decimals or "0").ljust(3, "0")[:3])
    cents = (thousandths + 5) // 10
    if not 0 < cents <= MAX_AMOUNT:
        raise ValueError(f"must be above 0 and at most {MAX_AMOUNT // 100}")
    return Money(cents, currency)


def _price(value: Any) -> Any:
    return parse_price(value) if isinstance(value, str) else value


def _snake(value: Any) -> Any:
    """Merchants write "in stock" as often as "in_stock"."""
    return value.strip().lower().replace(" ", "_") if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    return plain_text(value) if isinstance(value, str) else value


_PLAIN_ADDRESS = re.compile(r"(?:https?://[\w.-]+(?::[0-9]{1,5})?(?:[/?#]|$)|/(?!/))[^\s<>\"\\]*")


def _product_id(value: str) -> str:
    """It is a part of addresses and stands on a line of reports."""
    if wrong := re.search(r"[/\x00-\x1f\x7f]", value):
        raise ValueError(f"has {wrong[0]!r}, which an id may not")
    return value


def _web_address(value: str) -> str:
    """http(s), or a path of the shop. Anything else (`javascript:`) could run in a shopper's page."""
    if _PLAIN_ADDRESS.fullmatch(value):
        return value
    address = urlsplit(value)
    of_the_web = address.scheme in ("http", "https") and bool(address.netloc)
    if not of_the_web or re.search(r"[\s<>\"\\]", value):
        raise ValueError("not an http(s) address and not a path that starts with /")
    return value


_NEXT_ADDRESS = re.compile(r",(?=[\s,]*(?:/|[A-Za-z][A-Za-z0-9+.-]*:))")
"""A comma before what begins as an address does: image services have commas in their addresses."""


def _web_addresses(value: str) -> str:
    links = [link.strip(", ") for link in _NEXT_ADDRESS.split(value)]
    links = [link for link in links if link]
    for link in links:
        if len(link) > MAX_LINK:
            raise ValueError(f"an address has {len(link)} characters, at most {MAX_LINK} are allowed")
        _web_address(link)
    return ",".join(links)


Price = Annotated[Money, BeforeValidator(_price)]
WebAddress = Annotated[str, Field(max_length=MAX_LINK), AfterValidator(_web_address)]
WebAddresses = Annotated[str, Field(max_length=20_000), AfterValidator(_web_addresses)]
PlainText = Annotated[str, Field(max_length=5000), BeforeValidator(_plain)]
OfferAvailability = Annotated[Availability, BeforeValidator(_snake)]
Gender = Literal["male", "female", "unisex"]


class FeedProduct(BaseModel):
    """The attributes of the Google Merchant product data specification that a shop window needs.

    Lengths are the specification's, as is that a sale price above the price is an error. Of an attribute
    that a feed leaves out or empty, the default holds.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    id: Annotated[str, Field(min_length=1, max_length=50), AfterValidator(_product_id)]
    title: str = Field(min_length=1, max_length=150)
    description: PlainText = ""
    link: WebAddress
    image_link: WebAddress
    additional_image_link: WebAddresses = ""
    """Addresses with commas between them."""
    availability: OfferAvailability
    price: Price
    sale_price: Price | None = None
    brand: str = Field(default="", max_length=70)
    gtin: str = Field(default="", max_length=50)
    gender: Annotated[Gender, BeforeValidator(_snake)] = "unisex"
    age_group: str = Field(default="", max_length=20)
    color: str = Field(default="", max_length=100)
    size: str = Field(default="", max_length=100)
    pattern: str = Field(default="", max_length=100)
    material: str = Field(default="", max_length=200)
    item_group_id: str = Field(default="", max_length=50)
    google_product_category: str = Field(default="", max_length=750)
    product_type: str = Field(default="", max_length=750)

    @model_validator(mode="after")
    def _sale_fits_price(self) -> "FeedProduct":
        sale, price = self.sale_price, self.price
        if sale and sale.currency != price.currency:
            raise ValueError(f"sale_price: is in {sale.currency}, price is in {price.currency}")
        if sale and sale.cents > price.cents:
            raise ValueError(f"sale_price: {sale} is above the price, {price}")
        return self

    @property
    def asked(self) -> Money:
        """What a shopper pays."""
        return self.sale_price or self.price


ATTRIBUTES: Final = frozenset([*FeedProduct.model_fields, SALE_DATES])
"""Names that are read; a feed's other columns are left alone."""
