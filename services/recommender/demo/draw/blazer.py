"""Blazers: single and double breasted, notch, peak and shawl lapels."""

from dataclasses import dataclass, replace
from typing import Literal

from services.recommender.demo.draw import details
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, rectangle, start
from services.recommender.demo.draw.shades import mix
from services.recommender.demo.draw.torso import Sleeve, Torso

FITS: dict[str, tuple[Torso, Sleeve]] = {
    "tailored": (
        Torso(shoulder=122, slope=22, chest=112, waist=101, hem=116, length=462, armhole=142, neck=42),
        Sleeve(13, 398, 50),
    ),
    "waisted": (
        Torso(
            shoulder=110,
            slope=22,
            chest=100,
            waist=80,
            hem=108,
            length=424,
            armhole=130,
            neck=42,
            waist_at=0.42,
        ),
        Sleeve(13, 378, 44),
    ),
    "oversized": (
        Torso(shoulder=142, slope=26, chest=132, waist=130, hem=134, length=502, armhole=158, neck=44),
        Sleeve(11, 412, 60),
    ),
    "cropped": (
        Torso(
            shoulder=116, slope=22, chest=108, waist=102, hem=106, length=318, armhole=138, neck=42, top=130
        ),
        Sleeve(13, 356, 50),
    ),
}


@dataclass(frozen=True)
class Blazer:
    """A blazer's cut; `depth` is how far below the neck the lapels meet."""

    fit: str = "tailored"
    lapel: Literal["notch", "peak", "shawl", "none"] = "notch"
    double: bool = False
    buttons: int = 2
    depth: float = 206.0
    pockets: Literal["flap", "patch", "welt"] = "flap"
    belted: bool = False
    gold: bool = False

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        torso, sleeve = FITS[self.fit]
        torso = replace(torso, neckline="v", depth=self.depth)
        with canvas.garment(torso.top - 16, torso.bottom + 10, sleeve.outer(torso)[0] + 6):
            _lining(canvas, torso, cloth)
            sleeve.draw(canvas, torso, cloth)
            self._cuffs(canvas, torso, sleeve, cloth)
            overlap = 44.0 if self.double else 9.0
            left = _front(torso, overlap, 2.0 if self.double else 34.0).mirrored()
            right = _front(torso, overlap, 2.0 if self.double else 34.0)
            for shape in (left, right):
                if shape is right:
                    with canvas.inside(left):
                        canvas.shade(right.moved(-3, 3), cloth, 1.0, blur=5)
                canvas.piece(shape, cloth)
                with canvas.inside(shape):
                    details.body_folds(canvas, torso, cloth, 0.8)
                    self._darts(canvas, torso, cloth, 1.0 if shape is right else -1.0)
            self._pockets(canvas, torso, cloth)
            self._lapels(canvas, torso, cloth, overlap)
            self._fasten(canvas, torso, cloth)

    def _darts(self, canvas: Canvas, torso: Torso, cloth: Cloth, side: float) -> None:
        x, y = torso.waist * 0.56 * side, torso.top + torso.armhole + 40
        canvas.seam(start(x, y).quad(x - 5 * side, y + 70, x + 3 * side, y + 120), cloth, 0.35)

    def _cuffs(self, canvas: Canvas, torso: Torso, sleeve: Sleeve, cloth: Cloth) -> None:
        ix, iy = sleeve.inner(torso)
        ox, oy = sleeve.outer(torso)
        for side in (1.0, -1.0):
            for index in range(3):
                x = ix + (ox - ix) * 0.2 + index * 4.2 - 6
                details.button(
                    canvas, side * x, iy - 14 - index * 15 + (oy - iy) * 0.2, self._metal(cloth), 3.4
                )

    def _pockets(self, canvas: Canvas, torso: Torso, cloth: Cloth) -> None:
        y = torso.bottom - (torso.length - self.depth) * 0.5
        x = min(torso.waist, torso.hem) - 39
        match self.pockets:
            case "flap":
                details.flap(canvas, cloth, x, y, 60, 21, tilt=-3)
            case "patch":
                for side in (1.0, -1.0):
                    details.patch_pocket(canvas, cloth, x * side, y, 56, 66)
            case "welt":
                details.welt_pockets(canvas, cloth.plain(), x - 28, y, 56, -4, 6)
        if self.lapel not in ("shawl", "none"):
            line = start(torso.chest * 0.42, torso.top + 152).line(torso.chest * 0.42 + 40, torso.top + 146)
            canvas.stroke(line, cloth.shades.ink, 10)
            canvas.stroke(line, cloth.shades.base, 7.6)

    def _lapels(self, canvas: Canvas, torso: Torso, cloth: Cloth, overlap: float) -> None:
        right = _lapel(torso, self.lapel, overlap)
        for shape in (right.mirrored(), right):
            canvas.shade(shape.moved(0, 5), cloth, 0.9, blur=5)
            canvas.piece(shape, cloth, turn=0)
        if self.lapel in ("notch", "peak"):
            collar = _collar(torso)
            for shape in (collar.mirrored(), collar):
                canvas.shade(shape.moved(0, 4), cloth, 0.6, blur=4)
                canvas.piece(shape, cloth)
        neck, top = torso.neck, torso.top
        back = (
            start(0, top - 13)
            .quad(neck * 0.6, top - 13, neck + 4, top + 3)
            .quad(neck * 0.8, top + 12, neck - 6, top + 16)
        )
        if self.lapel != "none":
            canvas.piece(back.quad(neck * 0.5, top + 6, 0, top + 5).symmetric(), cloth)

    def _fasten(self, canvas: Canvas, torso: Torso, cloth: Cloth) -> None:
        low = torso.top + self.depth
        metal = self._metal(cloth)
        if self.belted:
            half = torso.waist + 6
            details.belt(canvas, cloth.plain(), low + 6, half, 24, buckle=False)
            return
        step = min(66.0, (torso.bottom - low - 70) / max(1, self.buttons - 1)) if self.buttons > 1 else 0
        for index in range(self.buttons):
            y = low + 10 + index * step
            for x in (-30.0, 30.0) if self.double else (0.0,):
                details.button(canvas, x, y, metal, 7)

    def _metal(self, cloth: Cloth) -> tuple[float, float, float]:
        return (0.83, 0.68, 0.38) if self.gold else details.button_colour(cloth)


