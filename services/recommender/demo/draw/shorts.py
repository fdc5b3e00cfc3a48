"""Shorts: denim, chino, cargo, pleated, running, paper-bag, Bermuda."""

from dataclasses import dataclass
from typing import Literal

from services.recommender.demo.draw import fastenings, sashes, waist
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.jeans import GOLD_THREAD
from services.recommender.demo.draw.outline import Outline, lens, start
from services.recommender.demo.draw.shades import Rgb, mix, shades
from services.recommender.demo.draw.trousers import Trousers

Kind = Literal["denim", "chino", "cargo", "pleated", "running", "paper bag", "bermuda", "linen", "high waist"]

KINDS: dict[Kind, Trousers] = {
    "denim": Trousers(top=150, waist=80, hips=112, rise=150, knee=(70, 58), hem=(76, 58), length=218),
    "chino": Trousers(top=150, waist=84, hips=110, rise=146, knee=(66, 56), hem=(70, 56), length=290),
    "cargo": Trousers(top=140, waist=86, hips=116, rise=150, knee=(70, 62), hem=(74, 62), length=322),
    "pleated": Trousers(top=150, waist=74, hips=114, rise=160, knee=(76, 66), hem=(84, 68), length=262),
    "running": Trousers(top=160, waist=86, hips=118, rise=132, knee=(76, 66), hem=(84, 67), length=224),
    "paper bag": Trousers(top=160, waist=74, hips=116, rise=158, knee=(78, 70), hem=(86, 72), length=246),
    "bermuda": Trousers(top=130, waist=80, hips=108, rise=156, knee=(64, 52), hem=(68, 52), length=350),
    "linen": Trousers(top=150, waist=86, hips=114, rise=146, knee=(72, 62), hem=(80, 64), length=276),
    "high waist": Trousers(top=140, waist=68, hips=108, rise=172, knee=(66, 56), hem=(72, 56), length=232),
}


