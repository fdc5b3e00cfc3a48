"""One variant of a Shopify product -> the attributes that Google's feeds have."""

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

from services.recommender.feeds.plain_text import text_of_html
from services.recommender.feeds.product import parse_price
from services.recommender.feeds.reasons import MAX_ID, quoted, shown_id
from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.shopify_columns import COLOUR_OPTIONS, SIZE_OPTIONS

Values = Mapping[str, str]
"""What stands on a row, by `shopify_columns.COLUMNS`; "" where a column is empty."""

MAX_EXTRA_IMAGES: Final = 10
_NOTHING: Final = re.compile(r"0*(?:\.0*)?")


def is_for_sale(product: Values) -> bool:
    """Whether a product is in the shop: neither a draft, nor archived, nor hidden."""
    return (
        product.get("status", "").lower() in ("", "active")
        and product.get("published", "").lower() != "false"
    )


def is_variant(values: Values) -> bool:
    """Whether a row that is not a product's first is a variant, and not only one more picture."""
    return any(values.get(name) for name in ("price", "sku", "option1_value"))


def pictures(rows: Sequence[Values]) -> list[str]:
    """Addresses of a product's pictures in the order that the shop shows them."""
    with_picture = [values for values in rows if values.get("image")]
    return [values["image"] for values in sorted(with_picture, key=_position)]


def _position(values: Values) -> int:
    position = values.get("image_position", "")
    return int(position) if re.fullmatch("[0-9]{1,4}", position) else 10_000


def variant_record(
    line: int, handle: str, product: Values, values: Values, images: Sequence[str], currency: str, shop: str
) -> Record | Reject:
    """The record of the variant on a row.

    Args:
        line: of the row.
        handle: of the product.
        product: the values on its first row, which holds what all variants have in common.
        values: those on the variant's row.
        images: of the product; the first is the variant's too where it has none of its own.
        currency: of the prices.
        shop: address that the product pages are under.
    """
    options = _options(product, values)
    main, *others = dict.fromkeys([link for link in (values.get("variant_image"), *images) if link]) or ("",)
    attributes = {
        "id": _identifier(values.get("sku") or "-".join([handle, *options.values()])),
        "title": _shortened(product["title"], 150),
        "description": _shortened(text_of_html(product.get("description", "")), 5000),
        "link": f"{shop.rstrip('/')}/products/{quote(handle)}",
        "image_link": main,
        "additional_image_link": ",".join(link.replace(",", "%2C") for link in others[:MAX_EXTRA_IMAGES]),
        "brand": _shortened(product.get("vendor", ""), 70),
        "gtin": values.get("barcode", "").lstrip("'"),  # spreadsheets write '0123 to keep the 0
        "gender": product.get("gender", ""),
        "age_group": product.get("age_group", ""),
        "color": _one_of(COLOUR_OPTIONS, options) or _listed(product.get("colours", "")),
        "size": _one_of(SIZE_OPTIONS, options) or _listed(product.get("sizes", "")),
        "material": _shortened(product.get("fabric", ""), 200),
        "item_group_id": _identifier(handle),
        "google_product_category": product.get("google_category") or product.get("category", ""),
        "product_type": product.get("type", ""),
    }
    try:
        attributes |= _prices(values, currency) | {"availability": _availability(values)}
    except ValueError as error:
        return Reject(line, shown_id(attributes), str(error))
    return Record(line, {name: value for name, value in attributes.items() if value})


def _options(product: Values, values: Values) -> dict[str, str]:
    """`{"color": "Red", "size": "M"}`; a product without options has one called Title, which is none."""
    numbers = [str(number) for number in (1, 2, 3)]
    named = {product.get(f"option{n}_name", "").lower(): values.get(f"option{n}_value", "") for n in numbers}
    return {name: value for name, value in named.items() if name not in ("", "title") and value}


def _one_of(names: frozenset[str], options: Values) -> str:
    return _shortened(next((value for name, value in options.items() if name in names), ""), 100)


def _listed(values: str) -> str:
    """`black; white` of a metafield -> `black/white`."""
    return _shortened("/".join(value.strip() for value in values.split(";")), 100)


def _prices(values: Values, currency: str) -> dict[str, str]:
    price, before = values["price"], values.get("compare_at", "")
    asked = {"price": f"{price} {currency}"} if price else {}
    if not price or _NOTHING.fullmatch(before):
        return asked
    try:
        is_reduced = parse_price(f"{before} {currency}").cents > parse_price(f"{price} {currency}").cents
    except ValueError as error:
        raise ValueError(f"price: {quoted(price)}, compare-at {quoted(before)}: {error}") from error
    return {"price": f"{before} {currency}", "sale_price": asked["price"]} if is_reduced else asked


def _availability(values: Values) -> str:
    quantity = values.get("quantity", "")
    if not quantity or not values.get("tracker", "shopify"):
        return "in_stock"
    if not re.fullmatch(r"-?[0-9]{1,9}(?:\.0*)?", quantity):
        raise ValueError(f"inventory quantity: {quoted(quantity)}: not a whole number")
    if float(quantity) > 0:
        return "in_stock"
    return "backorder" if values.get("oversell", "").lower() in ("true", "continue") else "out_of_stock"


def _identifier(text: str) -> str:
    """A text as an id may be: short, and without slashes."""
    name = re.sub(r"[\s/]+", "-", text)
    return name if len(name) <= MAX_ID else f"{name[: MAX_ID - 9]}-{zlib.crc32(name.encode()):08x}"


def _shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
