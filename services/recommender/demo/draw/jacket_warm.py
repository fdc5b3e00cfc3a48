"""Warm jackets: puffer, quilted, parka."""

from services.recommender.demo.draw import collars, fastenings, pockets
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.jacket_front import Shell, placket, zip_front
from services.recommender.demo.draw.outline import rectangle, start


def puffer(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """Rows of down and a high collar."""
    step, torso, sleeve = 47.0, shell.torso, shell.sleeve
    (x, y), arm = torso.tip, sleeve.outline(torso)
    for shape, side in ((arm, 1.0), (arm.mirrored(), -1.0)):
        with canvas.outside(shell.body):
            with canvas.inside(shape), canvas.turned(-sleeve.angle * side, x * side, y):
                _baffles(canvas, cloth, y + 8, y + sleeve.length + 40, step, 90, x * side)
            canvas.stroke(shape, cloth.shades.ink, 1.5)
    with canvas.inside(shell.body):
        _baffles(canvas, cloth, torso.top + 26, torso.bottom + 30, step, 160, 0)
    canvas.stroke(shell.body, cloth.shades.ink, 1.5)
    collars.stand_collar(canvas, cloth.plain(), torso, 42)
    if shell.hooded:
        rim = start(-torso.neck, torso.top - 6).quad(0, torso.top + 16, torso.neck, torso.top - 6)
        canvas.seam(rim, cloth)
    zip_front(canvas, torso, cloth, torso.top - 18)


def quilted(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """Diamond quilting with corduroy trim."""
    trim = cloth.dyed(cloth.accent).woven("cord")
    shell.draw_cuffs(canvas, trim, 10, ribbed=False)
    canvas.edging(shell.torso.hem_line(0, 5), shell.body, trim, 8, ribbed=False)
    for side in (1.0, -1.0):
        pockets.patch_pocket(canvas, cloth, 66 * side, shell.torso.bottom - 118, 68, 78)
    placket(canvas, shell.torso, trim.woven("smooth"), fastenings.METAL, trim.shades.stitch)
    collars.shirt_collar(canvas, trim, shell.torso, 54)


def parka(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """Four flapped pockets, a drawn waist."""
    pockets.flap(canvas, cloth.plain(), 66, shell.torso.bottom - 150, 72, 26, -2)
    pockets.flap(canvas, cloth.plain(), 62, shell.torso.top + 112, 58, 20)
    waist = shell.torso.top + shell.torso.armhole + 118
    with canvas.inside(shell.body):
        canvas.seam(start(-150, waist).quad(0, waist + 8, 150, waist), cloth, 0.5)
        for x in range(-120, 121, 15):
            canvas.fold(x, waist - 12, x + 2, waist + 16, cloth, 2.6)
    shell.draw_cuffs(canvas, cloth.plain(), 18, ribbed=False)
    placket(canvas, shell.torso, cloth, cloth.shades.deep, cloth.shades.stitch, 30)
    if shell.hooded:
        fastenings.drawstrings(canvas, shell.torso, cloth.shades.pale, 70)
    else:
        collars.stand_collar(canvas, cloth.plain(), shell.torso, 36)


def _baffles(
    canvas: Canvas, cloth: Cloth, top: float, bottom: float, step: float, half: float, middle: float
) -> None:
    """Rows of down, each lit on top and dark at the seam below it."""
    y = top
    while y < bottom:
        glow = rectangle(middle - half, y + 6, middle + half, y + 18)
        canvas.glow(glow, cloth, 0.9, blur=6)
        dark = rectangle(middle - half, y + step - 11, middle + half, y + step)
        canvas.shade(dark, cloth, 1.0, blur=5)
        seam = start(middle - half, y + step).quad(middle, y + step + 6, middle + half, y + step)
        canvas.stroke(seam, cloth.shades.ink, 1.6)
        for index in range(-7, 8):
            x = middle + index * half / 7 + (index * 13 % 7)
            canvas.fold(x, y + step - 1, x + 3, y + step - 11, cloth, 1.8, strength=0.8)
        y += step
