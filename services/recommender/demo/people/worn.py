"""Clothes as they are worn: the same cloths as in the shop, on a body."""

from dataclasses import dataclass
from typing import Protocol

from services.recommender.demo.draw import details
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, blob, start
from services.recommender.demo.draw.shades import Rgb, Shades, mix, parse_hex, shades_of
from services.recommender.demo.people.body import Body, draw_arm, draw_hand

NECK_Y = 200.0


class Garment(Protocol):
    """Something worn; the lower body is dressed first, then the trunk and the arms."""

    def draw(self, canvas: Canvas, body: Body, skin: Shades, /) -> None:
        """Draw it on a body."""
        ...


def _sides(body: Body, canvas: Canvas, cloth: Cloth, outline: Outline) -> None:
    """Folds of a front that hangs from the shoulders, and the shade on the side away from the window."""
    with canvas.inside(outline):
        canvas.stroke(
            outline.moved(-9, 0), cloth.shades.shadow, 26, cloth.shades.shadow_strength * 0.9, blur=11
        )
        for side in (1.0, -1.0):
            canvas.fold(
                side * body.chest, body.armpit_y, side * 22, body.armpit_y + 34, cloth, 5, 6 * side, 1.1
            )
            canvas.fold(
                side * body.chest, body.armpit_y + 22, side * 30, body.armpit_y + 66, cloth, 5, 6 * side
            )
            canvas.fold(
                side * body.waist, body.waist_y - 12, side * 18, body.waist_y + 8, cloth, 4.5, 5 * side, 1.1
            )
            canvas.fold(
                side * body.waist, body.waist_y + 8, side * 24, body.waist_y + 34, cloth, 4.5, 5 * side
            )


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
        details.button(canvas, 0, body.waist_y + 29, (0.72, 0.52, 0.32), 4)


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
        _sides(body, canvas, cloth, trunk)
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
            _sides(body, canvas, cloth, trunk)
            with canvas.inside(trunk):
                canvas.seam(start(1, 372).line(1, 430), cloth)
            details.flap(canvas, cloth, 44, 438, 44, 14)
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
        details.button(canvas, 3, 384, details.button_colour(cloth), 5)
        for side in (0, 1):
            draw_sleeve(canvas, body, side, cloth, skin, 1.0, 31, self.ease)


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


@dataclass(frozen=True)
class Shoes:
    """Shoes seen from the front."""

    colour: str = "#f2efe9"
    sole: str = "#d9d4cc"

    def draw(self, canvas: Canvas, body: Body, _skin: Shades) -> None:
        """One on each foot."""
        tone, sole = shades_of(parse_hex(self.colour)), shades_of(parse_hex(self.sole))
        for side in (0, 1):
            sign = -1.0 if side == 0 else 1.0
            x, y = body.ankles[side]
            foot = blob(
                [
                    (x - 14, y - 6),
                    (x + 14, y - 6),
                    (x + 18 + sign * 4, y + 22),
                    (x + 21 + sign * 8, y + 44),
                    (x + sign * 7, y + 54),
                    (x - 21 + sign * 8, y + 44),
                    (x - 18 + sign * 4, y + 22),
                ]
            )
            canvas.solid(foot.moved(0, 3), sole)
            canvas.solid(foot, tone)
            with canvas.inside(foot):
                canvas.fill(
                    blob([(x - 9, y - 12), (x + 9, y - 12), (x + 10, y + 6), (x - 10, y + 6)]),
                    _dark(tone),
                    0.6,
                    blur=2,
                )
            for step in range(3):
                lace = start(x - 8 + sign * step, y + 12 + step * 8).line(
                    x + 8 + sign * step, y + 12 + step * 8
                )
                canvas.stroke(lace, tone.ink, 1.4, 0.6)


def _dark(tone: Shades) -> Rgb:
    return mix(tone.base, tone.shadow, 0.6)


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
