"""What makes a garment a garment: folds, pockets, plackets, collars, buttons, zips."""

from services.recommender.demo.draw import motifs
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, circle, polygon, rectangle, start
from services.recommender.demo.draw.shades import Rgb, mix, shades
from services.recommender.demo.draw.torso import Torso

METAL: Rgb = (0.78, 0.76, 0.72)
WHITE: Rgb = (1.0, 1.0, 1.0)


def inner_back(canvas: Canvas, torso: Torso, cloth: Cloth, label: bool = True) -> None:
    """The inside of the back with the maker's label, seen through the neck opening."""
    back = torso.back_outline()
    tone = cloth.shades
    canvas.fill(back, mix(tone.base, tone.shadow, 0.34))
    with canvas.inside(back):
        canvas.stroke(back, tone.shadow, 16, tone.shadow_strength, blur=6)
        if label:
            y = torso.top + 13
            canvas.fill(rectangle(-12, y, 12, y + 15), (0.96, 0.94, 0.9))
            canvas.stroke(start(-7, y + 7.5).line(7, y + 7.5), (0.45, 0.42, 0.4), 1.2)
    canvas.stroke(back, tone.ink, 1.4, 0.9)
    rim = start(-torso.neck, torso.top).quad(-torso.neck * 0.5, torso.top + 9, 0, torso.top + 9)
    rim = rim.quad(torso.neck * 0.5, torso.top + 9, torso.neck, torso.top)
    canvas.band(rim, cloth.plain(), 7, ribbed=False)


def body_folds(canvas: Canvas, torso: Torso, cloth: Cloth, strength: float = 1.0) -> None:
    """The light and the folds of a front that hangs from its shoulders."""
    ax, ay = torso.armpit
    bottom = torso.bottom
    wy = ay + (bottom - ay) * torso.waist_at
    glow = (
        start(-ax * 0.62, ay - 20)
        .quad(-ax * 0.2, wy, -ax * 0.5, bottom - 60)
        .quad(-ax * 0.75, wy, -ax * 0.62, ay - 20)
    )
    canvas.glow(glow, cloth, 0.8 * strength, blur=18)
    for side in (1.0, -1.0):
        canvas.fold(side * (ax - 2), ay - 2, side * ax * 0.42, ay + 34, cloth, 6, 7 * side, strength)
        canvas.fold(side * (ax - 4), ay + 16, side * ax * 0.55, ay + 78, cloth, 5, 8 * side, 0.8 * strength)
        canvas.fold(
            side * torso.waist, wy + 6, side * torso.waist * 0.45, wy + 42, cloth, 5, 6 * side, 0.8 * strength
        )
    canvas.fold(torso.hem * 0.52, wy + 20, torso.hem * 0.62, bottom + 4, cloth, 6, -5, 0.9 * strength)
    canvas.fold(-torso.hem * 0.4, wy + 50, -torso.hem * 0.52, bottom + 4, cloth, 6, 5, 0.9 * strength)


def button(canvas: Canvas, x: float, y: float, colour: Rgb, radius: float = 5.0) -> None:
    """A round button with four holes."""
    canvas.fill(circle(x + 0.8, y + 1.6, radius + 0.6), (0.1, 0.08, 0.1), 0.4, blur=1.4)
    canvas.fill(circle(x, y, radius), colour)
    canvas.stroke(circle(x, y, radius), mix(colour, (0.0, 0.0, 0.0), 0.45), 1.0)
    canvas.fill(circle(x - radius * 0.25, y - radius * 0.3, radius * 0.45), WHITE, 0.35, blur=1)
    hole = radius * 0.26
    for dx in (-hole, hole):
        for dy in (-hole, hole):
            canvas.fill(circle(x + dx, y + dy, radius * 0.13), mix(colour, (0.0, 0.0, 0.0), 0.65))


def button_colour(cloth: Cloth) -> Rgb:
    """Buttons a shade away from their cloth."""
    tone = cloth.shades
    return mix(tone.base, WHITE, 0.42) if tone.shadow_strength > 0.5 else mix(tone.base, tone.ink, 0.55)


