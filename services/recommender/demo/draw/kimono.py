"""Kimonos: formal with obi, furisode with long sleeves, yukata, haori jackets, robes."""

from dataclasses import dataclass

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.obi import HALF, REACH, SHOULDER, TOP, Kind, draw_obi
from services.recommender.demo.draw.outline import Outline, polygon, start
from services.recommender.demo.draw.sashes import tie
from services.recommender.demo.draw.shades import mix, shades

LOW: dict[Kind, float] = {
    "kimono": 600.0,
    "furisode": 600.0,
    "yukata": 585.0,
    "haori": 455.0,
    "robe": 520.0,
    "men": 600.0,
}


SLEEVE: dict[Kind, float] = {
    "kimono": 196.0,
    "furisode": 372.0,
    "yukata": 190.0,
    "haori": 186.0,
    "robe": 148.0,
    "men": 186.0,
}


@dataclass(frozen=True)
class Kimono:
    """A kimono's cut; `obi` and `cord` are palette colours of the sash and of the cord round it."""

    kind: Kind = "kimono"
    obi: str = "cream"
    cord: str = "red"
    lining: str = "white"

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        low = LOW[self.kind]
        with canvas.garment(TOP - 12, low + 8, REACH + 2, growth=1.06):
            self._inside(canvas, cloth)
            self._sleeves(canvas, cloth)
            if self.kind == "haori":
                self._open_front(canvas, cloth)
            else:
                self._wrapped_front(canvas, cloth)
                draw_obi(canvas, cloth, self.kind, self.obi, self.cord)

    def _inside(self, canvas: Canvas, cloth: Cloth) -> None:
        """The back of the neck and, below an open front, the lining."""
        tone = shades(self.lining) if self.kind == "haori" else cloth.shades
        colour = mix(tone.base, tone.shadow, 0.25 if self.kind == "haori" else 0.42)
        low = LOW[self.kind] if self.kind == "haori" else 260.0
        back = polygon(-SHOULDER, TOP + 12, -22, TOP, 22, TOP, SHOULDER, TOP + 12, HALF, low, -HALF, low)
        canvas.fill(back, colour)
        with canvas.inside(back):
            canvas.stroke(back, tone.shadow, 40, tone.shadow_strength, blur=14)
            if self.kind == "haori":
                canvas.seam(start(0, TOP + 30).line(0, low), cloth, 0.3)
        canvas.stroke(back, cloth.shades.ink, 1.3)

    def _sleeves(self, canvas: Canvas, cloth: Cloth) -> None:
        drop = SLEEVE[self.kind]
        top, low, near = TOP + 10, TOP + 28 + drop, HALF + 16
        right = (
            start(SHOULDER - 26, top - 2)
            .quad(150, top + 6, REACH, top + 18)
            .line(REACH, low - 34)
            .quad(REACH, low, REACH - 34, low)
            .line(near, low - 6)
            .line(near - 4, TOP + 172)
            .line(SHOULDER - 26, TOP + 172)
            .closed()
        )
        for shape, side in ((right, 1.0), (right.mirrored(), -1.0)):
            canvas.piece(shape, cloth)
            with canvas.inside(shape):
                canvas.fold(side * 126, TOP + 60, side * 138, low + 4, cloth, 8, 5 * side, 0.8)
                canvas.fold(side * 176, TOP + 44, side * 182, low + 2, cloth, 8, -6 * side, 0.8)
                canvas.fold(side * 96, TOP + 60, side * 150, TOP + 34, cloth, 6, 4 * side, 0.8)
                mouth = start(side * REACH, top + 14).line(side * REACH, low)
                canvas.stroke(mouth, shades(self.lining).base, 9)
                canvas.stroke(mouth, cloth.shades.ink, 10.6, 0.35)
                canvas.stroke(mouth, shades(self.lining).base, 8)
            canvas.stroke(shape, cloth.shades.ink, 1.5)

    def _panel(self, inner: float) -> Outline:
        """The viewer's right front panel, which reaches `inner` at the hem and across at the waist."""
        low = LOW[self.kind]
        return (
            start(24, TOP)
            .quad(56, TOP + 3, SHOULDER, TOP + 12)
            .curve(SHOULDER + 1, TOP + 90, HALF, TOP + 150, HALF, 300)
            .curve(HALF - 2, 420, HALF - 6, low - 80, HALF - 8, low)
            .quad(20, low + 9, inner, low + 3)
            .curve(inner + 2, 470, -84, 390, -84, 324)
            .line(-60, 280)
            .quad(2, 176, 24, TOP)
            .closed()
        )

    def _wrapped_front(self, canvas: Canvas, cloth: Cloth) -> None:
        """Left over right: the wearer's left panel lies on top."""
        low = LOW[self.kind]
        under, over = self._panel(-52).mirrored(), self._panel(-50)
        for shape, side in ((under, -1.0), (over, 1.0)):
            if shape is over:
                with canvas.inside(under):
                    canvas.shade(over.moved(-5, 2), cloth, 1.2, 6)
            canvas.piece(shape, cloth)
            with canvas.inside(shape):
                canvas.fold(side * 78, 392, side * 52, low, cloth, 9, 4 * side, 0.9)
                canvas.fold(side * 20, 380, side * 14, low, cloth, 8, 5 * side, 0.7)
                canvas.fold(side * 88, TOP + 150, side * 40, 292, cloth, 6, 6 * side, 0.8)
                canvas.fold(side * 70, TOP + 40, side * 54, 284, cloth, 7, 4 * side, 0.7)
                if shape is over and self.kind != "robe":
                    edge = start(-50, low + 3).curve(-48, 470, -84, 390, -84, 324)
                    canvas.stroke(edge, shades(self.lining).base, 5)
            self._collar(canvas, cloth, side)
        nape = start(-36, TOP + 5).quad(-30, TOP - 14, 0, TOP - 14).quad(30, TOP - 14, 36, TOP + 5)
        nape = nape.quad(20, TOP + 2, 0, TOP + 2).quad(-20, TOP + 2, -36, TOP + 5).closed()
        canvas.piece(nape, self._collar_cloth(cloth))

    def _collar_cloth(self, cloth: Cloth) -> Cloth:
        return cloth.dyed(cloth.accent) if self.kind == "robe" else cloth.plain()

    def _collar(self, canvas: Canvas, cloth: Cloth, side: float) -> None:
        """One side of the crossed collar; an inner one peeps out, but not of a summer yukata or a robe."""
        line = start(27, TOP - 2).quad(2, 176, -62, 284)
        if self.kind in ("men", "robe"):
            line = line.line(-84, 324)
        hidden = line.moved(-13, -1)
        if side < 0:
            line, hidden = line.mirrored(), hidden.mirrored()
        if self.kind not in ("yukata", "robe"):
            inner = shades("white")
            canvas.stroke(hidden, inner.ink, 16)
            canvas.stroke(hidden, inner.base, 13.8)
        tone = self._collar_cloth(cloth).shades
        canvas.stroke(line.moved(0, 4), cloth.shades.shadow, 25, cloth.shades.shadow_strength, blur=4)
        canvas.stroke(line, tone.ink, 25)
        canvas.stroke(line, tone.base, 22.4)
        canvas.stroke(line.moved(side * 5, 0), tone.shadow, 5, tone.shadow_strength, blur=2.5)

    def _open_front(self, canvas: Canvas, cloth: Cloth) -> None:
        """A haori hangs open from a straight collar, tied by a cord."""
        low = LOW[self.kind]
        right = (
            start(24, TOP)
            .quad(56, TOP + 3, SHOULDER, TOP + 12)
            .curve(SHOULDER + 1, TOP + 90, HALF + 2, TOP + 150, HALF + 4, 300)
            .line(HALF + 10, low)
            .quad(70, low + 5, 34, low + 4)
            .quad(30, 260, 24, TOP)
            .closed()
        )
        for shape, side in ((right, 1.0), (right.mirrored(), -1.0)):
            canvas.piece(shape, cloth)
            with canvas.inside(shape):
                canvas.fold(side * 76, TOP + 60, side * 84, low, cloth, 8, 5 * side, 0.8)
                canvas.fold(side * 54, 250, side * 58, low, cloth, 7, -4 * side, 0.7)
            canvas.stroke(shape, cloth.shades.ink, 1.5)
        for side in (1.0, -1.0):
            line = start(side * 22, TOP - 4).quad(side * 30, 250, side * 36, low + 4)
            canvas.stroke(line, cloth.shades.ink, 23)
            canvas.stroke(line, shades(self.obi).base, 20.6)
            canvas.stroke(line.moved(side * 5, 0), shades(self.obi).shadow, 5, 0.25, blur=2)
        nape = start(-32, TOP + 3).quad(-26, TOP - 14, 0, TOP - 14).quad(26, TOP - 14, 32, TOP + 3)
        canvas.piece(nape.quad(0, TOP + 8, -32, TOP + 3).closed(), cloth.dyed(self.obi))
        cord = shades(self.cord)
        for drop in (0, 5):
            loop = start(-31, 262 + drop).quad(0, 284 + drop, 31, 262 + drop)
            canvas.stroke(loop, cord.ink, 5)
            canvas.stroke(loop, cord.base, 3.4)
        tie(canvas, cloth.dyed(self.cord), 0, 275, 9, 5.5)
