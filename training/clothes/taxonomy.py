"""The ten categories by slot, and what each data set's own labels say about them.

Labels that are near a category but not one of the ten (coat, shirt, trousers ...) keep the category unknown.
They are `kinds`: finer than the categories, they shape the embedding and say that the slot is worn.
"""

from typing import Final

from contracts.clothes import CATEGORIES, Slot

KINDS: Final[dict[Slot, tuple[str, ...]]] = {
    "upper": (
        *CATEGORIES["upper"],
        "Coat",
        "Shirt",
        "Top",
        "Longsleeve",
        "Sweatshirt",
        "Cardigan",
        "Tank",
        "Kurta",
        "Polo",
    ),
    "lower": (*CATEGORIES["lower"], "Trousers", "Leggings"),
    "whole": CATEGORIES["whole"],
}

GARMENT_KINDS: Final[dict[str, tuple[Slot, str]]] = {
    "T-Shirt": ("upper", "Tee"),
    "Polo": ("upper", "Polo"),
    "Longsleeve": ("upper", "Longsleeve"),
    "Shirt": ("upper", "Shirt"),
    "Blouse": ("upper", "Shirt"),
    "Top": ("upper", "Top"),
    "Outwear": ("upper", "Jacket"),
    "Hoodie": ("upper", "Sweater"),
    "Blazer": ("upper", "Blazer"),
    "Pants": ("lower", "Trousers"),
    "Shorts": ("lower", "Shorts"),
    "Skirt": ("lower", "Skirt"),
    "Dress": ("whole", "Dress"),
}
PRODUCT_KINDS: Final[dict[str, tuple[Slot, str]]] = {
    "Tshirts": ("upper", "Tee"),
    "Tops": ("upper", "Top"),
    "Shirts": ("upper", "Shirt"),
    "Kurtas": ("upper", "Kurta"),
    "Sweaters": ("upper", "Sweater"),
    "Sweatshirts": ("upper", "Sweatshirt"),
    "Cardigans": ("upper", "Cardigan"),
    "Jackets": ("upper", "Jacket"),
    "Blazers": ("upper", "Blazer"),
    "Jeans": ("lower", "Jeans"),
    "Shorts": ("lower", "Shorts"),
    "Skirts": ("lower", "Skirt"),
    "Trousers": ("lower", "Trousers"),
    "Track Pants": ("lower", "Trousers"),
    "Leggings": ("lower", "Leggings"),
    "Dresses": ("whole", "Dress"),
    "Rompers": ("whole", "Jumpsuit"),
    "Jumpsuit": ("whole", "Jumpsuit"),
}

PATTERNS: Final = ("solid", "stripe", "graphics", "plaid", "spot", "floral")
"""As the attribute photos name them."""

COLOURS: Final = (
    "black",
    "white",
    "grey",
    "brown",
    "beige",
    "blue",
    "navy",
    "red",
    "pink",
    "orange",
    "yellow",
    "green",
    "purple",
    "cyan",
)
_COLOUR_WORDS: Final = {
    "charcoal": "grey",
    "gray": "grey",
    "cream": "beige",
    "khaki": "beige",
    "tan": "beige",
    "maroon": "red",
    "burgundy": "red",
    "magenta": "pink",
    "peach": "pink",
    "olive": "green",
    "mustard": "yellow",
    "rust": "orange",
    "lavender": "purple",
    "mauve": "purple",
    "teal": "cyan",
    "turquoise": "cyan",
}


def colour_of(text: str) -> str | None:
    """The colour of COLOURS that a free text names, or None if it names none or several."""
    lowered = (
        text.lower().replace("navy blue", "navy").replace("off white", "white").replace("off-white", "white")
    )
    words = "".join(letter if letter.isalpha() else " " for letter in lowered).split()
    found = {_COLOUR_WORDS.get(word, word) for word in words} & set(COLOURS)
    return found.pop() if len(found) == 1 else None
