"""The sheet a garment is drawn on: pieces of cloth, seams, stitches and folds, rendered with Skia."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, lens
from services.recommender.demo.draw.patterns import pattern_layers
from services.recommender.demo.draw.shades import Rgb, Shades, mix, parse_hex, shades
from services.recommender.demo.draw.weaves import weave_layers

WIDTH, HEIGHT = 512, 683
MARGIN = 50.0
"""Free pixels above and below a garment, and twice those at its sides."""
SHADOW: Rgb = (0.21, 0.165, 0.15)
SHADOWS = ((4, 5.0, 16.0, 15.0, 0.26), (2, 0.0, 3.0, 3.0, 0.22))
"""The wide shadow, then the close one: how much smaller it is blurred, dx, dy, blur, strength."""
GROWTH = 1.16
"""How much larger than drawn a small garment may be shown."""
BACKGROUND = (parse_hex("#f8f6f3"), parse_hex("#e9e5e0"))
"""The sheet in the middle and in its corners: one warm off-white for every product."""


def skia_path(outline: Outline) -> Any:
    """An outline as a Skia path."""
    path = skia.Path()
    for name, numbers in outline.steps:
        match name:
            case "M":
                path.moveTo(*numbers)
            case "L":
                path.lineTo(*numbers)
            case "Q":
                path.quadTo(*numbers)
            case "C":
                path.cubicTo(*numbers)
            case "O":
                path.addCircle(*numbers)
            case _:
                path.close()
    return path


def _colour(rgb: Rgb, alpha: float = 1.0) -> Any:
    return skia.Color4f(*rgb, alpha)


class Canvas:
    """A picture in the making; x = 0 is its vertical middle, y runs down from its top edge."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        """Start with an empty sheet of `width` x `height` pixels."""
        self.width, self.height = width, height
        self._surface = skia.Surface(width, height)
        self._skia = self._surface.getCanvas()
        paint = skia.Paint(
            Shader=skia.GradientShader.MakeRadial(
                skia.Point(width / 2, height * 0.46),
                height * 0.72,
                [_colour(tone).toColor() for tone in BACKGROUND],
                [0.35, 1.0],
            )
        )
        self._skia.drawPaint(paint)
        self._skia.translate(width / 2, 0)

    def pixels(self) -> NDArray[np.uint8]:
        """The picture: `[height, width, 3]` uint8 RGB."""
        image = self._surface.makeImageSnapshot()
        rgba: NDArray[np.uint8] = image.toarray(colorType=skia.kRGBA_8888_ColorType)
        return np.ascontiguousarray(rgba[:, :, :3])

    @contextmanager
    def garment(self, top: float, bottom: float, half_width: float, growth: float = GROWTH) -> Iterator[None]:
        """What is drawn inside, of that extent, is set in the middle and throws one soft shadow.

        A large garment is made to fit; a small one grows a little, so that a cropped cut still looks cropped.
        """
        scale = min(
            (self.height - 2 * MARGIN) / (bottom - top), (self.width / 2 - MARGIN / 2) / half_width, growth
        )
        sheet, self._skia = self._skia, skia.Surface(self.width, self.height).getCanvas()
        self._skia.translate(self.width / 2, self.height / 2 - 4)
        self._skia.scale(scale, scale)
        self._skia.translate(0, -(top + bottom) / 2)
        yield
        garment = self._skia.getSurface().makeImageSnapshot()
        self._skia = sheet
        for shrink, dx, dy, blur, alpha in SHADOWS:
            self._drop_shadow(garment, shrink, dx, dy, blur, alpha)
        sheet.drawImage(garment, -self.width / 2, 0)

    def _drop_shadow(
        self, garment: Any, shrink: int, dx: float, dy: float, blur: float, alpha: float
    ) -> None:
        """Blur the silhouette on a sheet `shrink` times smaller: as soft, and much quicker."""
        width, height = self.width // shrink, self.height // shrink
        small = skia.Surface(width, height)
        paint = skia.Paint(
            ImageFilter=skia.ImageFilters.Blur(blur / shrink, blur / shrink),
            ColorFilter=skia.ColorFilters.Blend(_colour(SHADOW, alpha).toColor(), skia.BlendMode.kSrcIn),
        )
        linear = skia.SamplingOptions(skia.FilterMode.kLinear)
        small.getCanvas().drawImageRect(garment, skia.Rect.MakeWH(width, height), linear, paint)
        place = skia.Rect.MakeXYWH(dx - self.width / 2, dy, self.width, self.height)
        self._skia.drawImageRect(small.makeImageSnapshot(), place, linear)

    @contextmanager
    def inside(self, outline: Outline) -> Iterator[None]:
        """What is drawn inside is cut at `outline`."""
        self._skia.save()
        self._skia.clipPath(skia_path(outline), skia.ClipOp.kIntersect, True)
        yield
        self._skia.restore()

    @contextmanager
    def outside(self, outline: Outline) -> Iterator[None]:
        """What is drawn inside keeps off `outline`."""
        self._skia.save()
        self._skia.clipPath(skia_path(outline), skia.ClipOp.kDifference, True)
        yield
        self._skia.restore()

    @contextmanager
    def turned(self, degrees: float, x: float, y: float) -> Iterator[None]:
        """What is drawn inside is turned clockwise about `x, y`."""
        self._skia.save()
        self._skia.rotate(degrees, x, y)
        yield
        self._skia.restore()

    def fill(self, outline: Outline, colour: Rgb, alpha: float = 1.0, blur: float = 0.0) -> None:
        """Fill with one colour, softened by `blur` (standard deviation in pixels)."""
        paint = skia.Paint(Color4f=_colour(colour, alpha), AntiAlias=True)
        if blur:
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        self._skia.drawPath(skia_path(outline), paint)

    def stroke(
        self,
        outline: Outline,
        colour: Rgb,
        width: float = 1.4,
        alpha: float = 1.0,
        blur: float = 0.0,
        dashes: tuple[float, float] | None = None,
    ) -> None:
        """Draw a line, with round ends, or butt ends where it is dashed."""
        paint = skia.Paint(
            Color4f=_colour(colour, alpha),
            AntiAlias=True,
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=width,
            StrokeJoin=skia.Paint.kRound_Join,
            StrokeCap=skia.Paint.kButt_Cap if dashes or width > 6 else skia.Paint.kRound_Cap,
        )
        if blur:
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        if dashes:
            paint.setPathEffect(skia.DashPathEffect.Make(list(dashes), 0))
        self._skia.drawPath(skia_path(outline), paint)

    def piece(
        self, outline: Outline, cloth: Cloth, turn: float = 0.0, pivot: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        """A cut piece of cloth, its pattern turned by `turn` degrees about `pivot`, shaded at its edges."""
        with self.inside(outline):
            self._skia.drawColor(_colour(cloth.shades.base))
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
