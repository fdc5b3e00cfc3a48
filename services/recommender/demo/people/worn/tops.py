"""Tees, sweaters and blazers."""

from dataclasses import dataclass

from services.recommender.demo.draw import fastenings, pockets
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import start
from services.recommender.demo.draw.shades import Shades
from services.recommender.demo.people.body import Body
from services.recommender.demo.people.worn.garment import NECK_Y, draw_hang
from services.recommender.demo.people.worn.sleeves import draw_sleeve


@dataclass(frozen=True)
class Top:
    """A tee or a sweater: `sleeve` is the share of the arm that it covers."""

    cloth: Cloth
    sleeve: float = 0.5
    ease: float = 8.0
    hem: float = 470.0
    neck: float = 27.0
    drop: float = 18.0
    ribbed: bool = False
    arms: bool = True

    def draw(self, canvas: Canvas, body: Body, skin: Shades) -> None:
        """Trunk, then arms over it."""
        cloth = self.cloth
        short = self.hem <= body.waist_y + 20
        half = (body.waist + self.ease) if short else body.hips + self.ease * 0.6
        trunk = body.trunk(self.hem, half, self.ease, self.neck, self.drop)
        canvas.piece(trunk, cloth)
        draw_hang(body, canvas, cloth, trunk)
        line = start(-self.neck, NECK_Y - 3).quad(
            -self.neck * 0.8, NECK_Y + self.drop, 0, NECK_Y + 1 + self.drop
        )
        line = line.quad(self.neck * 0.8, NECK_Y + self.drop, self.neck, NECK_Y - 3)
        canvas.edging(line, trunk, cloth.plain(), 8)
        hem = start(-140, self.hem - 4).quad(0, self.hem + 12, 140, self.hem - 4)
        if self.ribbed:
            canvas.edging(hem.moved(0, 2), trunk, cloth.plain(), 17)
        else:
            with canvas.inside(trunk):
                canvas.stitches(hem.moved(0, -6), cloth)
        if self.arms:
            for side in (0, 1):
                draw_sleeve(canvas, body, side, cloth, skin, self.sleeve, 27 + self.ease * 0.3, self.ease)


@dataclass(frozen=True)
class Blazer:
    """An open collar over a top, closed with one button."""

    cloth: Cloth
    under: Cloth
    hem: float = 502.0
    ease: float = 12.0

    def draw(self, canvas: Canvas, body: Body, skin: Shades) -> None:
        """The top below, then both fronts, lapels and sleeves."""
        Top(self.under, ease=4, arms=False).draw(canvas, body, skin)
        cloth, y = self.cloth, NECK_Y
        trunk = body.trunk(self.hem, body.hips + 12, self.ease, 30, 0)
        gap = start(0, 372).quad(24, 290, 31, y - 26).line(-31, y - 26).quad(-24, 290, 0, 372).closed()
        tail = (
            start(2, 372)
            .line(2, 420)
            .quad(8, self.hem - 30, 34, self.hem + 14)
            .line(-28, self.hem + 14)
            .quad(-6, self.hem - 30, -2, 420)
        )
        with canvas.outside(gap), canvas.outside(tail.line(-2, 372).closed()):
            canvas.shade(trunk.moved(0, 5), cloth, 0.8, 5)
            canvas.piece(trunk, cloth)
            draw_hang(body, canvas, cloth, trunk)
            with canvas.inside(trunk):
                canvas.seam(start(1, 372).line(1, 430), cloth)
            pockets.flap(canvas, cloth, 44, 438, 44, 14)
        lapel = (
            start(1, 374)
            .quad(22, 300, 27, y - 22)
            .line(40, y - 4, 34, y + 14, 60, y + 26)
            .quad(46, 310, 1, 374)
            .closed()
        )
        for shape in (lapel.mirrored(), lapel):
            canvas.shade(shape.moved(0, 4), cloth, 0.9, 4)
            canvas.piece(shape, cloth)
        fastenings.button(canvas, 3, 384, fastenings.button_colour(cloth), 5)
        for side in (0, 1):
            draw_sleeve(canvas, body, side, cloth, skin, 1.0, 31, self.ease)
