"""Pockets: patched on, under a flap, let into the cloth."""

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.fastenings import button, button_colour
from services.recommender.demo.draw.outline import start


def patch_pocket(
    canvas: Canvas, cloth: Cloth, x: float, y: float, width: float, height: float, flap: bool = False
) -> None:
    """A pocket sewn onto the front, `x` its middle, `y` its opening."""
    half = width / 2
    shape = (
        start(x - half, y)
        .line(x + half, y)
        .line(x + half, y + height - 10)
        .quad(x + half, y + height - 4, x + half - 7, y + height)
        .quad(x, y + height + 5, x - half + 7, y + height)
        .quad(x - half, y + height - 4, x - half, y + height - 10)
        .closed()
    )
    canvas.shade(shape.moved(1, 3), cloth, 0.8, blur=3)
    canvas.piece(shape, cloth)
    canvas.stitches(
        start(x - half + 4, y + 3)
        .line(x - half + 4, y + height - 10)
        .quad(x, y + height + 3, x + half - 4, y + height - 10)
        .line(x + half - 4, y + 3),
        cloth,
    )
    if flap:
        lid = (
            start(x - half - 2, y - 5)
            .line(x + half + 2, y - 5, x + half + 2, y + 13)
            .quad(x + half * 0.5, y + 16, x, y + 21)
        )
        lid = lid.quad(x - half * 0.5, y + 16, x - half - 2, y + 13).closed()
        canvas.shade(lid.moved(0, 3), cloth, 0.9, blur=2.5)
        canvas.piece(lid, cloth)
        button(canvas, x, y + 11, button_colour(cloth), 3.6)
    else:
        canvas.stitches(start(x - half + 1, y + 10).line(x + half - 1, y + 10), cloth)


def flap(
    canvas: Canvas, cloth: Cloth, x: float, y: float, width: float, height: float, tilt: float = 0.0
) -> None:
    """A pocket flap, mirrored on both sides; `tilt` lowers its outer end."""
    half = width / 2
    lid = (
        start(x - half, y)
        .line(x + half, y + tilt)
        .line(x + half, y + tilt + height - 5)
        .quad(x + half, y + tilt + height, x + half - 6, y + tilt + height)
        .line(x - half + 6, y + height)
        .quad(x - half, y + height, x - half, y + height - 5)
        .closed()
    )
    for shape in (lid, lid.mirrored()):
        canvas.shade(shape.moved(0, 4), cloth, 0.9, blur=3)
        canvas.piece(shape, cloth)


def welt_pockets(
    canvas: Canvas, cloth: Cloth, x: float, y: float, dx: float, dy: float, width: float = 9.0
) -> None:
    """Two slanted pocket openings, from `x, y` by `dx, dy`, mirrored."""
    line = start(x, y).line(x + dx, y + dy)
    for one in (line, line.mirrored()):
        canvas.stroke(one.moved(0, 3), cloth.shades.shadow, width + 4, cloth.shades.shadow_strength, blur=2.5)
        canvas.stroke(one, cloth.shades.ink, width + 2.2)
        canvas.stroke(one, cloth.shades.base, width)
        canvas.stroke(one, cloth.shades.shadow, 1.2, cloth.shades.shadow_strength * 2)
