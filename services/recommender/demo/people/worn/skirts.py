"""Skirts and dresses."""

from dataclasses import dataclass

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import start
from services.recommender.demo.draw.shades import Shades
from services.recommender.demo.people.body import Body
from services.recommender.demo.people.worn.sleeves import draw_sleeve
from services.recommender.demo.people.worn.tops import Top


@dataclass(frozen=True)
class Dress:
    """A fitted top and a skirt that flares to `low`."""

    cloth: Cloth
    sleeve: float = 0.5
    low: float = 668.0
    flare: float = 124.0

    def draw(self, canvas: Canvas, body: Body, skin: Shades) -> None:
        """Skirt, trunk, belt, arms."""
        cloth = self.cloth
        skirt = start(0, body.waist_y - 4).line(body.waist + 4, body.waist_y - 4)
        skirt = skirt.curve(
            body.waist + 22, body.waist_y + 30, self.flare - 14, self.low - 110, self.flare, self.low
        )
        for index in range(3):
            x0, x1 = self.flare * (1 - index / 3), self.flare * (1 - (index + 1) / 3)
            middle = (x0 + x1) / 2
            skirt = skirt.curve(x0 - 5, self.low + 14, middle + 5, self.low + 17, middle, self.low + 9).quad(
                (middle + x1) / 2, self.low + 4, x1, self.low + 12
            )
        shape = skirt.symmetric()
        canvas.shade(shape.moved(0, 12), cloth, 0.7, 9)
        canvas.piece(shape, cloth)
        with canvas.inside(shape):
            canvas.stroke(shape.moved(-10, 0), cloth.shades.shadow, 28, cloth.shades.shadow_strength, blur=13)
            for index, share in enumerate((-0.84, -0.56, -0.3, -0.04, 0.22, 0.5, 0.78)):
                canvas.fold(
                    share * body.waist,
                    body.waist_y + 10 + index % 3 * 14,
                    share * self.flare,
                    self.low + 8,
                    cloth,
                    8,
                    -5 * share,
                    1.2,
                )
        Top(cloth, self.sleeve, ease=3, hem=body.waist_y, neck=34, drop=34, arms=False).draw(
            canvas, body, skin
        )
        belt = start(-body.waist - 5, body.waist_y).quad(0, body.waist_y + 10, body.waist + 5, body.waist_y)
        canvas.band(belt, cloth.dyed(cloth.accent) if cloth.pattern != "plain" else cloth, 12, ribbed=False)
        for side in (0, 1):
            draw_sleeve(canvas, body, side, cloth, skin, self.sleeve, 27, 3)


@dataclass(frozen=True)
class Skirt:
    """A straight skirt from the waist to `low`."""

    cloth: Cloth
    low: float = 610.0
    flare: float = 88.0

    def draw(self, canvas: Canvas, body: Body, _skin: Shades) -> None:
        """Draw it on a body."""
        cloth = self.cloth
        right = start(0, body.waist_y).line(body.waist + 4, body.waist_y)
        right = right.curve(
            body.waist + 12, body.waist_y + 34, body.hips + 7, body.hip_y - 20, body.hips + 8, body.hip_y + 16
        )
        shape = (
            right.line(self.flare, self.low)
            .quad(self.flare * 0.5, self.low + 12, 0, self.low + 12)
            .symmetric()
        )
        canvas.shade(shape.moved(0, 10), cloth, 0.7, 8)
        canvas.piece(shape, cloth)
        with canvas.inside(shape):
            canvas.stroke(shape.moved(-9, 0), cloth.shades.shadow, 26, cloth.shades.shadow_strength, blur=12)
            for share in (-0.7, -0.3, 0.1, 0.45, 0.8):
                canvas.fold(
                    share * body.waist,
                    body.waist_y + 40,
                    share * self.flare,
                    self.low + 8,
                    cloth,
                    6,
                    -4 * share,
                )
        canvas.stroke(shape, cloth.shades.ink, 1.3)
