"""Blazers: single and double breasted, notch, peak and shawl lapels."""

from dataclasses import dataclass, replace
from typing import Literal

from services.recommender.demo.draw import fastenings, folds, pockets, sashes
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.lapels import collar_outline, draw_lining, front_outline, lapel_outline
from services.recommender.demo.draw.outline import start
from services.recommender.demo.draw.sleeve import Sleeve
from services.recommender.demo.draw.torso import Torso

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
            draw_lining(canvas, torso, cloth)
            sleeve.draw(canvas, torso, cloth)
            self._cuffs(canvas, torso, sleeve, cloth)
            overlap = 44.0 if self.double else 9.0
            left = front_outline(torso, overlap, 2.0 if self.double else 34.0).mirrored()
            right = front_outline(torso, overlap, 2.0 if self.double else 34.0)
            for shape in (left, right):
                if shape is right:
                    with canvas.inside(left):
                        canvas.shade(right.moved(-3, 3), cloth, 1.0, blur=5)
                canvas.piece(shape, cloth)
                with canvas.inside(shape):
                    folds.body_folds(canvas, torso, cloth, 0.8)
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
                fastenings.button(
                    canvas, side * x, iy - 14 - index * 15 + (oy - iy) * 0.2, self._metal(cloth), 3.4
                )

    def _pockets(self, canvas: Canvas, torso: Torso, cloth: Cloth) -> None:
        y = torso.bottom - (torso.length - self.depth) * 0.5
        x = min(torso.waist, torso.hem) - 39
        match self.pockets:
            case "flap":
                pockets.flap(canvas, cloth, x, y, 60, 21, tilt=-3)
            case "patch":
                for side in (1.0, -1.0):
                    pockets.patch_pocket(canvas, cloth, x * side, y, 56, 66)
            case "welt":
                pockets.welt_pockets(canvas, cloth.plain(), x - 28, y, 56, -4, 6)
        if self.lapel not in ("shawl", "none"):
            line = start(torso.chest * 0.42, torso.top + 152).line(torso.chest * 0.42 + 40, torso.top + 146)
            canvas.stroke(line, cloth.shades.ink, 10)
            canvas.stroke(line, cloth.shades.base, 7.6)

    def _lapels(self, canvas: Canvas, torso: Torso, cloth: Cloth, overlap: float) -> None:
        right = lapel_outline(torso, self.lapel, overlap)
        for shape in (right.mirrored(), right):
            canvas.shade(shape.moved(0, 5), cloth, 0.9, blur=5)
            canvas.piece(shape, cloth, turn=0)
        if self.lapel in ("notch", "peak"):
            collar = collar_outline(torso)
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
            sashes.belt(canvas, cloth.plain(), low + 6, half, 24, buckle=False)
            return
        step = min(66.0, (torso.bottom - low - 70) / max(1, self.buttons - 1)) if self.buttons > 1 else 0
        for index in range(self.buttons):
            y = low + 10 + index * step
            for x in (-30.0, 30.0) if self.double else (0.0,):
                fastenings.button(canvas, x, y, metal, 7)

    def _metal(self, cloth: Cloth) -> tuple[float, float, float]:
        return (0.83, 0.68, 0.38) if self.gold else fastenings.button_colour(cloth)
