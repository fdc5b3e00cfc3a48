"""Collars and hoods."""

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import start
from services.recommender.demo.draw.shades import mix
from services.recommender.demo.draw.torso import Torso


def shirt_collar(canvas: Canvas, cloth: Cloth, torso: Torso, point: float = 66.0) -> None:
    """A turned-down collar with two points that meet in the middle."""
    neck, top, low = torso.neck, torso.top, torso.top + torso.depth
    stand = start(-neck, top).quad(0, top - 15, neck, top).quad(0, top + 16, -neck, top).closed()
    canvas.piece(stand, cloth)
    leaf = (
        start(0, low + 2)
        .curve(neck * 0.35, low - 8, neck * 0.8, top + 10, neck - 4, top - 8)
        .quad(neck + 8, top - 2, neck + 15, top + 7)
        .quad(neck + 8, top + point * 0.5, neck * 0.86, top + point + 10)
        .quad(neck * 0.3, low + 26, 0, low + 2)
        .closed()
    )
    for shape in (leaf, leaf.mirrored()):
        canvas.shade(shape.moved(0, 4), cloth, 0.9, blur=4)
    for shape in (leaf, leaf.mirrored()):
        canvas.piece(shape, cloth)


def nape(canvas: Canvas, cloth: Cloth, torso: Torso) -> None:
    """The back of a turned-down collar, behind its two leaves."""
    neck, top = torso.neck, torso.top
    back = (
        start(0, top - 15)
        .quad(neck * 0.6, top - 15, neck + 2, top + 1)
        .quad(neck * 0.8, top + 10, neck - 6, top + 14)
    )
    canvas.piece(back.quad(neck * 0.5, top + 5, 0, top + 4).symmetric(), cloth)


def stand_collar(canvas: Canvas, cloth: Cloth, torso: Torso, height: float, ribbed: bool = False) -> None:
    """A collar that stands up round the neck, closed in front."""
    neck, top, low = torso.neck, torso.top, torso.top + torso.depth
    rim = top - height
    tone = cloth.shades
    opening = (
        start(-neck + 5, rim + 3)
        .quad(0, rim - 13, neck - 5, rim + 3)
        .quad(0, rim + 20, -neck + 5, rim + 3)
        .closed()
    )
    canvas.piece(opening, cloth)
    canvas.fill(opening, tone.shadow, tone.shadow_strength * 1.6)
    front = (
        start(-neck + 4, rim + 2)
        .quad(0, rim + 24, neck - 4, rim + 2)
        .quad(neck + 1, top - height * 0.4, neck + 3, top + 2)
        .curve(neck * 0.98, top + torso.depth * 0.55, neck * 0.55, low, 0, low)
        .curve(-neck * 0.55, low, -neck * 0.98, top + torso.depth * 0.55, -neck - 3, top + 2)
        .quad(-neck - 1, top - height * 0.4, -neck + 4, rim + 2)
        .closed()
    )
    canvas.piece(front, cloth)
    if ribbed:
        with canvas.inside(front):
            for index in range(-12, 13):
                x = index * neck / 11
                canvas.stroke(start(x * 0.9, rim).line(x * 1.05, low), tone.ink, 1.4, 0.3)


def hood(canvas: Canvas, cloth: Cloth, torso: Torso, height: float = 84.0) -> None:
    """A hood that lies open behind the neck."""
    neck, top, low = torso.neck, torso.top, torso.top + torso.depth
    shell = (
        start(0, top - height)
        .curve(neck * 0.9, top - height, neck + 34, top - height * 0.55, neck + 26, top + 16)
        .quad(neck + 4, low + 8, 0, low + 16)
        .symmetric()
    )
    canvas.piece(shell, cloth)
    opening = (
        start(0, top - height + 22)
        .curve(neck * 0.62, top - height + 22, neck * 0.92, top - height * 0.3, neck * 0.74, top + 6)
        .quad(neck * 0.42, low - 6, 0, low + 4)
        .symmetric()
    )
    tone = cloth.shades
    canvas.fill(opening, mix(tone.base, tone.shadow, 0.45))
    with canvas.inside(opening):
        canvas.stroke(opening, tone.shadow, 26, tone.shadow_strength, blur=9)
    canvas.stroke(opening, tone.ink, 1.5)
    canvas.stitches(shell, cloth, alpha=0.0)
    for side in (1.0, -1.0):
        canvas.fold(side * (neck + 8), top - height * 0.5, side * (neck + 6), top + 14, cloth, 4, 3 * side)
