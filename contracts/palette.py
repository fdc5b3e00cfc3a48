"""The shop's colour names: one fixed palette, shared by the catalog, the colour reader and the ranking."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PALETTE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "black": "#1c1c1f",
        "charcoal": "#45484d",
        "grey": "#8f9296",
        "white": "#f7f7f5",
        "cream": "#f0e6cd",
        "beige": "#cdb594",
        "brown": "#6f4a30",
        "navy": "#1f2a4d",
        "blue": "#2c5fb3",
        "light blue": "#a3c4e6",
        "teal": "#187a7c",
        "green": "#3a8a4a",
        "olive": "#6b6b36",
        "yellow": "#f4d54a",
        "mustard": "#c8942b",
        "orange": "#e67a30",
        "red": "#c9282f",
        "burgundy": "#6b1a2e",
        "pink": "#eda3b8",
        "purple": "#6f3f92",
        "lavender": "#bcaede",
    }
)
"""Colour name -> sRGB hex (#rrggbb) of its typical cloth, ordered from neutrals round the colour circle."""