def patch_pocket(
    canvas: Canvas, cloth: Cloth, x: float, y: float, width: float, height: float, flap: bool = False
) -> None:
    """A pocket sewn onto the front, `x` its middle, `y` its opening."""
    half = width / 2
    shape = (
        start(x - half, y)
        .line(x + half, y)
        .line(x + half, y + height - 10)
        .quad(x + half, y + height - 4, x + half - 7, y + height)
        .quad(x, y + height + 5, x - half + 7, y + height)
        .quad(x - half, y + height - 4, x - half, y + height - 10)
        .closed()
    )
    canvas.shade(shape.moved(1, 3), cloth, 0.8, blur=3)
    canvas.piece(shape, cloth)
    canvas.stitches(
        start(x - half + 4, y + 3)
        .line(x - half + 4, y + height - 10)
        .quad(x, y + height + 3, x + half - 4, y + height - 10)
        .line(x + half - 4, y + 3),
        cloth,
    )
    if flap:
        lid = (
            start(x - half - 2, y - 5)
            .line(x + half + 2, y - 5, x + half + 2, y + 13)
            .quad(x + half * 0.5, y + 16, x, y + 21)
        )
        lid = lid.quad(x - half * 0.5, y + 16, x - half - 2, y + 13).closed()
        canvas.shade(lid.moved(0, 3), cloth, 0.9, blur=2.5)
        canvas.piece(lid, cloth)
        button(canvas, x, y + 11, button_colour(cloth), 3.6)
    else:
        canvas.stitches(start(x - half + 1, y + 10).line(x + half - 1, y + 10), cloth)


def placket(
    canvas: Canvas, cloth: Cloth, top: float, length: float, buttons: int, width: float = 22.0
) -> None:
    """The buttoned strip below a neckline."""
    half = width / 2
    strip = rectangle(-half, top, half, top + length)
    canvas.shade(strip.moved(1, 3), cloth, 0.6, blur=3)
    canvas.piece(strip, cloth)
    canvas.stitches(
        start(-half + 3.5, top).line(
            -half + 3.5, top + length - 4, half - 3.5, top + length - 4, half - 3.5, top
        ),
        cloth,
    )
    for index in range(buttons):
        button(canvas, 0, top + 22 + (length - 40) * index / max(1, buttons - 1), button_colour(cloth), 4.4)


def shirt_collar(canvas: Canvas, cloth: Cloth, torso: Torso, point: float = 66.0) -> None:
    """A turned-down collar with two points that meet in the middle."""
    neck, top, low = torso.neck, torso.top, torso.top + torso.depth
    stand = start(-neck, top).quad(0, top - 15, neck, top).quad(0, top + 16, -neck, top).closed()
    canvas.piece(stand, cloth)
    leaf = (
        start(0, low + 2)
        .curve(neck * 0.35, low - 8, neck * 0.8, top + 10, neck - 4, top - 8)
        .quad(neck + 8, top - 2, neck + 15, top + 7)
        .quad(neck + 8, top + point * 0.5, neck * 0.86, top + point + 10)
        .quad(neck * 0.3, low + 26, 0, low + 2)
        .closed()
    )
    for shape in (leaf, leaf.mirrored()):
        canvas.shade(shape.moved(0, 4), cloth, 0.9, blur=4)
    for shape in (leaf, leaf.mirrored()):
        canvas.piece(shape, cloth)


def nape(canvas: Canvas, cloth: Cloth, torso: Torso) -> None:
    """The back of a turned-down collar, behind its two leaves."""
    neck, top = torso.neck, torso.top
    back = (
        start(0, top - 15)
        .quad(neck * 0.6, top - 15, neck + 2, top + 1)
        .quad(neck * 0.8, top + 10, neck - 6, top + 14)
    )
    canvas.piece(back.quad(neck * 0.5, top + 5, 0, top + 4).symmetric(), cloth)


