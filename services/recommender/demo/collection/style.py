"""A style of the collection: one cut, the cloths it comes in, and what the shop says about it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from contracts.clothes import Category
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth, Pattern, Weave

Gender = Literal["male", "female", "unisex"]
Brand = Literal["Tidewell", "Alderlane", "Hanakawa"]
"""Invented: everyday clothes, tailored clothes, kimonos."""


class Cut(Protocol):
    """A garment that can be drawn in any cloth."""

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        ...


@dataclass(frozen=True)
class Style:
    """What all colours of a product share. `price` is in EUR; `story` is one sentence about the cut."""

    name: str
    category: Category
    gender: Gender
    brand: Brand
    price: str
    material: str
    story: str
    cut: Cut
    cloths: tuple[Cloth, ...]


def dyed(weave: Weave, *colours: str) -> tuple[Cloth, ...]:
    """Plain cloths in one weave."""
    return tuple(Cloth(colour, weave=weave) for colour in colours)


def trimmed(weave: Weave, *colours: tuple[str, str]) -> tuple[Cloth, ...]:
    """Plain cloths with an accent of another colour."""
    return tuple(Cloth(colour, accent, weave=weave, trimmed=True) for colour, accent in colours)


def printed(
    pattern: Pattern, *colours: tuple[str, str, str], scale: float = 1.0, weave: Weave = "smooth"
) -> tuple[Cloth, ...]:
    """Cloths with a pattern: ground, accent and second colour of each."""
    return tuple(Cloth(ground, accent, second, pattern, weave, scale) for ground, accent, second in colours)
