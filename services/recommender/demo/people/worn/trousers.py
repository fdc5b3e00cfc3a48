"""Trousers and shorts."""

from dataclasses import dataclass

from services.recommender.demo.draw import fastenings
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import blob, start
from services.recommender.demo.draw.shades import Shades
from services.recommender.demo.people.body import Body


@dataclass(frozen=True)
class Trousers:
    """Long or short legs; `widths` are half widths at thigh, knee and hem, `low` the height of the hem."""

    cloth: Cloth
    widths: tuple[float, float, float] = (39.0, 28.0, 20.0)
    low: float | None = None

    def draw(self, canvas: Canvas, body: Body, _skin: Shades) -> None:
        """Both legs, the hips, the fly."""
        cloth = self.cloth
        for side in (0, 1):
            leg = body.leg(side, self.widths, self.low)
            canvas.piece(leg, cloth)
            sign = -1.0 if side == 0 else 1.0
            knee = body.knees[side]
            with canvas.inside(leg):
                canvas.stroke(
                    leg.moved(-7, 0), cloth.shades.shadow, 20, cloth.shades.shadow_strength * 0.8, blur=9
                )
                canvas.fold(
                    sign * 6, body.crotch_y + 6, sign * 52, body.crotch_y + 20, cloth, 5, 5 * sign, 1.1
                )
                canvas.glow(
                    blob([(knee[0] - 12, 560), (knee[0] + 4, 560), (knee[0] + 2, 640), (knee[0] - 12, 640)]),
                    cloth,
                    1.0,
                    9,
                )
                if self.low is None:
                    canvas.fold(
                        knee[0] - sign * 26,
                        knee[1] - 8,
                        knee[0] + sign * 20,
                        knee[1] + 8,
                        cloth,
                        4,
                        4 * sign,
                        1.2,
                    )
                    canvas.fold(
                        knee[0] + sign * 26,
                        knee[1] + 12,
                        knee[0] - sign * 14,
                        knee[1] + 26,
                        cloth,
                        4,
                        -4 * sign,
                    )
                    ankle = body.ankles[side]
                    for drop in (8, 24, 42):
                        canvas.fold(
                            ankle[0] - 18,
                            ankle[1] - drop,
                            ankle[0] + 16,
                            ankle[1] - drop + 6,
                            cloth,
                            3,
                            3,
                            1.1,
                        )
            canvas.stroke(leg, cloth.shades.ink, 1.3)
        hips = start(0, body.waist_y + 24).line(body.waist + 6, body.waist_y + 24)
        hips = hips.quad(body.hips + 2, body.hip_y - 20, body.hips + 1, body.hip_y + 18).quad(
            40, body.crotch_y + 12, 0, body.crotch_y + 8
        )
        shape = hips.symmetric()
        with canvas.inside(shape):
            canvas.fill(shape, cloth.shades.base)
            canvas.stroke(
                shape.moved(-8, 0), cloth.shades.shadow, 22, cloth.shades.shadow_strength * 0.8, blur=9
            )
            canvas.seam(start(0, body.waist_y).line(0, body.crotch_y + 8), cloth)
            for sign in (1.0, -1.0):
                pocket = start(sign * 34, body.waist_y + 40).quad(
                    sign * 44, body.waist_y + 66, sign * 74, body.waist_y + 70
                )
                canvas.seam(pocket, cloth)
                canvas.stitches(pocket.moved(0, 3), cloth)
                canvas.fold(
                    sign * 2, body.crotch_y + 4, sign * 48, body.crotch_y - 22, cloth, 5, 5 * sign, 1.2
                )
        band = start(-body.waist - 7, body.waist_y + 24).quad(
            0, body.waist_y + 33, body.waist + 7, body.waist_y + 24
        )
        canvas.band(band, cloth, 17, ribbed=False)
        fastenings.button(canvas, 0, body.waist_y + 29, (0.72, 0.52, 0.32), 4)
