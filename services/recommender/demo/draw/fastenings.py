"""Buttons, plackets, zips and cords."""

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import circle, polygon, rectangle, start
from services.recommender.demo.draw.shades import Rgb, mix
from services.recommender.demo.draw.torso import Torso

METAL: Rgb = (0.78, 0.76, 0.72)


WHITE: Rgb = (1.0, 1.0, 1.0)


def button(canvas: Canvas, x: float, y: float, colour: Rgb, radius: float = 5.0) -> None:
    """A round button with four holes."""
    canvas.fill(circle(x + 0.8, y + 1.6, radius + 0.6), (0.1, 0.08, 0.1), 0.4, blur=1.4)
    canvas.fill(circle(x, y, radius), colour)
    canvas.stroke(circle(x, y, radius), mix(colour, (0.0, 0.0, 0.0), 0.45), 1.0)
    canvas.fill(circle(x - radius * 0.25, y - radius * 0.3, radius * 0.45), WHITE, 0.35, blur=1)
    hole = radius * 0.26
    for dx in (-hole, hole):
        for dy in (-hole, hole):
            canvas.fill(circle(x + dx, y + dy, radius * 0.13), mix(colour, (0.0, 0.0, 0.0), 0.65))


def buttons(canvas: Canvas, x: float, ys: list[float], colour: Rgb, radius: float = 5.0) -> None:
    """A column of buttons."""
    for y in ys:
        button(canvas, x, y, colour, radius)


def button_colour(cloth: Cloth) -> Rgb:
    """Buttons a shade away from their cloth."""
    tone = cloth.shades
    return mix(tone.base, WHITE, 0.42) if tone.shadow_strength > 0.5 else mix(tone.base, tone.ink, 0.55)


def placket(
    canvas: Canvas, cloth: Cloth, top: float, length: float, buttons: int, width: float = 22.0
) -> None:
    """The buttoned strip below a neckline."""
    half = width / 2
    strip = rectangle(-half, top, half, top + length)
    canvas.shade(strip.moved(1, 3), cloth, 0.6, blur=3)
    canvas.piece(strip, cloth)
    canvas.stitches(
        start(-half + 3.5, top).line(
            -half + 3.5, top + length - 4, half - 3.5, top + length - 4, half - 3.5, top
        ),
        cloth,
    )
    for index in range(buttons):
        button(canvas, 0, top + 22 + (length - 40) * index / max(1, buttons - 1), button_colour(cloth), 4.4)


def zipper(canvas: Canvas, x: float, top: float, bottom: float, tape: Rgb, metal: Rgb = METAL) -> None:
    """A closed zip with its puller at the top."""
    canvas.fill(rectangle(x - 5, top, x + 5, bottom), mix(tape, (0.0, 0.0, 0.0), 0.25))
    canvas.stroke(start(x, top).line(x, bottom), metal, 5.0, dashes=(1.7, 1.7))
    canvas.stroke(start(x, top).line(x, bottom), (0.25, 0.24, 0.24), 0.8, 0.8)
    pull = polygon(x - 2.6, top + 8, x + 2.6, top + 8, x + 3.6, top + 30, x - 3.6, top + 30)
    canvas.fill(pull.moved(1, 2), (0.0, 0.0, 0.0), 0.35, blur=1.5)
    canvas.fill(rectangle(x - 4.5, top + 1, x + 4.5, top + 10), metal)
    canvas.fill(pull, metal)
    canvas.stroke(pull, (0.35, 0.34, 0.33), 0.9)


def drawstrings(canvas: Canvas, torso: Torso, colour: Rgb, length: float = 92.0) -> None:
    """The two cords of a hood."""
    y = torso.top + torso.depth + 4
    for side in (1.0, -1.0):
        cord = start(side * 15, y - 4).curve(
            side * 20, y + length * 0.4, side * 13, y + length * 0.6, side * 18, y + length
        )
        canvas.stroke(cord.moved(1.5, 2.5), (0.1, 0.1, 0.1), 4, 0.3, blur=2)
        canvas.stroke(cord, mix(colour, (0.0, 0.0, 0.0), 0.35), 4.6)
        canvas.stroke(cord, colour, 3.2)
        canvas.stroke(start(side * 18, y + length - 3).line(side * 18, y + length + 9), METAL, 4.6)
