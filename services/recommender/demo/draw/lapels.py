"""A blazer's fronts: their edges, lapels and collar, and the lining behind them."""

from dataclasses import replace

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, rectangle, start
from services.recommender.demo.draw.shades import mix
from services.recommender.demo.draw.torso import Torso


def draw_lining(canvas: Canvas, torso: Torso, cloth: Cloth) -> None:
    """The inside of the back, with its lining and label."""
    plain = replace(torso, neckline="boat", depth=8.0)
    lining = mix(cloth.shades.base, cloth.shades.shadow, 0.45)
    body = plain.body(2)
    canvas.fill(body, lining)
    canvas.stroke(body, cloth.shades.ink, 1.4)
    canvas.fill(start(-torso.neck, torso.top).quad(0, torso.top + 44, torso.neck, torso.top).closed(), lining)
    canvas.fill(rectangle(-17, torso.top + 24, 17, torso.top + 40), (0.95, 0.92, 0.86))
    canvas.stroke(start(-10, torso.top + 32).line(10, torso.top + 32), (0.5, 0.46, 0.42), 1.4)


def front_outline(torso: Torso, overlap: float, cutaway: float) -> Outline:
    """The viewer's right front, which reaches `overlap` past the middle; its lower corner is rounded."""
    bottom, low = torso.bottom, torso.top + torso.depth
    edge = torso.side().quad(torso.hem * 0.7, bottom + 7, cutaway + 22, bottom + 7)
    if cutaway > 10:
        edge = edge.curve(cutaway - 12, bottom + 6, -overlap, bottom - 30, -overlap, bottom - 120)
    else:
        edge = edge.line(-overlap, bottom + 6)
    return (
        edge.line(-overlap, low)
        .quad(torso.neck * 0.45, torso.top + torso.depth * 0.5, torso.neck, torso.top)
        .closed()
    )


def lapel_outline(torso: Torso, kind: str, overlap: float) -> Outline:
    """The viewer's right lapel of a kind, folded back from the front's edge."""
    neck, top, low = torso.neck, torso.top, torso.top + torso.depth
    fold = start(-overlap, low).quad(neck * 0.4, top + torso.depth * 0.48, neck - 3, top + 6)
    reach = torso.chest * 0.72
    match kind:
        case "notch":
            edge = fold.line(neck + 14, top + 42, reach, top + 66).quad(
                reach * 0.86, top + torso.depth * 0.66, -overlap, low
            )
        case "peak":
            edge = fold.line(neck + 12, top + 62, reach + 12, top + 36).quad(
                reach * 0.92, top + torso.depth * 0.7, -overlap, low
            )
        case "shawl":
            edge = fold.quad(neck + 32, top + 40, neck + 30, top + torso.depth * 0.4).quad(
                neck + 14, top + torso.depth * 0.8, -overlap, low
            )
        case _:
            edge = fold.line(neck + 4, top + 2).quad(neck * 0.5 + 9, top + torso.depth * 0.5, -overlap, low)
    return edge.closed()


def collar_outline(torso: Torso) -> Outline:
    """The collar leaf above the notch."""
    neck, top = torso.neck, torso.top
    return (
        start(neck - 12, top - 8)
        .quad(neck + 6, top - 6, neck + 13, top + 6)
        .quad(neck + 32, top + 24, neck + 40, top + 44)
        .line(neck + 14, top + 54)
        .quad(neck - 4, top + 40, neck - 9, top + 10)
        .closed()
    )