def zipper(canvas: Canvas, x: float, top: float, bottom: float, tape: Rgb, metal: Rgb = METAL) -> None:
    """A closed zip with its puller at the top."""
    canvas.fill(rectangle(x - 5, top, x + 5, bottom), mix(tape, (0.0, 0.0, 0.0), 0.25))
    canvas.stroke(start(x, top).line(x, bottom), metal, 5.0, dashes=(1.7, 1.7))
    canvas.stroke(start(x, top).line(x, bottom), (0.25, 0.24, 0.24), 0.8, 0.8)
    pull = polygon(x - 2.6, top + 8, x + 2.6, top + 8, x + 3.6, top + 30, x - 3.6, top + 30)
    canvas.fill(pull.moved(1, 2), (0.0, 0.0, 0.0), 0.35, blur=1.5)
    canvas.fill(rectangle(x - 4.5, top + 1, x + 4.5, top + 10), metal)
    canvas.fill(pull, metal)
    canvas.stroke(pull, (0.35, 0.34, 0.33), 0.9)


def emblem(canvas: Canvas, name: str, cloth: Cloth, x: float, y: float) -> None:
    """A simple print on the chest, in the cloth's accent and second colour."""
    accent, second = shades(cloth.accent).base, shades(cloth.second).base
    match name:
        case "sun":
            canvas.fill(circle(x, y - 8, 40), accent)
            for index in range(5):
                canvas.fill(
                    rectangle(x - 60, y + 2 + index * 9, x + 60, y + 4 + index * 9 + index * 0.8),
                    cloth.shades.base,
                )
        case "wave":
            canvas.fill(circle(x, y, 46), accent)
            with canvas.inside(circle(x, y, 46)):
                crest = (
                    start(x - 60, y + 12)
                    .curve(x - 30, y - 34, x + 4, y + 44, x + 60, y - 6)
                    .line(x + 60, y + 60, x - 60, y + 60)
                )
                canvas.fill(crest.closed(), second)
        case "mountain":
            canvas.fill(circle(x + 22, y - 28, 15), second)
            canvas.fill(
                polygon(x - 58, y + 34, x - 14, y - 36, x + 12, y + 4, x + 24, y - 12, x + 58, y + 34), accent
            )
            canvas.fill(
                polygon(
                    x - 26,
                    y - 17,
                    x - 14,
                    y - 36,
                    x - 2,
                    y - 17,
                    x - 9,
                    y - 22,
                    x - 14,
                    y - 13,
                    x - 20,
                    y - 21,
                ),
                second,
            )
        case "flower":
            canvas.fill(motifs.leaf(x, y + 50, 34, -150), second)
            canvas.fill(motifs.leaf(x, y + 50, 34, -30), second)
            canvas.stroke(start(x, y + 4).line(x, y + 58), second, 3.4)
            canvas.fill(motifs.blossom(x, y - 12, 38, -90), accent)
            canvas.fill(circle(x, y - 12, 10), cloth.shades.base)
        case "heart":
            canvas.fill(motifs.heart(x, y, 26), accent)
        case _:
            canvas.stroke(circle(x, y, 38), accent, 4)
            canvas.stroke(start(x - 24, y + 12).quad(x, y + 30, x + 24, y + 12), accent, 4)
            canvas.fill(circle(x - 13, y - 10, 4), accent)
            canvas.fill(circle(x + 13, y - 10, 4), accent)


def cuffs(line: Outline) -> tuple[Outline, Outline]:
    """A line on the viewer's right sleeve and its mirror image."""
    return (line, line.mirrored())