@dataclass(frozen=True)
class Shorts:
    """A pair's cut."""

    kind: Kind = "chino"
    frayed: bool = False
    turned_up: bool = False

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw them in a cloth."""
        cut = KINDS[self.kind]
        shape = cut.outline()
        denim = cloth.weave == "denim"
        thread = (
            GOLD_THREAD if denim and cloth.colour not in ("white", "black", "cream") else cloth.shades.stitch
        )
        ruffle = 20 if self.kind == "paper bag" else 6
        with canvas.garment(cut.top - ruffle, cut.bottom + 6, cut.width, growth=1.55):
            if self.kind != "paper bag":
                cut.draw_back(canvas, cloth)
            if self.frayed:
                _fringe(canvas, cut)
            canvas.piece(shape, cloth)
            with canvas.inside(shape):
                if denim:
                    self._fade(canvas, cut)
                cut.draw_folds(canvas, cloth)
                self._hems(canvas, cut, cloth, thread)
                self._front(canvas, cut, cloth, thread, denim)
            self._waist(canvas, cut, cloth, thread, denim)
            if self.kind == "cargo":
                with canvas.inside(shape):
                    waist.cargo_pocket(canvas, cloth, cut.knee[0] + 28, cut.crotch + 34, 62, 86)
            canvas.stroke(shape, cloth.shades.ink, 1.5)

    def _fade(self, canvas: Canvas, cut: Trousers) -> None:
        for side in (1.0, -1.0):
            x = cut.knee[0] * side
            canvas.fill(lens(x * 0.9, cut.crotch - 60, x, cut.bottom - 8, 34), (1.0, 1.0, 1.0), 0.22, blur=16)

    def _front(self, canvas: Canvas, cut: Trousers, cloth: Cloth, thread: Rgb, denim: bool) -> None:
        if self.kind == "running":
            stripe = start(cut.hips - 16, cut.top + 40).line(sum(cut.hem) - 22, cut.bottom + 8)
            for line in (stripe, stripe.mirrored()):
                canvas.stroke(line, shades(cloth.accent).base, 15)
            canvas.seam(start(0, cut.top + 20).line(0, cut.crotch), cloth)
        else:
            waist.front_pockets(canvas, cloth, cut.top, cut.waist, cut.hips, thread, rivets=denim)
        if self.kind in ("pleated", "paper bag", "linen"):
            for side in (1.0, -1.0):
                for x in (0.34, 0.6):
                    canvas.fold(
                        side * cut.waist * x,
                        cut.top + 24,
                        side * cut.hips * (x + 0.14),
                        cut.crotch + 20,
                        cloth,
                        4.5,
                        0,
                        1.2,
                    )

    def _waist(self, canvas: Canvas, cut: Trousers, cloth: Cloth, thread: Rgb, denim: bool) -> None:
        cord = shades(cloth.accent).base
        match self.kind:
            case "running" | "linen":
                waist.elastic(canvas, cloth.plain(), cut.top, cut.waist, cord=cord)
                if self.kind == "linen":
                    canvas.seam(start(0, cut.top + 40).line(0, cut.crotch), cloth)
            case "paper bag":
                canvas.seam(start(0, cut.top + 40).line(0, cut.crotch), cloth)
                _ruffle(canvas, cut, cloth)
                sashes.belt(canvas, cloth.plain(), cut.top + 8, cut.waist + 3, 22, buckle=False)
            case _:
                metal = waist.COPPER if denim else fastenings.button_colour(cloth)
                waist.fly(canvas, cloth, cut.top, cut.crotch, thread, metal)
                waist.waistband(canvas, cloth, cut.top, cut.waist, thread)
                fastenings.button(canvas, 0, cut.top + 21, metal, 5.5)

    def _hems(self, canvas: Canvas, cut: Trousers, cloth: Cloth, thread: Rgb) -> None:
        line = cut.hem_line(0)
        for one in (line, line.mirrored()):
            if self.turned_up:
                canvas.stroke(one.moved(0, 1), cloth.shades.shadow, 66, cloth.shades.shadow_strength, blur=4)
                canvas.stroke(one, cloth.shades.ink, 58)
                canvas.stroke(one, mix(cloth.shades.base, (1.0, 1.0, 1.0), 0.14), 55.5)
                canvas.stitches(one.moved(0, -22), cloth, thread)
            elif not self.frayed:
                canvas.stitches(one.moved(0, -10), cloth, thread)


def _fringe(canvas: Canvas, cut: Trousers) -> None:
    """Loose white threads below a cut hem."""
    hx, hw = cut.hem
    threads: list[Outline] = []
    for index in range(46):
        x = hx - hw + 2 + (2 * hw - 4) * index / 45
        threads.append(start(x, cut.bottom + 1).line(x + (index * 7 % 5) - 2, cut.bottom + 8 + index * 5 % 7))
    lines = Outline(tuple(step for thread in threads for step in thread.steps))
    canvas.stroke(lines.both(), (0.82, 0.84, 0.87), 1.5)


def _ruffle(canvas: Canvas, cut: Trousers, cloth: Cloth) -> None:
    """The gathered edge above the belt of a paper-bag waist."""
    top, half = cut.top, cut.waist + 8
    edge = start(-half + 4, top + 14).quad(-half - 4, top - 4, -half, top - 17)
    count = 8
    for index in range(count):
        x = -half + 2 * half * (index + 1) / count
        edge = edge.quad(x - half / count, top - 22 + 7 * (index % 2), x, top - 17)
    edge = edge.quad(half + 4, top - 4, half - 4, top + 14).quad(0, top + 30, -half + 4, top + 14).closed()
    canvas.piece(edge, cloth)
    with canvas.inside(edge):
        for index in range(-8, 9):
            canvas.fold(index * half / 9, top + 18, index * half / 8.4, top - 16, cloth, 3, 0, 1.2)
