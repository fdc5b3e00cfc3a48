"""Arms in their sleeves."""

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.shades import Shades
from services.recommender.demo.people.body import Body
from services.recommender.demo.people.skin import draw_arm, draw_hand


def draw_sleeve(
    canvas: Canvas, body: Body, side: int, cloth: Cloth, skin: Shades, share: float, width: float, ease: float
) -> None:
    """An arm in its sleeve, which begins behind the front; a short one shows the arm below."""
    with canvas.outside(body.yoke(ease)):
        _draw_sleeve(canvas, body, side, cloth, skin, share, width)


def _draw_sleeve(
    canvas: Canvas, body: Body, side: int, cloth: Cloth, skin: Shades, share: float, width: float
) -> None:
    sign = -1.0 if side == 0 else 1.0
    if share < 1.0:
        draw_arm(canvas, body, side, skin)
    else:
        draw_hand(canvas, body, side, skin)
    wide = width - 5 if share < 1 else 17.0
    sleeve = body.arm(side, (width - 2, wide - 1, 15.0), share)
    canvas.shade(sleeve.moved(-3, 3), cloth, 0.5, 5)
    canvas.piece(sleeve, cloth, turn=-8 * sign)
    (sx, sy), (elbow, wrist) = body.shoulders()[side], body.arms[side]
    with canvas.inside(sleeve):
        canvas.stroke(
            sleeve.moved(-6, 0), cloth.shades.shadow, 15, cloth.shades.shadow_strength * 0.9, blur=7
        )
        canvas.fold(sx - sign * 20, sy + 52, sx + sign * 16, sy + 24, cloth, 5, 4 * sign, 1.1)
        if share >= 1.0:
            for drop in (-10, 8):
                canvas.fold(
                    elbow[0] - sign * 18,
                    elbow[1] + drop,
                    elbow[0] + sign * 14,
                    elbow[1] + drop - 12,
                    cloth,
                    4,
                    3 * sign,
                    1.2,
                )
            canvas.fold(wrist[0] - 14, wrist[1] - 22, wrist[0] + 12, wrist[1] - 14, cloth, 3, 2, 1.1)
    canvas.stroke(sleeve, cloth.shades.ink, 1.3)