def stand_collar(canvas: Canvas, cloth: Cloth, torso: Torso, height: float, ribbed: bool = False) -> None:
    """A collar that stands up round the neck, closed in front."""
    neck, top, low = torso.neck, torso.top, torso.top + torso.depth
    rim = top - height
    tone = cloth.shades
    opening = (
        start(-neck + 5, rim + 3)
        .quad(0, rim - 13, neck - 5, rim + 3)
        .quad(0, rim + 20, -neck + 5, rim + 3)
        .closed()
    )
    canvas.piece(opening, cloth)
    canvas.fill(opening, tone.shadow, tone.shadow_strength * 1.6)
    front = (
        start(-neck + 4, rim + 2)
        .quad(0, rim + 24, neck - 4, rim + 2)
        .quad(neck + 1, top - height * 0.4, neck + 3, top + 2)
        .curve(neck * 0.98, top + torso.depth * 0.55, neck * 0.55, low, 0, low)
        .curve(-neck * 0.55, low, -neck * 0.98, top + torso.depth * 0.55, -neck - 3, top + 2)
        .quad(-neck - 1, top - height * 0.4, -neck + 4, rim + 2)
        .closed()
    )
    canvas.piece(front, cloth)
    if ribbed:
        with canvas.inside(front):
            for index in range(-12, 13):
                x = index * neck / 11
                canvas.stroke(start(x * 0.9, rim).line(x * 1.05, low), tone.ink, 1.4, 0.3)


def hood(canvas: Canvas, cloth: Cloth, torso: Torso, height: float = 84.0) -> None:
    """A hood that lies open behind the neck."""
    neck, top, low = torso.neck, torso.top, torso.top + torso.depth
    shell = (
        start(0, top - height)
        .curve(neck * 0.9, top - height, neck + 34, top - height * 0.55, neck + 26, top + 16)
        .quad(neck + 4, low + 8, 0, low + 16)
        .symmetric()
    )
    canvas.piece(shell, cloth)
    opening = (
        start(0, top - height + 22)
        .curve(neck * 0.62, top - height + 22, neck * 0.92, top - height * 0.3, neck * 0.74, top + 6)
        .quad(neck * 0.42, low - 6, 0, low + 4)
        .symmetric()
    )
    tone = cloth.shades
    canvas.fill(opening, mix(tone.base, tone.shadow, 0.45))
    with canvas.inside(opening):
        canvas.stroke(opening, tone.shadow, 26, tone.shadow_strength, blur=9)
    canvas.stroke(opening, tone.ink, 1.5)
    canvas.stitches(shell, cloth, alpha=0.0)
    for side in (1.0, -1.0):
        canvas.fold(side * (neck + 8), top - height * 0.5, side * (neck + 6), top + 14, cloth, 4, 3 * side)


def drawstrings(canvas: Canvas, torso: Torso, colour: Rgb, length: float = 92.0) -> None:
    """The two cords of a hood."""
    y = torso.top + torso.depth + 4
    for side in (1.0, -1.0):
        cord = start(side * 15, y - 4).curve(
            side * 20, y + length * 0.4, side * 13, y + length * 0.6, side * 18, y + length
        )
        canvas.stroke(cord.moved(1.5, 2.5), (0.1, 0.1, 0.1), 4, 0.3, blur=2)
        canvas.stroke(cord, mix(colour, (0.0, 0.0, 0.0), 0.35), 4.6)
        canvas.stroke(cord, colour, 3.2)
        canvas.stroke(start(side * 18, y + length - 3).line(side * 18, y + length + 9), METAL, 4.6)


def welt_pockets(
    canvas: Canvas, cloth: Cloth, x: float, y: float, dx: float, dy: float, width: float = 9.0
) -> None:
    """Two slanted pocket openings, from `x, y` by `dx, dy`, mirrored."""
    line = start(x, y).line(x + dx, y + dy)
    for one in (line, line.mirrored()):
        canvas.stroke(one.moved(0, 3), cloth.shades.shadow, width + 4, cloth.shades.shadow_strength, blur=2.5)
        canvas.stroke(one, cloth.shades.ink, width + 2.2)
        canvas.stroke(one, cloth.shades.base, width)
        canvas.stroke(one, cloth.shades.shadow, 1.2, cloth.shades.shadow_strength * 2)


