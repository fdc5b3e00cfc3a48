"""Sweaters: crew, V and roll necks, cardigans, hoodies, half zips, cropped and chunky."""

from dataclasses import dataclass, replace
from typing import Literal

from services.recommender.demo.draw import collars, fastenings, folds
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, start
from services.recommender.demo.draw.shades import Rgb, mix
from services.recommender.demo.draw.sleeve import Sleeve
from services.recommender.demo.draw.torso import Torso

FITS: dict[str, tuple[Torso, Sleeve]] = {
    "regular": (
        Torso(shoulder=122, chest=116, waist=112, hem=110, length=414, armhole=148),
        Sleeve(17, 372, 54),
    ),
    "fitted": (
        Torso(shoulder=106, chest=102, waist=88, hem=98, length=400, armhole=134),
        Sleeve(15, 370, 45),
    ),
    "oversized": (
        Torso(shoulder=146, slope=42, chest=142, waist=142, hem=126, length=424, armhole=172),
        Sleeve(14, 336, 62, puff=8, bell=10),
    ),
    "cropped": (
        Torso(shoulder=124, chest=120, waist=120, hem=108, length=304, armhole=150, top=140),
        Sleeve(16, 348, 54, puff=10, bell=8),
    ),
    "long": (
        Torso(shoulder=118, chest=114, waist=112, hem=118, length=500, armhole=150),
        Sleeve(14, 384, 54),
    ),
}


@dataclass(frozen=True)
class Sweater:
    """A sweater's cut."""

    fit: str = "regular"
    neck: Literal["crew", "v", "roll", "mock", "boat", "hood", "half zip", "cardigan"] = "crew"
    rib: float = 32.0
    tipped: bool = False
    pocket: bool = False

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        torso, sleeve = FITS[self.fit]
        torso = self._neckline(torso)
        trim = cloth.dyed(cloth.accent) if self.tipped else cloth.plain()
        ribs = replace(trim, weave="smooth")
        rise = {"hood": 90, "roll": 60, "mock": 34, "half zip": 44}.get(self.neck, 12)
        with canvas.garment(torso.top - rise, torso.bottom + 8, sleeve.outer(torso)[0] + 4):
            if self.neck == "hood":
                collars.hood(canvas, cloth.plain(), torso)
            else:
                folds.inner_back(canvas, torso, cloth)
            sleeve.draw(canvas, torso, cloth)
            sleeve.draw_cuffs(canvas, torso, ribs, self.rib)
            body = torso.body(4)
            canvas.piece(body, cloth)
            with canvas.inside(body):
                folds.body_folds(canvas, torso, cloth, 0.85)
            canvas.edging(torso.hem_line(0, 4), body, ribs, self.rib)
            if self.pocket:
                _kangaroo(canvas, torso, cloth)
            self._collar(canvas, torso, body, cloth, ribs)

    def _neckline(self, torso: Torso) -> Torso:
        match self.neck:
            case "v":
                return replace(torso, neckline="v", depth=112, neck=50)
            case "boat":
                return replace(torso, neckline="boat", depth=26, neck=66)
            case "cardigan":
                return replace(torso, neckline="v", depth=150, neck=50)
            case "hood":
                return replace(torso, depth=34, neck=50)
            case "roll" | "mock" | "half zip":
                return replace(torso, depth=26, neck=48)
            case _:
                return torso

    def _collar(self, canvas: Canvas, torso: Torso, body: Outline, cloth: Cloth, ribs: Cloth) -> None:
        low = torso.top + torso.depth
        match self.neck:
            case "roll":
                _roll(canvas, ribs, torso)
            case "mock":
                collars.stand_collar(canvas, ribs, torso, 24, ribbed=True)
            case "half zip":
                collars.stand_collar(canvas, ribs, torso, 32, ribbed=True)
                fastenings.zipper(canvas, 0, torso.top - 12, low + 96, ribs.shades.base)
            case "hood":
                fastenings.drawstrings(canvas, torso, ribs.shades.stitch)
            case "cardigan":
                self._cardigan(canvas, torso, cloth, ribs, body)
            case _:
                canvas.edging(torso.neckline_outline(), body, ribs, 18)

    def _cardigan(self, canvas: Canvas, torso: Torso, cloth: Cloth, ribs: Cloth, body: Outline) -> None:
        low = torso.top + torso.depth
        canvas.edging(torso.neckline_outline(), body, ribs, 17)
        strip = start(0, low - 8).line(0, torso.bottom + 4)
        with canvas.inside(body):
            canvas.shade(
                start(4, low).line(16, low, 16, torso.bottom, 4, torso.bottom).closed(), cloth, 0.9, 4
            )
            canvas.band(strip, ribs, 21)
        count = 5
        step = (torso.bottom - low - 40) / (count - 1)
        colour = fastenings.button_colour(ribs)
        fastenings.buttons(canvas, 0, [low + 16 + step * index for index in range(count)], colour, 6)
        for x in (58, -58):
            canvas.stroke(
                start(x - 27, torso.bottom - 118).line(x + 27, torso.bottom - 118), ribs.shades.ink, 11
            )
            canvas.stroke(
                start(x - 26, torso.bottom - 118).line(x + 26, torso.bottom - 118), ribs.shades.base, 8.6
            )


def _roll(canvas: Canvas, cloth: Cloth, torso: Torso) -> None:
    """A folded-over roll neck."""
    neck, top = torso.neck, torso.top
    tone = cloth.shades
    tube = (
        start(0, top - 50)
        .quad(neck * 0.8, top - 50, neck - 4, top - 42)
        .quad(neck - 2, top - 10, neck + 5, top + 12)
    )
    tube = tube.quad(neck * 0.6, top + 36, 0, top + 38).symmetric()
    canvas.shade(tube.moved(0, 5), cloth, 0.9, 5)
    canvas.piece(tube, cloth)
    with canvas.inside(tube):
        for index in range(-11, 12):
            x = index * neck / 10.5
            canvas.stroke(start(x * 0.93, top - 52).line(x * 1.06, top + 40), tone.ink, 1.5, 0.3)
    rim = (
        start(-neck + 4, top - 42)
        .quad(0, top - 57, neck - 4, top - 42)
        .quad(0, top - 30, -neck + 4, top - 42)
        .closed()
    )
    canvas.fill(rim, _inside(cloth))
    canvas.stroke(rim, tone.ink, 1.4)
    canvas.seam(start(-neck + 2, top - 2).quad(0, top + 22, neck - 2, top - 2), cloth, 0.6)


def _inside(cloth: Cloth) -> Rgb:
    """The inside of a collar."""
    return mix(cloth.shades.base, cloth.shades.shadow, 0.45)


def _kangaroo(canvas: Canvas, torso: Torso, cloth: Cloth) -> None:
    """The pouch of a hoodie."""
    low, width = torso.bottom - 40, 84
    right = start(0, low - 96).line(width * 0.56, low - 96).quad(width * 0.9, low - 66, width, low - 40)
    pouch = right.line(width, low + 6).line(0, low + 8).symmetric()
    canvas.shade(pouch.moved(0, 4), cloth, 0.7, 4)
    canvas.piece(pouch, cloth.plain())
    edge = start(width * 0.56 - 5, low - 92).quad(width * 0.84, low - 62, width - 7, low - 38)
    canvas.stitches(edge.both(), cloth)
