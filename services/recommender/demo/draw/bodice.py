"""The upper half of dresses and jumpsuits: a torso that ends at the waist, with sleeves or straps."""

from dataclasses import dataclass
from typing import Literal

from services.recommender.demo.draw import collars, folds
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, start
from services.recommender.demo.draw.sleeve import Sleeve
from services.recommender.demo.draw.torso import Neckline, Torso

Arms = Literal["none", "straps", "cap", "short", "puff", "elbow", "long", "balloon", "bell"]

SLEEVES: dict[Arms, Sleeve] = {
    "cap": Sleeve(32, 62, 56),
    "short": Sleeve(32, 104, 64),
    "puff": Sleeve(34, 88, 50, puff=21),
    "elbow": Sleeve(24, 164, 60),
    "long": Sleeve(15, 300, 42),
    "balloon": Sleeve(17, 290, 44, puff=20, bell=18),
    "bell": Sleeve(20, 250, 92, bell=-12),
}


@dataclass(frozen=True)
class Bodice:
    """Its cut; `waist` and `length` are the half width and the height at which the lower half begins."""

    arms: Arms = "short"
    neckline: Neckline = "crew"
    depth: float = 46.0
    neck: float = 50.0
    shoulder: float = 94.0
    chest: float = 86.0
    waist: float = 68.0
    length: float = 206.0
    top: float = 66.0
    collar: Literal["binding", "band", "shirt", "wrap", "mock"] = "binding"

    def torso(self) -> Torso:
        """Its shape; straps leave the shoulders bare."""
        bare = self.arms in ("none", "straps")
        return Torso(
            top=self.top,
            neck=self.neck,
            shoulder=self.neck + 24 if bare else self.shoulder,
            slope=9 if bare else 20,
            armhole=116,
            chest=self.chest,
            waist=self.waist + 2,
            hem=self.waist,
            length=self.length,
            waist_at=0.8,
            neckline="v" if self.collar == "wrap" else self.neckline,
            depth=self.depth,
        )

    def half_width(self) -> float:
        """How far the sleeves reach."""
        sleeve = SLEEVES.get(self.arms)
        return sleeve.outer(self.torso())[0] + 6 if sleeve else self.chest + 4

    def upper(self) -> Outline:
        """From the middle of the neckline to the waist on the viewer's right."""
        if self.arms != "straps":
            torso = self.torso()
            return torso.neck_line().joined(torso.side())
        top, low = self.top + 64, self.top + 74
        ax, ay = self.chest, self.top + 116
        middle = low + (18 if self.neckline in ("v", "sweetheart") else 0)
        return (
            start(0, middle)
            .curve(self.neck * 0.3, low - 14, self.neck * 0.7, top - 8, self.neck + 6, top)
            .quad(self.neck + 22, ay - 22, ax, ay)
            .curve(
                ax - 2,
                ay + 30,
                self.waist + 2,
                self.top + self.length - 34,
                self.waist,
                self.top + self.length,
            )
        )

    def draw_behind(self, canvas: Canvas, cloth: Cloth) -> None:
        """What the front covers: the inside of the back, the sleeves, the straps."""
        torso = self.torso()
        if self.arms == "straps":
            top = self.top + 64
            back = start(-self.chest + 4, self.top + 108).quad(0, top + 22, self.chest - 4, self.top + 108)
            back = back.line(40, self.top + 140, -40, self.top + 140).closed()
            canvas.piece(back, cloth.plain())
            canvas.shade(back, cloth, 1.3, 2)
            for side in (1.0, -1.0):
                strap = start(side * (self.neck + 3), top + 2).quad(
                    side * (self.neck + 4), top - 40, side * (self.neck - 6), self.top - 8
                )
                strap = strap.quad(side * (self.neck - 12), top - 10, side * (self.neck - 16), self.top + 104)
                canvas.stroke(strap, cloth.shades.ink, 6.4)
                canvas.stroke(strap, cloth.shades.base, 4.2)
            return
        folds.inner_back(canvas, torso, cloth)
        sleeve = SLEEVES.get(self.arms)
        if sleeve is None:
            return
        sleeve.draw(canvas, torso, cloth)
        if self.arms in ("puff", "balloon"):
            sleeve.draw_cuffs(canvas, torso, cloth.plain(), 12, ribbed=False)
        else:
            canvas.stitches(sleeve.cuff_line(torso, 8, -2).both(), cloth)

    def draw_folds(self, canvas: Canvas, cloth: Cloth) -> None:
        """Darts and pulls of a fitted front."""
        torso = self.torso()
        ax, ay = torso.armpit
        low = self.top + self.length
        glow = (
            start(-ax * 0.6, ay - 30)
            .quad(-ax * 0.3, ay + 30, -ax * 0.5, low)
            .quad(-ax * 0.8, ay, -ax * 0.6, ay - 30)
        )
        canvas.glow(glow.closed(), cloth, 0.8, 12)
        for side in (1.0, -1.0):
            canvas.fold(side * (ax - 2), ay, side * ax * 0.45, ay + 22, cloth, 5, 6 * side, 0.9)
            canvas.fold(side * self.waist * 0.5, low - 6, side * ax * 0.5, ay + 26, cloth, 4, 2 * side, 0.9)
            canvas.fold(
                side * self.waist * 0.9, low - 2, side * self.waist * 0.4, low - 26, cloth, 3.5, 3 * side, 0.8
            )

    def draw_collar(self, canvas: Canvas, cloth: Cloth, region: Outline) -> None:
        """The neckline's finish."""
        torso, plain = self.torso(), cloth.plain()
        if self.arms == "straps":
            line = self.upper()
            rim = Outline(line.steps[:2])
            canvas.edging(rim.mirrored().reversed().joined(rim), region, plain, 5, ribbed=False)
            return
        match self.collar:
            case "shirt":
                collars.shirt_collar(canvas, plain, torso, 50)
            case "mock":
                collars.stand_collar(canvas, plain, torso, 26, ribbed=cloth.weave in ("knit", "rib", "cable"))
            case "wrap":
                edge = start(self.neck, self.top).quad(
                    self.neck * 0.5, self.top + 74, -self.waist * 0.7, self.top + self.length
                )
                with canvas.inside(region):
                    canvas.stroke(
                        edge.moved(-3, 3), cloth.shades.shadow, 10, cloth.shades.shadow_strength, blur=4
                    )
                    canvas.seam(edge, cloth, 0.95)
                    canvas.stitches(edge.moved(5, 1), cloth)
                canvas.edging(torso.neckline_outline(), region, plain, 5, ribbed=False)
            case "band":
                canvas.edging(torso.neckline_outline(), region, plain, 13)
            case _:
                canvas.edging(torso.neckline_outline(), region, plain, 5, ribbed=False)