def _lining(canvas: Canvas, torso: Torso, cloth: Cloth) -> None:
    """The inside of the back, with its lining and label."""
    plain = replace(torso, neckline="boat", depth=8.0)
    lining = mix(cloth.shades.base, cloth.shades.shadow, 0.45)
    body = plain.body(2)
    canvas.fill(body, lining)
    canvas.stroke(body, cloth.shades.ink, 1.4)
    canvas.fill(start(-torso.neck, torso.top).quad(0, torso.top + 44, torso.neck, torso.top).closed(), lining)
    canvas.fill(rectangle(-17, torso.top + 24, 17, torso.top + 40), (0.95, 0.92, 0.86))
    canvas.stroke(start(-10, torso.top + 32).line(10, torso.top + 32), (0.5, 0.46, 0.42), 1.4)


def _front(torso: Torso, overlap: float, cutaway: float) -> Outline:
    """The viewer's right front, which reaches `overlap` past the middle; its lower corner is rounded."""
    bottom, low = torso.bottom, torso.top + torso.depth
    edge = torso.side().quad(torso.hem * 0.7, bottom + 7, cutaway + 22, bottom + 7)
    if cutaway > 10:
        edge = edge.curve(cutaway - 12, bottom + 6, -overlap, bottom - 30, -overlap, bottom - 120)
    else:
        edge = edge.line(-overlap, bottom + 6)
    return (
        edge.line(-overlap, low)
        .quad(torso.neck * 0.45, torso.top + torso.depth * 0.5, torso.neck, torso.top)
        .closed()
    )


def _lapel(torso: Torso, kind: str, overlap: float) -> Outline:
    neck, top, low = torso.neck, torso.top, torso.top + torso.depth
    fold = start(-overlap, low).quad(neck * 0.4, top + torso.depth * 0.48, neck - 3, top + 6)
    reach = torso.chest * 0.72
    match kind:
        case "notch":
            edge = fold.line(neck + 14, top + 42, reach, top + 66).quad(
                reach * 0.86, top + torso.depth * 0.66, -overlap, low
            )
        case "peak":
            edge = fold.line(neck + 12, top + 62, reach + 12, top + 36).quad(
                reach * 0.92, top + torso.depth * 0.7, -overlap, low
            )
        case "shawl":
            edge = fold.quad(neck + 32, top + 40, neck + 30, top + torso.depth * 0.4).quad(
                neck + 14, top + torso.depth * 0.8, -overlap, low
            )
        case _:
            edge = fold.line(neck + 4, top + 2).quad(neck * 0.5 + 9, top + torso.depth * 0.5, -overlap, low)
    return edge.closed()


def _collar(torso: Torso) -> Outline:
    """The collar leaf above the notch."""
    neck, top = torso.neck, torso.top
    return (
        start(neck - 12, top - 8)
        .quad(neck + 6, top - 6, neck + 13, top + 6)
        .quad(neck + 32, top + 24, neck + 40, top + 44)
        .line(neck + 14, top + 54)
        .quad(neck - 4, top + 40, neck - 9, top + 10)
        .closed()
    )
