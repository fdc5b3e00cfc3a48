"""Jackets: bomber, trucker, biker, puffer, quilted, parka, varsity, overshirt, chore, trench."""

from dataclasses import dataclass, replace
from typing import Literal

from services.recommender.demo.draw import details
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, rectangle, start
from services.recommender.demo.draw.shades import Rgb
from services.recommender.demo.draw.torso import Sleeve, Torso

Kind = Literal[
    "bomber",
    "trucker",
    "biker",
    "puffer",
    "quilted",
    "parka",
    "varsity",
    "overshirt",
    "chore",
    "trench",
    "track",
]

GOLD_THREAD: Rgb = (0.86, 0.62, 0.3)
_SHORT = Torso(shoulder=128, chest=122, waist=120, hem=112, length=370, armhole=152, depth=32, neck=50)
_LONG = Torso(shoulder=126, chest=122, waist=118, hem=128, length=500, armhole=152, depth=32, neck=50)
_CUTS: dict[Kind, tuple[Torso, Sleeve]] = {
    "bomber": (_SHORT, Sleeve(16, 356, 56, puff=5, bell=6)),
    "trucker": (replace(_SHORT, waist=114, hem=106), Sleeve(16, 352, 54)),
    "biker": (replace(_SHORT, shoulder=118, chest=112, waist=102, hem=106, length=356), Sleeve(15, 358, 48)),
    "puffer": (
        replace(_SHORT, shoulder=140, chest=136, waist=136, hem=132, length=402, slope=34),
        Sleeve(14, 350, 66, puff=13, bell=9),
    ),
    "quilted": (replace(_LONG, length=440, hem=122), Sleeve(15, 366, 54)),
    "parka": (_LONG, Sleeve(14, 384, 58, puff=4, bell=4)),
    "varsity": (_SHORT, Sleeve(16, 352, 58, puff=6, bell=5)),
    "overshirt": (replace(_LONG, length=448, hem=120, shoulder=130, chest=124), Sleeve(15, 364, 54)),
    "chore": (replace(_LONG, length=424, hem=122, shoulder=130, chest=124), Sleeve(15, 360, 58)),
    "trench": (replace(_LONG, waist=98, hem=132, length=530, top=80, waist_at=0.34), Sleeve(13, 392, 54)),
    "track": (replace(_SHORT, length=392, hem=110, waist=114), Sleeve(16, 362, 52)),
}


