"""What closes and carries trousers and skirts: waistbands, flies, pockets, drawstrings."""

from services.recommender.demo.draw import fastenings, pockets
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, rectangle, start
from services.recommender.demo.draw.shades import Rgb, mix

COPPER: Rgb = (0.72, 0.5, 0.3)


def waistband(
    canvas: Canvas, cloth: Cloth, top: float, waist: float, thread: Rgb, height: float = 25.0
) -> None:
    """A sewn waistband with belt loops."""
    band = _band(top, waist, height)
    canvas.shade(band.moved(0, 3), cloth, 0.7, 3)
    canvas.piece(band, cloth)
    with canvas.inside(band):
        canvas.stitches(start(-waist - 9, top + 4).quad(0, top + 21, waist + 9, top + 4), cloth, thread)
        canvas.stitches(
            start(-waist - 9, top + height - 5).quad(0, top + height + 12, waist + 9, top + height - 5),
            cloth,
            thread,
        )
    for x in (waist * 0.62, waist * 0.96, -waist * 0.62, -waist * 0.96):
        sag = 8 * (1 - (x / waist) ** 2)
        loop = rectangle(x - 4, top - 2 + sag, x + 4, top + height + 4 + sag)
        canvas.shade(loop.moved(1, 2), cloth, 0.8, 1.5)
        canvas.piece(loop, cloth)


def _band(top: float, waist: float, height: float) -> Outline:
    low = top + height
    return (
        start(-waist, top)
        .quad(0, top + 17, waist, top)
        .line(waist + 5, low)
        .quad(0, low + 17, -waist - 5, low)
        .closed()
    )


def elastic(
    canvas: Canvas, cloth: Cloth, top: float, waist: float, height: float = 27.0, cord: Rgb | None = None
) -> None:
    """A gathered elastic waist, with a drawstring where a colour is given."""
    band = _band(top, waist, height)
    canvas.piece(band, cloth)
    with canvas.inside(band):
        for index in range(-14, 15):
            x = index * waist / 14
            canvas.fold(x, top - 2, x * 1.03, top + height + 16, cloth, 2.2, strength=1.2)
        for share in (0.3, 0.65):
            y = top + height * share
            canvas.seam(start(-waist - 9, y).quad(0, y + 17, waist + 9, y), cloth, 0.3)
    if cord is not None:
        y = top + height * 0.62 + 8
        for side in (1.0, -0.8):
            line = start(0, y).curve(16 * side, y + 4, 11 * side, y + 30, 19 * side, y + 64)
            canvas.stroke(line.moved(1.5, 3), (0.1, 0.08, 0.1), 5, 0.3, blur=2)
            canvas.stroke(line, mix(cord, (0.0, 0.0, 0.0), 0.4), 5.4)
            canvas.stroke(line, cord, 3.8)
            loop = (
                start(0, y)
                .curve(13 * side, y - 16, 34 * side, y - 9, 24 * side, y + 5)
                .quad(12 * side, y + 9, 0, y)
            )
            canvas.stroke(loop, mix(cord, (0.0, 0.0, 0.0), 0.4), 5.4)
            canvas.stroke(loop, cord, 3.8)


def fly(canvas: Canvas, cloth: Cloth, top: float, crotch: float, thread: Rgb, metal: Rgb = COPPER) -> None:
    """The fly with its curved double stitching, centre seam and button."""
    canvas.seam(start(0, top + 12).line(0, crotch), cloth)
    low = crotch - 26
    for inset in (0.0, 4.0):
        curve = start(22 - inset, top + 32).curve(
            22 - inset, low - 34, 20 - inset, low - 4, 0, low + 6 - inset
        )
        canvas.stitches(curve, cloth, thread)
    fastenings.button(canvas, 0, top + 21, metal, 6)


def front_pockets(
    canvas: Canvas, cloth: Cloth, top: float, waist: float, hips: float, thread: Rgb, rivets: bool
) -> None:
    """Curved jeans pockets with rivets and a coin pocket, or slanted ones without."""
    low = top + 25
    if rivets:
        curve = start(waist * 0.5, low + 5).curve(
            waist * 0.56, low + 42, hips * 0.76, low + 58, hips + 4, low + 56
        )
    else:
        curve = start(waist * 0.66, low + 4).line(hips + 3, low + 76)
    for line in (curve, curve.mirrored()):
        canvas.stroke(line.moved(0, -3), cloth.shades.shadow, 8, cloth.shades.shadow_strength * 0.8, blur=3)
        canvas.seam(line, cloth)
        for drop in (3.5, 7.5):
            canvas.stitches(line.moved(0, drop), cloth, thread)
    if rivets:
        canvas.seam(start(waist * 0.72, low + 26).line(waist * 1.04, low + 28), cloth)
        canvas.stitches(start(waist * 0.72, low + 30).line(waist * 1.05, low + 32), cloth, thread)
        for x, y in ((waist * 0.51, low + 9), (hips * 0.98, low + 54)):
            for side in (1.0, -1.0):
                fastenings.button(canvas, x * side, y, COPPER, 2.6)


def cargo_pocket(canvas: Canvas, cloth: Cloth, x: float, y: float, width: float, height: float) -> None:
    """A roomy pocket on the outer thigh, mirrored."""
    for side in (1.0, -1.0):
        pockets.patch_pocket(canvas, cloth, x * side, y, width, height)
    pockets.flap(canvas, cloth, x, y - 6, width + 6, 22)
    for side in (1.0, -1.0):
        fastenings.button(canvas, x * side, y + 8, fastenings.button_colour(cloth), 4)