def flap(
    canvas: Canvas, cloth: Cloth, x: float, y: float, width: float, height: float, tilt: float = 0.0
) -> None:
    """A pocket flap, mirrored on both sides; `tilt` lowers its outer end."""
    half = width / 2
    lid = (
        start(x - half, y)
        .line(x + half, y + tilt)
        .line(x + half, y + tilt + height - 5)
        .quad(x + half, y + tilt + height, x + half - 6, y + tilt + height)
        .line(x - half + 6, y + height)
        .quad(x - half, y + height, x - half, y + height - 5)
        .closed()
    )
    for shape in (lid, lid.mirrored()):
        canvas.shade(shape.moved(0, 4), cloth, 0.9, blur=3)
        canvas.piece(shape, cloth)


def buttons(canvas: Canvas, x: float, ys: list[float], colour: Rgb, radius: float = 5.0) -> None:
    """A column of buttons."""
    for y in ys:
        button(canvas, x, y, colour, radius)


def belt(
    canvas: Canvas,
    cloth: Cloth,
    y: float,
    half: float,
    height: float = 22.0,
    buckle: bool = True,
    dip: float = 4.0,
) -> None:
    """A belt round the waist, with a buckle or a knot."""
    strap = (
        start(-half, y)
        .quad(0, y + dip * 2, half, y)
        .line(half, y + height)
        .quad(0, y + height + dip * 2, -half, y + height)
        .closed()
    )
    canvas.shade(strap.moved(0, 5), cloth, 0.9, blur=4)
    canvas.piece(strap, cloth)
    middle = y + height / 2 + dip
    if buckle:
        frame = rectangle(-17, middle - height * 0.68, 17, middle + height * 0.68)
        canvas.shade(frame.moved(1, 3), cloth, 1.0, blur=2.5)
        canvas.stroke(frame, (0.36, 0.27, 0.16), 6.4)
        canvas.stroke(frame, (0.83, 0.7, 0.44), 4.2)
        canvas.stroke(start(-16, middle).line(10, middle), (0.83, 0.7, 0.44), 3.4)
    else:
        tie(canvas, cloth, 0, middle, height)


def tie(canvas: Canvas, cloth: Cloth, x: float, y: float, size: float = 22.0, length: float = 4.2) -> None:
    """A knotted sash: two tails and a knot."""
    for side in (1.0, -0.7):
        tail = (
            start(x, y)
            .quad(x + side * size * 0.5, y + size * length * 0.4, x + side * size * 0.9, y + size * length)
            .line(x + side * size * 1.9, y + size * (length - 0.35))
            .quad(x + side * size * 1.1, y + size * length * 0.3, x + side * size * 0.4, y - 2)
            .closed()
        )
        canvas.shade(tail.moved(1, 4), cloth, 0.9, blur=3.5)
        canvas.piece(tail, cloth)
    for side in (1.0, -1.0):
        loop = (
            start(x, y)
            .curve(
                x + side * size * 0.6,
                y - size * 1.1,
                x + side * size * 2.3,
                y - size * 0.9,
                x + side * size * 2.1,
                y + size * 0.05,
            )
            .curve(x + side * size * 1.9, y + size * 0.8, x + side * size * 0.7, y + size * 0.5, x, y)
            .closed()
        )
        canvas.shade(loop.moved(1, 4), cloth, 0.8, blur=3)
        canvas.piece(loop, cloth)
        canvas.fold(x + side * size * 0.3, y, x + side * size * 1.5, y - size * 0.15, cloth, 2.5)
    knot = start(x - size * 0.4, y - size * 0.45).quad(x, y - size * 0.62, x + size * 0.4, y - size * 0.45)
    knot = knot.quad(x + size * 0.52, y, x + size * 0.36, y + size * 0.5).quad(
        x, y + size * 0.62, x - size * 0.36, y + size * 0.5
    )
    canvas.piece(knot.quad(x - size * 0.52, y, x - size * 0.4, y - size * 0.45).closed(), cloth)
