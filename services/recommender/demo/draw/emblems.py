"""Simple prints for the chest."""

from services.recommender.demo.draw import motifs
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import circle, polygon, rectangle, start
from services.recommender.demo.draw.shades import shades


def emblem(canvas: Canvas, name: str, cloth: Cloth, x: float, y: float) -> None:
    """A simple print on the chest, in the cloth's accent and second colour."""
    accent, second = shades(cloth.accent).base, shades(cloth.second).base
    match name:
        case "sun":
            canvas.fill(circle(x, y - 8, 40), accent)
            for index in range(5):
                canvas.fill(
                    rectangle(x - 60, y + 2 + index * 9, x + 60, y + 4 + index * 9 + index * 0.8),
                    cloth.shades.base,
                )
        case "wave":
            canvas.fill(circle(x, y, 46), accent)
            with canvas.inside(circle(x, y, 46)):
                crest = (
                    start(x - 60, y + 12)
                    .curve(x - 30, y - 34, x + 4, y + 44, x + 60, y - 6)
                    .line(x + 60, y + 60, x - 60, y + 60)
                )
                canvas.fill(crest.closed(), second)
        case "mountain":
            canvas.fill(circle(x + 22, y - 28, 15), second)
            canvas.fill(
                polygon(x - 58, y + 34, x - 14, y - 36, x + 12, y + 4, x + 24, y - 12, x + 58, y + 34), accent
            )
            canvas.fill(
                polygon(
                    x - 26,
                    y - 17,
                    x - 14,
                    y - 36,
                    x - 2,
                    y - 17,
                    x - 9,
                    y - 22,
                    x - 14,
                    y - 13,
                    x - 20,
                    y - 21,
                ),
                second,
            )
        case "flower":
            canvas.fill(motifs.leaf(x, y + 50, 34, -150), second)
            canvas.fill(motifs.leaf(x, y + 50, 34, -30), second)
            canvas.stroke(start(x, y + 4).line(x, y + 58), second, 3.4)
            canvas.fill(motifs.blossom(x, y - 12, 38, -90), accent)
            canvas.fill(circle(x, y - 12, 10), cloth.shades.base)
        case "heart":
            canvas.fill(motifs.heart(x, y, 26), accent)
        case _:
            canvas.stroke(circle(x, y, 38), accent, 4)
            canvas.stroke(start(x - 24, y + 12).quad(x, y + 30, x + 24, y + 12), accent, 4)
            canvas.fill(circle(x - 13, y - 10, 4), accent)
            canvas.fill(circle(x + 13, y - 10, 4), accent)
