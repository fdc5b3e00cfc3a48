"""A merchant's words for a garment -> one of the ten categories."""

import re
from typing import Final

from contracts.clothes import CATEGORIES, Category, Slot

SLOT_OF: Final[dict[Category, Slot]] = {
    category: slot for slot, categories in CATEGORIES.items() for category in categories
}

WORDS: Final[dict[Category, tuple[str, ...]]] = {
    "Tee": (
        "tee",
        "t shirt",
        "tshirt",
        "top",
        "polo",
        "polo shirt",
        "tank top",
        "shirt",
        "blouse",
        "henley",
        "longsleeve",
    ),
    "Jacket": (
        "jacket",
        "coat",
        "parka",
        "anorak",
        "windbreaker",
        "outerwear",
        "trench",
        "bomber",
        "puffer",
        "trucker",
    ),
    "Sweater": (
        "sweater",
        "jumper",
        "pullover",
        "cardigan",
        "hoodie",
        "sweatshirt",
        "knitwear",
        "turtleneck",
    ),
    "Blazer": ("blazer", "suit jacket", "sport coat", "sports jacket", "tuxedo jacket"),
    "Jeans": ("jeans", "jean", "denim pants", "trousers", "pants", "chinos", "slacks", "leggings"),
    "Shorts": ("shorts", "bermudas", "bermuda shorts", "denim shorts", "jean shorts"),
    "Skirt": ("skirt", "miniskirt", "kilt", "skort", "denim skirt"),
    "Dress": ("dress", "gown", "sundress", "shirt dress", "sweater dress", "blazer dress"),
    "Jumpsuit": ("jumpsuit", "romper", "playsuit", "overalls", "dungarees", "boilersuit"),
    "Kimono": ("kimono", "yukata", "haori", "hakama"),
}
"""Words of merchants; a word that the ten do not have (`trousers`) goes to what is worn in its place."""

_CATEGORY_OF: Final = {word: category for category, words in WORDS.items() for word in words}
_LONGEST: Final = max(len(word.split()) for word in _CATEGORY_OF)
_NOT_A_GARMENT: Final = {
    "shoes",
    "shoe",
    "boots",
    "bag",
    "hat",
    "socks",
    "belt",
    "scarf",
    "gloves",
    "necklace",
}


def category_from(product_type: str, title: str) -> Category | None:
    """The category that a product belongs to, or None for what is none of the ten.

    `product_type` ("Clothing > Women > Blazers") is read first and from its most specific level up, then
    the title. In a level the last phrase decides, as a head noun does in English: a "Denim Shirt Dress" is
    a dress. Longer phrases go before shorter ones: "jean shorts" are shorts.
    """
    levels = [level for level in re.split(r"[>/|]", product_type) if level.strip()]
    for phrase in [*reversed(levels), title]:
        words = _words(phrase)
        if _NOT_A_GARMENT & set(words[-1:]):
            return None
        if category := _last_match(words):
            return category
    return None


class CategoryTable:
    """Decides where a product belongs."""

    def category(self, google_product_category: str, product_type: str, title: str) -> Category | None:
        """The category that a product belongs to, or None for what is none of the ten."""
        return category_from(product_type or google_product_category, title)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower().replace("t-shirt", "tshirt"))


def _last_match(words: list[str]) -> Category | None:
    for end in range(len(words), 0, -1):
        for length in range(min(_LONGEST, end), 0, -1):
            phrase = " ".join(words[end - length : end])
            for candidate in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es")):
                if candidate in _CATEGORY_OF:
                    return _CATEGORY_OF[candidate]
    return None
