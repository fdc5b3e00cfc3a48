"""Drawing with cloth: pieces, bands, seams, stitches, folds."""

from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, lens
from services.recommender.demo.draw.patterns import pattern_layers
from services.recommender.demo.draw.shades import Rgb, Shades, mix, shades
from services.recommender.demo.draw.sheet import Sheet
from services.recommender.demo.draw.weaves import weave_layers


class Canvas(Sheet):
    """A sheet on which cloth is laid."""

    def piece(
        self, outline: Outline, cloth: Cloth, turn: float = 0.0, pivot: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        """A cut piece of cloth, its pattern turned by `turn` degrees about `pivot`, shaded at its edges."""
        with self.inside(outline):
            self.flood(cloth.shades.base)
            with self.turned(turn, *pivot):
                self._print(cloth)
        self._round(outline, cloth.shades)

    def solid(self, outline: Outline, tone: Shades) -> None:
        """A rounded shape of one colour, shaded at its edges like a piece of cloth."""
        self.fill(outline, tone.base)
        self._round(outline, tone)

    def _round(self, outline: Outline, tone: Shades) -> None:
        """Shade the edges of a shape, so that it looks round, and draw its outline."""
        with self.inside(outline):
            self.stroke(outline, tone.shadow, 30, tone.shadow_strength * 0.75, blur=13)
            self.stroke(outline, tone.shadow, 9, tone.shadow_strength * 0.6, blur=4)
        self.stroke(outline, tone.ink, 1.5, 0.9)

    def _print(self, cloth: Cloth) -> None:
        tone = cloth.shades
        colours = {
            "accent": shades(cloth.accent).base,
            "second": shades(cloth.second).base,
            "deep": mix(shades(cloth.accent).base, tone.ink, 0.55),
            "pale": tone.pale,
            "ink": tone.ink,
        }
        for layer in pattern_layers(cloth.pattern, cloth.scale) + weave_layers(cloth.weave):
            if layer.width:
                self.stroke(layer.outline, colours[layer.role], layer.width, layer.alpha)
            else:
                self.fill(layer.outline, colours[layer.role], layer.alpha)

    def band(self, line: Outline, cloth: Cloth, width: float, ribbed: bool = True) -> None:
        """A strip of cloth along a line: a neckband, a cuff, a waistband."""
        tone = cloth.shades
        self.stroke(line, tone.ink, width + 2.4, 0.95)
        self.stroke(line, tone.base, width)
        if ribbed:
            self.stroke(line, tone.ink, width * 0.9, 0.2, dashes=(1.3, 3.2))
        self.stroke(line, tone.shadow, width * 0.4, tone.shadow_strength * 0.25, blur=2)

    def edging(self, line: Outline, region: Outline, cloth: Cloth, width: float, ribbed: bool = True) -> None:
        """A strip along the edge of a piece, on its inner side only: a neckband, a cuff, a hem."""
        with self.inside(region):
            self.band(line, cloth, width * 2, ribbed)
        self.stroke(region, cloth.shades.ink, 1.5, 0.9)

    def seam(self, line: Outline, cloth: Cloth, alpha: float = 0.75) -> None:
        """Where two pieces meet: a fine line in a soft groove."""
        tone = cloth.shades
        self.stroke(line, tone.shadow, 5, tone.shadow_strength * 0.55, blur=2.2)
        self.stroke(line, tone.ink, 1.2, alpha)

    def stitches(self, line: Outline, cloth: Cloth, colour: Rgb | None = None, alpha: float = 0.8) -> None:
        """A row of topstitching."""
        self.stroke(line, colour or cloth.shades.stitch, 1.3, alpha, dashes=(4.2, 2.6))

    def fold(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        cloth: Cloth,
        width: float = 7.0,
        bend: float = 0.0,
        strength: float = 1.0,
    ) -> None:
        """A fold of the cloth from `x0, y0` to `x1, y1`: a soft shadow with a light ridge beside it."""
        tone = cloth.shades
        dark = lens(x0, y0, x1, y1, width, bend)
        ridge = lens(x0 - width * 0.8, y0, x1 - width * 0.8, y1, width * 0.7, bend)
        self.fill(ridge, (1.0, 1.0, 1.0), min(1.0, tone.light_strength * strength), blur=width * 0.45)
        self.fill(dark, tone.shadow, min(1.0, tone.shadow_strength * strength * 1.1), blur=width * 0.4)

    def glow(self, outline: Outline, cloth: Cloth, strength: float = 1.0, blur: float = 16.0) -> None:
        """Light that falls on a part of the cloth."""
        self.fill(outline, (1.0, 1.0, 1.0), min(1.0, cloth.shades.light_strength * strength), blur)

    def shade(self, outline: Outline, cloth: Cloth, strength: float = 1.0, blur: float = 10.0) -> None:
        """Shadow that one part of the garment throws on another."""
        tone = cloth.shades
        self.fill(outline, tone.shadow, min(1.0, tone.shadow_strength * strength), blur)