@dataclass(frozen=True)
class Jacket:
    """A jacket's cut; `slim` narrows it and takes in the waist."""

    kind: Kind = "bomber"
    slim: bool = False
    hooded: bool = False

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        torso, sleeve = _CUTS[self.kind]
        if self.slim:
            torso = replace(
                torso,
                shoulder=torso.shoulder * 0.91,
                chest=torso.chest * 0.9,
                waist=torso.waist * 0.82,
                hem=torso.hem * 0.93,
                length=torso.length * 0.95,
            )
            sleeve = replace(sleeve, length=sleeve.length * 0.97, cuff=sleeve.cuff * 0.9)
        arms = cloth.dyed(cloth.accent) if self.kind == "varsity" else cloth
        rise = 92 if self.hooded else 40
        with canvas.garment(torso.top - rise, torso.bottom + 8, sleeve.outer(torso)[0] + 10):
            if self.hooded:
                details.hood(canvas, cloth.plain(), torso)
            else:
                details.inner_back(canvas, torso, cloth)
            if self.kind == "puffer":
                arms = cloth.plain()
            sleeve.draw(canvas, torso, arms)
            body = torso.body(5)
            canvas.piece(body, cloth)
            with canvas.inside(body):
                if self.kind != "puffer":
                    details.body_folds(canvas, torso, cloth, 0.8)
            getattr(self, f"_{self.kind}")(canvas, torso, sleeve, body, cloth)

    def _bomber(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        ribs = cloth.plain()
        sleeve.draw_cuffs(canvas, torso, ribs, 28)
        canvas.edging(torso.hem_line(0, 5), body, ribs, 34)
        details.welt_pockets(canvas, cloth, 52, torso.bottom - 128, 34, 56)
        self._zip(canvas, torso, cloth, torso.top + torso.depth)
        if not self.hooded:
            details.stand_collar(canvas, ribs, torso, 18, ribbed=True)

    def _track(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        accent = cloth.dyed(cloth.accent)
        with canvas.inside(body):
            chest = torso.top + 104
            canvas.fill(rectangle(-200, chest, 200, chest + 16), accent.shades.base)
            canvas.fill(rectangle(-200, chest + 24, 200, chest + 32), accent.shades.base)
        sleeve.draw_cuffs(canvas, torso, accent, 20)
        canvas.edging(torso.hem_line(0, 5), body, accent, 24)
        details.welt_pockets(canvas, cloth.plain(), 54, torso.bottom - 112, 28, 58, 6)
        details.stand_collar(canvas, cloth.plain(), torso, 30)
        self._zip(canvas, torso, cloth, torso.top - 8)

    def _varsity(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        ribs, line = cloth.plain(), cloth.dyed(cloth.accent)
        sleeve.draw_cuffs(canvas, torso, ribs, 26)
        canvas.edging(torso.hem_line(0, 5), body, ribs, 36)
        with canvas.inside(body):
            for inset in (12, 22):
                canvas.stroke(torso.hem_line(inset, 5), line.shades.base, 5)
        details.welt_pockets(canvas, line, 50, torso.bottom - 122, 32, 52, 8)
        canvas.seam(start(0, torso.top + torso.depth).line(0, torso.bottom), cloth)
        low = torso.top + torso.depth + 26
        details.buttons(
            canvas, 0, [low + (torso.bottom - low - 22) * n / 5 for n in range(6)], line.shades.base, 6.5
        )
        x, y = 58.0, torso.top + 112
        letter = start(x - 13, y - 17).line(x - 13, y + 17).quad(x + 16, y + 17, x + 13, y + 5)
        letter = (
            letter.quad(x + 11, y, x + 2, y)
            .quad(x + 12, y - 1, x + 10, y - 9)
            .quad(x + 9, y - 17, x - 13, y - 17)
        )
        canvas.stroke(letter, line.shades.ink, 9.5)
        canvas.stroke(letter, line.shades.base, 7)
        details.stand_collar(canvas, ribs, torso, 16, ribbed=True)

    def _trucker(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        thread = _thread(cloth)
        yoke = torso.top + 96
        sleeve.draw_cuffs(canvas, torso, cloth, 22, ribbed=False)
        canvas.edging(torso.hem_line(0, 5), body, cloth.plain(), 25, ribbed=False)
        with canvas.inside(body):
            lines = [start(-150, yoke).line(150, yoke)]
            for side in (1.0, -1.0):
                lines.append(start(side * 78, yoke).line(side * 40, torso.bottom - 25))
                lines.append(start(side * 28, yoke).line(side * 24, torso.bottom - 25))
            for line in lines:
                canvas.seam(line, cloth)
                canvas.stitches(line.moved(0, 3.5) if line is lines[0] else line.moved(3.5, 0), cloth, thread)
            canvas.stitches(torso.hem_line(21, 5), cloth, thread)
        details.flap(canvas, cloth, 55, yoke - 2, 56, 24)
        for side in (1.0, -1.0):
            details.button(canvas, side * 55, yoke + 13, (0.72, 0.5, 0.3), 4.2)
        self._placket(canvas, torso, cloth, (0.72, 0.5, 0.3), thread)
        details.shirt_collar(canvas, cloth.plain(), torso, 62)

    def _biker(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        low = torso.bottom
        with canvas.inside(body):
            canvas.seam(start(-36, low).curve(-30, low - 120, 10, low - 190, 40, torso.top + 90), cloth)
        line = start(-32, low - 4).line(34, torso.top + 108)
        canvas.stroke(line, (0.12, 0.12, 0.12), 9)
        canvas.stroke(line, details.METAL, 5, dashes=(1.7, 1.7))
        for sx, sy, ex, ey in ((58, low - 138, 92, low - 92), (-84, low - 92, -52, low - 138)):
            canvas.stroke(start(sx, sy).line(ex, ey), (0.1, 0.1, 0.1), 8)
            canvas.stroke(start(sx, sy).line(ex, ey), details.METAL, 4, dashes=(1.7, 1.7))
        canvas.edging(torso.hem_line(0, 5), body, cloth, 26, ribbed=False)
        details.belt(canvas, cloth, low - 25, torso.hem + 2, 20)
        sleeve.draw_cuffs(canvas, torso, cloth, 12, ribbed=False)
        neck, top = torso.neck, torso.top
        flap = start(12, top + 128).quad(neck * 0.5, top + 60, neck - 2, top + 4).line(neck + 20, top + 34)
        flap = flap.line(neck + 48, top + 52).quad(neck + 32, top + 110, 12, top + 128).closed()
        other = (
            start(12, top + 128).quad(-neck * 0.7, top + 60, -neck + 2, top + 4).line(-neck - 20, top + 34)
        )
        other = other.line(-neck - 50, top + 58).quad(-neck - 14, top + 112, 12, top + 128).closed()
        gap = (
            start(-neck, top)
            .quad(-neck * 0.5, top + 70, 12, top + 128)
            .quad(neck * 0.6, top + 60, neck, top)
            .closed()
        )
        canvas.fill(gap, details.mix(cloth.shades.base, cloth.shades.shadow, 0.7))
        details.nape(canvas, cloth, torso)
        for shape in (other, flap):
            canvas.shade(shape.moved(0, 4), cloth, 1.0, 4)
            canvas.piece(shape, cloth)
            canvas.stitches(shape, cloth, alpha=0.35)
        collar = (
            start(neck - 10, top - 10).quad(neck + 8, top - 4, neck + 16, top + 6).line(neck + 34, top + 30)
        )
        collar = collar.line(neck + 8, top + 40).quad(neck - 6, top + 20, neck - 10, top - 10).closed()
        for shape in (collar, collar.mirrored()):
            canvas.piece(shape, cloth)

    def _puffer(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        step = 47.0
        arm = sleeve.outline(torso)
        for shape, side in ((arm, 1.0), (arm.mirrored(), -1.0)):
            with canvas.inside(shape), canvas.turned(-sleeve.angle * side, torso.tip[0] * side, torso.tip[1]):
                _baffles(
                    canvas,
                    cloth,
                    torso.tip[1] + 8,
                    torso.tip[1] + sleeve.length + 40,
                    step,
                    90,
                    torso.tip[0] * side,
                )
            canvas.stroke(shape, cloth.shades.ink, 1.5)
        with canvas.inside(body):
            _baffles(canvas, cloth, torso.top + 26, torso.bottom + 30, step, 160, 0)
        canvas.stroke(body, cloth.shades.ink, 1.5)
        details.stand_collar(canvas, cloth.plain(), torso, 42)
        if self.hooded:
            canvas.seam(
                start(-torso.neck, torso.top - 6).quad(0, torso.top + 16, torso.neck, torso.top - 6), cloth
            )
        self._zip(canvas, torso, cloth, torso.top - 18)

    def _quilted(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        trim = cloth.dyed(cloth.accent).woven("cord")
        sleeve.draw_cuffs(canvas, torso, trim, 10, ribbed=False)
        canvas.edging(torso.hem_line(0, 5), body, trim, 8, ribbed=False)
        for side in (1.0, -1.0):
            details.patch_pocket(canvas, cloth, 66 * side, torso.bottom - 118, 68, 78)
        self._placket(canvas, torso, trim.woven("smooth"), details.METAL, trim.shades.stitch)
        details.shirt_collar(canvas, trim, torso, 54)

    def _parka(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        details.flap(canvas, cloth.plain(), 66, torso.bottom - 150, 72, 26, -2)
        details.flap(canvas, cloth.plain(), 62, torso.top + 112, 58, 20)
        waist = torso.top + torso.armhole + 118
        with canvas.inside(body):
            canvas.seam(start(-150, waist).quad(0, waist + 8, 150, waist), cloth, 0.5)
            for x in range(-120, 121, 15):
                canvas.fold(x, waist - 12, x + 2, waist + 16, cloth, 2.6)
        sleeve.draw_cuffs(canvas, torso, cloth.plain(), 18, ribbed=False)
        self._placket(canvas, torso, cloth, cloth.shades.deep, cloth.shades.stitch, 30)
        if self.hooded:
            details.drawstrings(canvas, torso, cloth.shades.pale, 70)
        else:
            details.stand_collar(canvas, cloth.plain(), torso, 36)

    def _overshirt(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        sleeve.draw_cuffs(canvas, torso, cloth.plain(), 20, ribbed=False)
        for side in (1.0, -1.0):
            details.patch_pocket(canvas, cloth, 60 * side, torso.top + 112, 62, 68, flap=True)
        with canvas.inside(body):
            canvas.stitches(torso.hem_line(9), cloth)
        self._placket(canvas, torso, cloth, details.button_colour(cloth), cloth.shades.stitch)
        details.shirt_collar(canvas, cloth.plain(), torso, 60)

    def _chore(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        sleeve.draw_cuffs(canvas, torso, cloth, 9, ribbed=False)
        details.patch_pocket(canvas, cloth, 60, torso.top + 104, 54, 58)
        for side in (1.0, -1.0):
            details.patch_pocket(canvas, cloth, 64 * side, torso.bottom - 136, 76, 88)
        with canvas.inside(body):
            canvas.stitches(torso.hem_line(9), cloth)
        self._placket(canvas, torso, cloth, details.button_colour(cloth), cloth.shades.stitch)
        details.shirt_collar(canvas, cloth.plain(), torso, 52)

    def _trench(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, body: Outline, cloth: Cloth) -> None:
        ax, ay = torso.armpit
        waist = ay + (torso.bottom - ay) * torso.waist_at
        with canvas.inside(body):
            canvas.seam(start(-38, torso.top + 150).line(-36, torso.bottom + 8), cloth)
            shield = (
                start(torso.neck, torso.top + 20)
                .line(ax + 10, torso.top + 40, ax + 10, ay + 22)
                .quad(60, ay + 26, 20, ay + 6)
            )
            canvas.shade(shield.closed().moved(0, 4), cloth, 0.8, 4)
            canvas.piece(shield.closed(), cloth)
            for x in (-64, 70):
                canvas.fold(x, waist + 30, x * 1.2, torso.bottom, cloth, 8, 6)
        details.welt_pockets(canvas, cloth, 66, waist + 62, 22, 66)
        metal = details.button_colour(cloth)
        for y in (ay - 10, ay + 48, waist + 66, waist + 132):
            details.buttons(canvas, -34, [y], metal, 7)
            details.buttons(canvas, 34, [y], metal, 7)
        details.belt(canvas, cloth.plain(), waist - 6, torso.waist + 5, 25)
        sleeve.draw_cuffs(canvas, torso, cloth, 9, ribbed=False)
        strap = sleeve.cuff_line(torso, 40, 0)
        for line in (strap, strap.mirrored()):
            canvas.band(line, cloth, 11, ribbed=False)
        neck, top = torso.neck, torso.top
        lapel = (
            start(-6, top + 150)
            .quad(neck * 0.5, top + 70, neck, top + 4)
            .line(neck + 18, top + 46, neck + 52, top + 62)
        )
        lapel = lapel.quad(neck + 30, top + 118, -6, top + 150).closed()
        gap = (
            start(-neck, top)
            .quad(-neck * 0.5, top + 80, -4, top + 150)
            .quad(neck * 0.5, top + 80, neck, top)
            .closed()
        )
        canvas.fill(gap, details.mix(cloth.shades.base, cloth.shades.shadow, 0.55))
        details.nape(canvas, cloth, torso)
        for shape in (lapel.mirrored(), lapel):
            canvas.shade(shape.moved(0, 4), cloth, 1.0, 4)
            canvas.piece(shape, cloth)
        collar = (
            start(neck - 12, top - 12)
            .quad(neck + 8, top - 6, neck + 16, top + 6)
            .line(neck + 44, top + 42, neck + 12, top + 56)
        )
        collar = collar.quad(neck - 8, top + 24, neck - 12, top - 12).closed()
        for shape in (collar, collar.mirrored()):
            canvas.piece(shape, cloth)

    def _zip(self, canvas: Canvas, torso: Torso, cloth: Cloth, top: float) -> None:
        details.zipper(canvas, 0, top, torso.bottom + 3, cloth.shades.ink)
        for x in (11, -11):
            canvas.stitches(start(x, top + 14).line(x, torso.bottom), cloth, alpha=0.6)

    def _placket(
        self, canvas: Canvas, torso: Torso, cloth: Cloth, colour: Rgb, thread: Rgb, width: float = 25.0
    ) -> None:
        top = torso.top + torso.depth
        strip = rectangle(-width / 2, top, width / 2, torso.bottom + 4.5)
        canvas.shade(strip.moved(2, 2), cloth, 0.8, 3)
        canvas.piece(strip, cloth)
        for x in (-width / 2 + 3.5, width / 2 - 3.5):
            canvas.stitches(start(x, top).line(x, torso.bottom + 3), cloth, thread)
        count = 6
        gap = (torso.bottom - top - 52) / (count - 1)
        details.buttons(canvas, 0, [top + 34 + gap * index for index in range(count)], colour, 5.2)


def _thread(cloth: Cloth) -> Rgb:
    """Denim is sewn with gold thread; other cloth tone in tone."""
    return GOLD_THREAD if cloth.weave == "denim" and cloth.colour != "white" else cloth.shades.stitch


def _baffles(
    canvas: Canvas, cloth: Cloth, top: float, bottom: float, step: float, half: float, middle: float
) -> None:
    """Rows of down, each lit on top and dark at the seam below it."""
    y = top
    while y < bottom:
        glow = rectangle(middle - half, y + 6, middle + half, y + 18)
        canvas.glow(glow, cloth, 0.9, blur=6)
        dark = rectangle(middle - half, y + step - 11, middle + half, y + step)
        canvas.shade(dark, cloth, 1.0, blur=5)
        seam = start(middle - half, y + step).quad(middle, y + step + 6, middle + half, y + step)
        canvas.stroke(seam, cloth.shades.ink, 1.6)
        for index in range(-7, 8):
            x = middle + index * half / 7 + (index * 13 % 7)
            canvas.fold(x, y + step - 1, x + 3, y + step - 11, cloth, 1.8, strength=0.8)
        y += step
