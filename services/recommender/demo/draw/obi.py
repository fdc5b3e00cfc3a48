"""The sash of a kimono: a brocade obi, a soft band, a narrow belt."""

from typing import Literal

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.fastenings import button
from services.recommender.demo.draw.outline import circle, rectangle, start
from services.recommender.demo.draw.sashes import tie
from services.recommender.demo.draw.shades import shades

Kind = Literal["kimono", "furisode", "yukata", "haori", "robe", "men"]


TOP, SHOULDER, REACH, HALF = 74.0, 84.0, 226.0, 92.0


def draw_obi(canvas: Canvas, cloth: Cloth, kind: Kind, obi: str, cord_colour: str) -> None:
    """The obi with its cord, a yukata's simple band, or a robe's belt."""
    tall = {"kimono": 84.0, "furisode": 92.0, "yukata": 66.0, "robe": 26.0, "men": 40.0}[kind]
    y0 = 322.0 if kind in ("men", "robe") else 268.0
    y1, half = y0 + tall, HALF + 5
    sash = cloth.dyed(cloth.accent if kind == "robe" else obi)
    band = start(-half, y0).quad(0, y0 + 7, half, y0).line(half, y1).quad(0, y1 + 7, -half, y1).closed()
    canvas.shade(band.moved(0, 7), cloth, 1.3, 6)
    canvas.piece(band, sash)
    with canvas.inside(band):
        if kind in ("kimono", "furisode"):
            _draw_brocade(canvas, sash, cord_colour, y0, tall, half)
        for side in (1.0, -1.0):
            canvas.fold(side * half, y0 + tall * 0.3, side * 20, y0 + tall * 0.42, sash, 5, 4, 0.7)
    canvas.stroke(band, sash.shades.ink, 1.5)
    cord = shades(cord_colour)
    if kind in ("kimono", "furisode"):
        lip = start(-half + 3, y0).quad(0, y0 - 13, half - 3, y0).quad(0, y0 + 9, -half + 3, y0).closed()
        canvas.piece(lip, cloth.dyed(cord_colour))
        middle = y0 + tall / 2
        line = start(-half - 1, middle).quad(0, middle + 7, half + 1, middle)
        canvas.stroke(line, cord.ink, 10)
        canvas.stroke(line, cord.base, 7.6)
        canvas.stroke(line, cord.pale, 2, 0.8, dashes=(4, 3))
        button(canvas, 0, middle + 3.5, (0.93, 0.86, 0.66), 8)
    elif kind in ("robe", "men"):
        tie(
            canvas,
            sash,
            -14 if kind == "robe" else 20,
            y0 + tall / 2 + 3,
            20 if kind == "robe" else 12,
            5.0,
        )
    else:
        line = start(-half, y0 + tall * 0.5).quad(0, y0 + tall * 0.5 + 7, half, y0 + tall * 0.5)
        canvas.stroke(line, cord.base, 7)
        canvas.stroke(line, cord.ink, 1)


def _draw_brocade(canvas: Canvas, sash: Cloth, cord_colour: str, y0: float, tall: float, half: float) -> None:
    """A quiet woven figure, so that the obi does not compete with the cloth."""
    tone = sash.shades
    cord = shades(cord_colour).base
    for x in range(-5, 6):
        for row, y in enumerate((y0 + tall * 0.22, y0 + tall * 0.86)):
            cx = x * 21 + (10 if row else 0)
            canvas.stroke(circle(cx, y, 8), tone.deep, 1.6, 0.55)
            canvas.fill(circle(cx, y, 3), cord, 0.6)
    for y in (y0 + 3, y0 + tall - 1):
        canvas.fill(rectangle(-half, y, half, y + 2.5), tone.deep, 0.6)
