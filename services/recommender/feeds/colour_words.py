"""A merchant's colour words -> names of the palette."""

import functools
import re
from typing import Final

import webcolors

from contracts.palette import PALETTE
from services.recommender.catalog.schema import MAX_COLOURS
from serving.colour.difference import palette_names
from serving.colour.lab import lab_from_hex

SYNONYMS: Final[dict[str, str]] = {
    "gray": "grey",
    "silver": "grey",
    "anthracite": "charcoal",
    "graphite": "charcoal",
    "charcoal grey": "charcoal",
    "charcoal gray": "charcoal",
    "light grey": "grey",
    "light gray": "grey",
    "grey melange": "grey",
    "steel": "grey",
    "off white": "cream",
    "ecru": "cream",
    "ivory": "cream",
    "sand": "beige",
    "camel": "beige",
    "tan": "beige",
    "nude": "beige",
    "taupe": "beige",
    "khaki": "olive",
    "chocolate": "brown",
    "bronze": "brown",
    "denim": "blue",
    "indigo": "navy",
    "navy blue": "navy",
    "marine blue": "navy",
    "sky blue": "light blue",
    "dark blue": "navy",
    "petrol": "teal",
    "turquoise blue": "teal",
    "mint": "green",
    "emerald": "green",
    "gold": "mustard",
    "rust": "orange",
    "copper": "orange",
    "wine": "burgundy",
    "bordeaux": "burgundy",
    "maroon": "burgundy",
    "rose": "pink",
    "fuchsia": "pink",
    "magenta": "pink",
    "peach": "pink",
    "violet": "purple",
    "lilac": "lavender",
    "mauve": "lavender",
}
"""Words of cloth that the CSS names do not have, or mean differently: in CSS `tan` is a skin tone."""

CSS: Final = {name: webcolors.name_to_hex(name) for name in webcolors.names()}
"""Colours of CSS 3 as `#rrggbb`."""


def palette_colours(text: str) -> tuple[str, ...]:
    """Names of the palette for a feed's `color`, main colour first, at most three; () where none is known.

    "Dark Olive/Off-White" -> ("olive", "cream"). Words are tried whole, then without their first words, so
    that a "heather grey" is grey, and then without their last, so that a "navy stripe" is navy.
    """
    parts = (part.strip() for part in re.split(r"[/,;&]| and ", text.lower().replace("-", " ")))
    names = (_palette_colour(part) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))[:MAX_COLOURS]


@functools.lru_cache(maxsize=1024)
def _palette_colour(part: str) -> str | None:
    words = re.findall(r"[a-z]+", part)
    phrases = (words[start:end] for end in range(len(words), 0, -1) for start in range(end))
    for phrase in map(" ".join, phrases):
        if phrase in PALETTE:
            return phrase
        if phrase in SYNONYMS:
            return SYNONYMS[phrase]
        if css := CSS.get(phrase.replace(" ", "")):
            return palette_names(lab_from_hex([css]))[0]
    return None
