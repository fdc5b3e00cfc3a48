"""The light and the folds of a front, and the inside of its back."""

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import rectangle, start
from services.recommender.demo.draw.shades import mix
from services.recommender.demo.draw.torso import Torso


def inner_back(canvas: Canvas, torso: Torso, cloth: Cloth, label: bool = True) -> None:
    """The inside of the back with the maker's label, seen through the neck opening."""
    back = torso.back_outline()
    tone = cloth.shades
    canvas.fill(back, mix(tone.base, tone.shadow, 0.34))
    with canvas.inside(back):
        canvas.stroke(back, tone.shadow, 16, tone.shadow_strength, blur=6)
        if label:
            y = torso.top + 13
            canvas.fill(rectangle(-12, y, 12, y + 15), (0.96, 0.94, 0.9))
            canvas.stroke(start(-7, y + 7.5).line(7, y + 7.5), (0.45, 0.42, 0.4), 1.2)
    canvas.stroke(back, tone.ink, 1.4, 0.9)
    rim = start(-torso.neck, torso.top).quad(-torso.neck * 0.5, torso.top + 9, 0, torso.top + 9)
    rim = rim.quad(torso.neck * 0.5, torso.top + 9, torso.neck, torso.top)
    canvas.band(rim, cloth.plain(), 7, ribbed=False)


def body_folds(canvas: Canvas, torso: Torso, cloth: Cloth, strength: float = 1.0) -> None:
    """The light and the folds of a front that hangs from its shoulders."""
    ax, ay = torso.armpit
    bottom = torso.bottom
    wy = ay + (bottom - ay) * torso.waist_at
    glow = (
        start(-ax * 0.62, ay - 20)
        .quad(-ax * 0.2, wy, -ax * 0.5, bottom - 60)
        .quad(-ax * 0.75, wy, -ax * 0.62, ay - 20)
    )
    canvas.glow(glow, cloth, 0.8 * strength, blur=18)
    for side in (1.0, -1.0):
        canvas.fold(side * (ax - 2), ay - 2, side * ax * 0.42, ay + 34, cloth, 6, 7 * side, strength)
        canvas.fold(side * (ax - 4), ay + 16, side * ax * 0.55, ay + 78, cloth, 5, 8 * side, 0.8 * strength)
        canvas.fold(
            side * torso.waist, wy + 6, side * torso.waist * 0.45, wy + 42, cloth, 5, 6 * side, 0.8 * strength
        )
    canvas.fold(torso.hem * 0.52, wy + 20, torso.hem * 0.62, bottom + 4, cloth, 6, -5, 0.9 * strength)
    canvas.fold(-torso.hem * 0.4, wy + 50, -torso.hem * 0.52, bottom + 4, cloth, 6, 5, 0.9 * strength)
