"""Jumpsuits: wide legs, culottes, utility, wrap, strappy, tailored, dungarees, playsuits."""

from dataclasses import dataclass, field, replace
from typing import Literal

from services.recommender.demo.draw import fastenings, pockets, sashes, waist
from services.recommender.demo.draw.bodice import Bodice
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.jeans import GOLD_THREAD
from services.recommender.demo.draw.outline import Outline, rectangle, start
from services.recommender.demo.draw.trousers import Trousers

Leg = Literal["wide", "straight", "tapered", "flared", "culotte", "short"]

LEGS: dict[Leg, Trousers] = {
    "wide": Trousers(hips=98, rise=118, knee=(72, 58), hem=(84, 64), length=396),
    "straight": Trousers(hips=94, rise=112, knee=(60, 40), hem=(64, 36), length=390),
    "tapered": Trousers(hips=100, rise=122, knee=(60, 42), hem=(54, 27), length=380),
    "flared": Trousers(hips=90, rise=112, knee=(56, 34), hem=(74, 58), length=400),
    "culotte": Trousers(hips=98, rise=118, knee=(76, 62), hem=(88, 66), length=310),
    "short": Trousers(hips=98, rise=116, knee=(64, 52), hem=(64, 50), length=176),
}


@dataclass(frozen=True)
class Jumpsuit:
    """A jumpsuit: a bodice and legs; `front` is how it closes."""

    bodice: Bodice = field(default_factory=Bodice)
    leg: Leg = "wide"
    front: Literal["plain", "zip", "buttons", "bib"] = "plain"
    belt: Literal["none", "buckle", "tie", "elastic"] = "none"
    pockets: bool = False
    turned_up: bool = False

    def _legs(self) -> Trousers:
        return replace(LEGS[self.leg], top=self.bodice.top + self.bodice.length, waist=self.bodice.waist)

    def outline(self) -> Outline:
        """The whole front."""
        leg = self._legs().leg()
        return Outline(self._upper().steps + leg.steps[2:]).symmetric()

    def _upper(self) -> Outline:
        if self.front != "bib":
            return self.bodice.upper()
        top, low = self.bodice.top + 66, self.bodice.top + self.bodice.length
        wide = self.bodice.waist
        return start(0, top).line(46, top).quad(46, top + 62, wide + 6, low - 36).line(wide, low)

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        cut, shape = self._legs(), self.outline()
        width = max(cut.width, self.bodice.half_width() if self.front != "bib" else 0)
        with canvas.garment(self.bodice.top - 12, cut.bottom + 6, width, growth=1.28):
            if self.front == "bib":
                _straps(canvas, cloth, self.bodice)
            else:
                self.bodice.draw_behind(canvas, cloth)
            canvas.piece(shape, cloth)
            with canvas.inside(shape):
                if self.front != "bib":
                    self.bodice.draw_folds(canvas, cloth)
                cut.draw_folds(canvas, cloth)
                self._hems(canvas, cut, cloth)
                self._pockets(canvas, cut, cloth)
                canvas.seam(start(0, cut.top).line(0, cut.crotch), cloth)
            canvas.stroke(shape, cloth.shades.ink, 1.5)
            self._close(canvas, cut, cloth)
            if self.front != "bib":
                self.bodice.draw_collar(canvas, cloth, shape)
            self._waist(canvas, cut, cloth)

    def _hems(self, canvas: Canvas, cut: Trousers, cloth: Cloth) -> None:
        line = cut.hem_line(0)
        for one in (line, line.mirrored()):
            if self.turned_up:
                canvas.stroke(one, cloth.shades.shadow, 50, cloth.shades.shadow_strength, blur=3)
                canvas.stroke(one, cloth.shades.ink, 44)
                canvas.stroke(one, cloth.shades.pale, 41.5)
            else:
                canvas.stitches(one.moved(0, -9), cloth)

    def _pockets(self, canvas: Canvas, cut: Trousers, cloth: Cloth) -> None:
        line = start(cut.waist * 0.72, cut.top + 12).line(cut.hips + 2, cut.top + 70)
        for one in (line, line.mirrored()):
            canvas.seam(one, cloth)
            canvas.stitches(one.moved(-1, 4), cloth)
        if self.pockets:
            top = self.bodice.top
            if self.front == "bib":
                pockets.patch_pocket(canvas, cloth, 0, top + 92, 56, 56)
                return
            for side in (1.0, -1.0):
                pockets.patch_pocket(canvas, cloth, 44 * side, top + 96, 44, 48, flap=True)

    def _close(self, canvas: Canvas, cut: Trousers, cloth: Cloth) -> None:
        top = self.bodice.top + self.bodice.depth
        if self.front == "zip":
            fastenings.zipper(canvas, 0, top, cut.crotch - 20, cloth.shades.ink)
        elif self.front == "buttons":
            strip = rectangle(-10, top, 10, cut.crotch - 24)
            canvas.shade(strip.moved(2, 0), cloth, 0.8, 3)
            canvas.piece(strip, cloth)
            count = int((cut.crotch - 40 - top) / 36)
            fastenings.buttons(
                canvas, 0, [top + 20 + 36 * n for n in range(count)], fastenings.button_colour(cloth), 4.6
            )
        elif self.front == "bib":
            thread = GOLD_THREAD if cloth.weave == "denim" else cloth.shades.stitch
            canvas.stitches(start(-42, self.bodice.top + 72).line(42, self.bodice.top + 72), cloth, thread)
            for x in (38, -38):
                fastenings.button(canvas, x, self.bodice.top + 74, waist.COPPER, 6)

    def _waist(self, canvas: Canvas, cut: Trousers, cloth: Cloth) -> None:
        wide = cut.waist
        match self.belt:
            case "buckle":
                sashes.belt(canvas, cloth.plain(), cut.top - 11, wide + 4, 20, dip=3)
            case "tie":
                sashes.belt(canvas, cloth.plain(), cut.top - 10, wide + 3, 16, buckle=False, dip=3)
            case "elastic":
                waist.elastic(canvas, cloth.plain(), cut.top - 12, wide, 20)
            case _:
                canvas.seam(start(-wide - 1, cut.top).quad(0, cut.top + 8, wide + 1, cut.top), cloth)


def _straps(canvas: Canvas, cloth: Cloth, bodice: Bodice) -> None:
    """The back of dungarees and their crossed straps."""
    top, low = bodice.top, bodice.top + bodice.length
    wide = bodice.waist
    back = (
        start(-wide - 4, low - 20)
        .quad(-20, low - 60, -16, top + 40)
        .line(16, top + 40)
        .quad(20, low - 60, wide + 4, low - 20)
    )
    back = back.line(wide, low + 20, -wide, low + 20).closed()
    canvas.piece(back, cloth.plain())
    canvas.shade(back, cloth, 1.4, 2)
    for side in (1.0, -1.0):
        strap = (
            start(side * 38, top + 82)
            .quad(side * 42, top + 20, side * 26, top - 6)
            .quad(side * 14, top + 6, side * 6, top + 60)
        )
        canvas.stroke(strap, cloth.shades.ink, 17)
        canvas.stroke(strap, cloth.shades.base, 14.6)
        canvas.stitches(strap, cloth)
