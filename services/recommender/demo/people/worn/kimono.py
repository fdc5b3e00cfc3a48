"""A kimono, worn."""

from dataclasses import dataclass

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import start
from services.recommender.demo.draw.shades import Shades, shades_of
from services.recommender.demo.people.body import Body
from services.recommender.demo.people.skin import draw_hand
from services.recommender.demo.people.worn.garment import NECK_Y


@dataclass(frozen=True)
class Kimono:
    """A kimono with its obi; wide sleeves hang from arms whose hands meet in front."""

    cloth: Cloth
    obi: str = "mustard"
    cord: str = "red"
    low: float = 846.0

    def draw(self, canvas: Canvas, body: Body, skin: Shades) -> None:
        """Skirt, crossed fronts, obi, sleeves, hands."""
        cloth, y = self.cloth, NECK_Y
        half = body.hips + 8
        right = (
            start(0, y - 22)
            .line(24, y - 26)
            .quad(60, y - 14, body.shoulder + 6, y + 30)
            .line(body.chest + 12, 330)
        )
        shape = (
            right.curve(body.chest + 12, 430, half + 2, 460, half, 540)
            .line(half - 10, self.low)
            .quad(30, self.low + 9, 0, self.low + 8)
            .symmetric()
        )
        canvas.piece(shape, cloth)
        with canvas.inside(shape):
            canvas.stroke(shape.moved(-10, 0), cloth.shades.shadow, 28, cloth.shades.shadow_strength, blur=13)
            edge = start(-58, 440).curve(-40, 560, -30, 700, -26, self.low + 10)
            canvas.stroke(edge.moved(-4, 0), cloth.shades.shadow, 14, cloth.shades.shadow_strength, blur=5)
            canvas.seam(edge, cloth)
            for x0, x1 in ((-40, -44), (20, 8), (54, 40)):
                canvas.fold(x0, 470, x1, self.low, cloth, 9, 4, 1.1)
            bare = start(-19, y - 30).quad(-6, 250, 2, 268).quad(10, 246, 19, y - 30).closed()
            canvas.fill(bare, skin.base)
            canvas.fill(bare, skin.shadow, 0.25, blur=6)
        over = start(26, y - 30).quad(10, 254, -36, 338).line(120, 338, 120, y - 30).closed()
        with canvas.outside(over):
            self._collar(canvas, -1.0)
        self._collar(canvas, 1.0)
        sash = cloth.dyed(self.obi)
        wide = body.chest + 16
        band = start(-wide, 330).quad(0, 338, wide, 330).line(wide, 424).quad(0, 432, -wide, 424).closed()
        canvas.shade(band.moved(0, 7), cloth, 1.2, 6)
        canvas.piece(band, sash)
        with canvas.inside(band):
            canvas.stroke(band.moved(-9, 0), sash.shades.shadow, 24, 0.4, blur=11)
            for level in (340, 416):
                canvas.stroke(start(-wide, level).quad(0, level + 8, wide, level), sash.shades.deep, 3, 0.7)
        cord = cloth.dyed(self.cord)
        canvas.band(start(-wide - 1, 376).quad(0, 385, wide + 1, 376), cord, 8, ribbed=False)
        self._sleeves(canvas, body, skin)

    def _collar(self, canvas: Canvas, sign: float) -> None:
        """One side of the crossed collar, with the inner collar that peeps out."""
        for shift, tone in ((9.0, shades_of((0.97, 0.96, 0.95))), (0.0, self.cloth.shades)):
            line = start(sign * (27 - shift), NECK_Y - 30).quad(
                sign * (10 - shift), 254, -sign * (36 + shift), 338
            )
            canvas.stroke(line, tone.ink, 20)
            canvas.stroke(line, tone.base, 17.8)
            canvas.stroke(line.moved(sign * 4, 0), tone.shadow, 5, tone.shadow_strength, blur=2)

    def _sleeves(self, canvas: Canvas, body: Body, skin: Shades) -> None:
        cloth = self.cloth
        for side in (1, 0):
            sign = -1.0 if side == 0 else 1.0
            (ex, ey), (wx, wy) = body.arms[side]
            sx, sy = body.shoulders()[side]
            draw_hand(canvas, body, side, skin)
            out = sign * 22
            sleeve = (
                start(sx - sign * 6, sy - 36)
                .quad(sx + out * 1.3, sy - 24, ex + out, ey - 20)
                .quad(ex + out * 1.1, ey + 26, ex + out * 0.6, ey + 170)
                .quad(ex - sign * 20, ey + 184, ex - sign * 46, ey + 172)
                .quad(wx - sign * 2, wy + 40, wx, wy + 20)
                .line(wx - sign * 2, wy - 18)
                .quad(ex - sign * 34, ey - 20, sx - sign * 26, sy + 48)
                .closed()
            )
            canvas.shade(sleeve.moved(-sign * 2, 6), cloth, 0.9, 6)
            canvas.piece(sleeve, cloth, turn=-6 * sign)
            with canvas.inside(sleeve):
                canvas.stroke(
                    sleeve.moved(-7, 0), cloth.shades.shadow, 20, cloth.shades.shadow_strength, blur=9
                )
                canvas.fold(ex, ey, ex - sign * 20, ey + 170, cloth, 8, 4 * sign, 1.1)
                canvas.fold(sx + sign * 4, sy + 40, wx, wy, cloth, 7, 8 * sign)
            canvas.stroke(sleeve, cloth.shades.ink, 1.3)
