"""Recommender service: products of the catalog for garments that were read."""

from typing import Literal

from pydantic import Field

from contracts.clothes import Category, CategoryScore, Colour, Slot
from contracts.gender import Department
from contracts.geometry import Body, Fraction

Availability = Literal["in_stock", "out_of_stock", "preorder", "backorder"]
"""Availability as in the Google Merchant product data specification."""

MAX_LIMIT = 48


class Price(Body):
    """An amount in decimal notation, so that no cent is lost to binary fractions."""

    amount: str = Field(pattern=r"^\d+\.\d{2}$", examples=["89.00"])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])


class Product(Body):
    """A product as the shop's page shows it."""

    id: str = Field(examples=["blazer-0007"])
    title: str
    description: str
    brand: str
    category: Category
    gender: Literal["male", "female", "unisex"]
    colour: str
    price: Price
    availability: Availability
    link: str
    image_link: str
    colours: list[str] = Field(
        default=[], description="of all variants of the item, this one's first", examples=[["red", "navy"]]
    )
    sizes: list[str] = Field(
        default=[], description="of all variants that can be had", examples=[["S", "M", "L"]]
    )


class Variant(Body):
    """One colour and size of an item."""

    id: str
    colour: str
    size: str
    price: Price
    availability: Availability
    link: str
    image_link: str


class ProductDetail(Product):
    """A product with everything else that its item can be had in."""

    variants: list[Variant] = Field(default=[], description="this one first")


class Recommendation(Product):
    """A product, how well it fits (0..1), and why, in a shopper's words."""

    score: Fraction
    reasons: list[str] = Field(examples=[["same category", "similar colour"]])


class GenderHint(Body):
    """Which department to look in, and how sure that is. `none`: nobody said."""

    label: Department
    confidence: Fraction
    source: Literal["model", "shopper", "none"]


class Filters(Body):
    """What every product in an answer must satisfy."""

    price_min: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    price_max: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    in_stock: bool = True
    category: Category | None = None
    colour: str | None = None
    brand: str | None = Field(default=None, max_length=70)
    size: str | None = Field(default=None, max_length=100)


class FacetValue(Body):
    """A value that products have, and how many would be left if it were asked for too."""

    value: str
    count: int


class Facets(Body):
    """What the products that meet the filters can be narrowed down to, the most frequent value first.

    The values of one facet are counted without its own filter, so that another value can be chosen.
    """

    total: int
    category: list[FacetValue]
    gender: list[FacetValue]
    colour: list[FacetValue]
    brand: list[FacetValue]
    size: list[FacetValue]
    availability: list[FacetValue]
    price_min: Price | None
    price_max: Price | None


class GarmentQuery(Body):
    """What a garment looks like, as the clothes service read it."""

    slot: Slot
    categories: list[CategoryScore]
    colours: list[Colour]
    embedding: str = Field(description="256 little-endian float16 of unit length, base64")
    model: str = Field(description="what made the embedding: only its own kind is compared with it")


class RecommendationRequest(Body):
    """Products for each of the garments, all under the same filters."""

    garments: list[GarmentQuery] = Field(min_length=1, max_length=24)
    gender: GenderHint
    filters: Filters = Filters()
    limit: int = Field(default=8, ge=1, le=MAX_LIMIT)
    cursor: str | None = Field(default=None, max_length=256, description="the next page of one garment")
    completes: int = Field(default=0, ge=0, le=MAX_LIMIT, description="how many that go with it to name")
    facets: bool = False


class RankedProducts(Body):
    """The products of one garment, best first; `cursor` asks for the next ones, null at the end."""

    products: list[Recommendation]
    cursor: str | None
    completes: list[Recommendation] = Field(default=[], description="of another slot, that go with it")
    facets: Facets | None = None


class RecommendationAnswer(Body):
    """One list per garment, in the order of the request."""

    results: list[RankedProducts]
    catalog_version: int
    degraded: list[str] = Field(default=[], examples=[[]], description="`cache` where Redis did not answer")


class SimilarAnswer(Body):
    """Products that look like one product."""

    products: list[Recommendation]


class CategoriesAnswer(Body):
    """What can be asked for: categories by slot, departments and the palette's colour names with hex."""

    slots: dict[Slot, list[Category]]
    departments: list[Department]
    colours: dict[str, str]
