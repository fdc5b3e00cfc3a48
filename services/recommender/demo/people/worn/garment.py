"""What everything worn has in common."""

from typing import Protocol

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline
from services.recommender.demo.draw.shades import Shades
from services.recommender.demo.people.body import Body

NECK_Y = 200.0


class Garment(Protocol):
    """Something worn; the lower body is dressed first, then the trunk and the arms."""

    def draw(self, canvas: Canvas, body: Body, skin: Shades, /) -> None:
        """Draw it on a body."""
        ...


def draw_hang(body: Body, canvas: Canvas, cloth: Cloth, outline: Outline) -> None:
    """Folds of a front that hangs from the shoulders, and the shade on the side away from the window."""
    with canvas.inside(outline):
        canvas.stroke(
            outline.moved(-9, 0), cloth.shades.shadow, 26, cloth.shades.shadow_strength * 0.9, blur=11
        )
        for side in (1.0, -1.0):
            canvas.fold(
                side * body.chest, body.armpit_y, side * 22, body.armpit_y + 34, cloth, 5, 6 * side, 1.1
            )
            canvas.fold(
                side * body.chest, body.armpit_y + 22, side * 30, body.armpit_y + 66, cloth, 5, 6 * side
            )
            canvas.fold(
                side * body.waist, body.waist_y - 12, side * 18, body.waist_y + 8, cloth, 4.5, 5 * side, 1.1
            )
            canvas.fold(
                side * body.waist, body.waist_y + 8, side * 24, body.waist_y + 34, cloth, 4.5, 5 * side
            )
