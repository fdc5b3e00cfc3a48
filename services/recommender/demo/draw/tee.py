"""Tees: crew, V, scoop, henley, polo, raglan, ringer, cropped, oversized, long sleeved."""

from dataclasses import dataclass, replace
from typing import Literal

from services.recommender.demo.draw import collars, emblems, fastenings, folds, pockets
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, start
from services.recommender.demo.draw.sleeve import Sleeve
from services.recommender.demo.draw.torso import Neckline, Torso

Fit = Literal["regular", "fitted", "oversized", "cropped", "long"]
Arm = Literal["short", "cap", "elbow", "long", "puff"]

FITS: dict[Fit, Torso] = {
    "regular": Torso(),
    "fitted": Torso(neck=50, shoulder=101, chest=97, waist=82, hem=100, armhole=126, length=426, top=102),
    "oversized": Torso(shoulder=140, slope=36, chest=134, waist=134, hem=136, armhole=156, length=452),
    "cropped": Torso(shoulder=122, chest=120, waist=118, hem=120, armhole=144, length=316, top=150),
    "long": Torso(shoulder=112, chest=106, waist=100, hem=112, armhole=134, length=488, top=78),
}
ARMS: dict[Arm, Sleeve] = {
    "short": Sleeve(angle=36, length=142, cuff=84),
    "cap": Sleeve(angle=30, length=92, cuff=70),
    "elbow": Sleeve(angle=28, length=206, cuff=82),
    "long": Sleeve(angle=18, length=386, cuff=46),
    "puff": Sleeve(angle=36, length=118, cuff=58, puff=20),
}


@dataclass(frozen=True)
class Tee:
    """A tee's cut."""

    fit: Fit = "regular"
    arm: Arm = "short"
    neckline: Neckline = "crew"
    depth: float = 44.0
    neck: float | None = None
    collar: Literal["band", "binding", "polo", "henley", "ringer"] = "band"
    raglan: bool = False
    pocket: bool = False
    emblem: str = ""

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        torso = replace(FITS[self.fit], neckline=self.neckline, depth=self.depth)
        if self.neck is not None:
            torso = replace(torso, neck=self.neck)
        sleeve = ARMS[self.arm]
        trim = cloth.dyed(cloth.accent) if self.raglan or self.collar == "ringer" else cloth.plain()
        arms = trim if self.raglan else cloth
        width = max(sleeve.outer(torso)[0], torso.hem) + 6
        with canvas.garment(torso.top - 10, torso.bottom + 8, width):
            folds.inner_back(canvas, torso, cloth)
            sleeve.draw(canvas, torso, arms)
            if self.collar == "ringer" or self.arm == "puff":
                sleeve.draw_cuffs(canvas, torso, trim, 13)
            else:
                canvas.stitches(sleeve.cuff_line(torso, 8, -2).both(), arms)
            body = torso.body()
            canvas.piece(body, cloth)
            with canvas.inside(body):
                self._shape(canvas, torso, cloth, trim)
            self._collar(canvas, torso, body, cloth, trim)

    def _shape(self, canvas: Canvas, torso: Torso, cloth: Cloth, trim: Cloth) -> None:
        if self.raglan:
            yoke = _raglan(torso)
            for shape in (yoke, yoke.mirrored()):
                canvas.fill(shape, trim.shades.base)
                canvas.seam(shape, cloth)
        folds.body_folds(canvas, torso, cloth)
        canvas.stitches(torso.hem_line(9), cloth)
        if self.pocket:
            pockets.patch_pocket(canvas, cloth, 52, torso.top + 122, 54, 60)
        if self.emblem:
            emblems.emblem(canvas, self.emblem, cloth, 0, torso.top + torso.depth + 108)

    def _collar(self, canvas: Canvas, torso: Torso, body: Outline, cloth: Cloth, trim: Cloth) -> None:
        if self.collar == "polo":
            fastenings.placket(canvas, cloth.plain(), torso.top + torso.depth - 4, 104, buttons=2)
            collars.shirt_collar(canvas, cloth.plain(), torso)
            return
        if self.collar == "henley":
            fastenings.placket(canvas, cloth.plain(), torso.top + torso.depth, 112, buttons=3)
        ribbed = self.collar != "binding"
        canvas.edging(torso.neckline_outline(), body, trim, 12 if ribbed else 6, ribbed)


def _raglan(torso: Torso) -> Outline:
    x, y = torso.tip
    ax, ay = torso.armpit
    return (
        start(torso.neck, torso.top + 10)
        .quad(torso.neck + 22, (torso.top + ay) / 2, ax, ay)
        .line(x + 20, ay - 40)
        .line(x + 4, y)
        .line(torso.neck, torso.top - 6)
        .closed()
    )
