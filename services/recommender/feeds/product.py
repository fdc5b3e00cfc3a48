"""One product of a feed, with every attribute checked."""

import re
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from contracts.recommender import Availability

MAX_AMOUNT = 10**9
"""Cents (hundredths) that a price may have at most: ten million of any currency."""


class Money(NamedTuple):
    """An amount in hundredths of its currency (ISO 4217)."""

    cents: int
    currency: str


_PRICE = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?\s*([A-Z]{3})", re.ASCII)


def parse_price(text: str) -> Money:
    """`89.00 EUR` -> (8900, "EUR").

    Raises:
        ValueError: not of that form, zero, or over `MAX_AMOUNT`.
    """
    match = _PRICE.fullmatch(text.strip())
    if match is None:
        raise ValueError("not an amount with a currency, like 89.00 EUR")
    whole, hundredths, currency = match.groups()
    cents = int(whole) * 100 + int((hundredths or "0").ljust(2, "0"))
    if not 0 < cents <= MAX_AMOUNT:
        raise ValueError(f"must be above 0 and at most {MAX_AMOUNT // 100}")
    return Money(cents, currency)


def _price(value: Any) -> Any:
    return parse_price(value) if isinstance(value, str) else value


def _snake(value: Any) -> Any:
    """Merchants write "in stock" as often as "in_stock"."""
    return value.strip().lower().replace(" ", "_") if isinstance(value, str) else value


def _web_address(value: str) -> str:
    """http(s), or a path of the shop. Anything else (`javascript:`) could run in a shopper's page."""
    address = urlsplit(value)
    of_the_web = address.scheme in ("http", "https") and bool(address.netloc)
    path_of_the_shop = not address.scheme and not address.netloc and value.startswith("/")
    if not (of_the_web or path_of_the_shop) or re.search(r"[\s<>\"\\]", value):
        raise ValueError("not an http(s) address and not a path that starts with /")
    return value


Price = Annotated[Money, BeforeValidator(_price)]
WebAddress = Annotated[str, Field(max_length=2000), AfterValidator(_web_address)]
Gender = Literal["male", "female", "unisex"]


class FeedProduct(BaseModel):
    """The attributes of the Google Merchant product data specification that a shop window needs.

    Lengths are the specification's. Of an attribute that a feed leaves out or empty, the default holds.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    id: str = Field(min_length=1, max_length=50, pattern=r"^[^/\x00-\x1f\x7f]+$")
    title: str = Field(min_length=1, max_length=150)
    description: str = Field(default="", max_length=5000)
    link: WebAddress
    image_link: WebAddress
    additional_image_link: str = Field(default="", max_length=20_000)
    availability: Annotated[Availability, BeforeValidator(_snake)]
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
    def _one_currency(self) -> "FeedProduct":
        if self.sale_price and self.sale_price.currency != self.price.currency:
            raise ValueError(
                f"sale_price: is in {self.sale_price.currency}, price is in {self.price.currency}"
            )
        return self

    @property
    def asked(self) -> Money:
        """What a shopper pays: the sale price where there is a lower one."""
        return min(self.sale_price or self.price, self.price)
