"""The sheet of paper: fills, strokes, cuts and the shadow of what lies on it, rendered with Skia."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from services.recommender.demo.draw.outline import Outline
from services.recommender.demo.draw.shades import Rgb, parse_hex

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


class Sheet:
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

    def flood(self, colour: Rgb) -> None:
        """Fill everything that is not cut off."""
        self._skia.drawColor(_colour(colour))
