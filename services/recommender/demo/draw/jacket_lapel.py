"""Jackets with lapels: biker and trench."""

from services.recommender.demo.draw import collars, fastenings, pockets, sashes
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.jacket_front import Shell
from services.recommender.demo.draw.outline import start
from services.recommender.demo.draw.shades import mix


def biker(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """A zip aslant, wide lapels, a belt."""
    low = shell.torso.bottom
    with canvas.inside(shell.body):
        canvas.seam(start(-36, low).curve(-30, low - 120, 10, low - 190, 40, shell.torso.top + 90), cloth)
    line = start(-32, low - 4).line(34, shell.torso.top + 108)
    canvas.stroke(line, (0.12, 0.12, 0.12), 9)
    canvas.stroke(line, fastenings.METAL, 5, dashes=(1.7, 1.7))
    for sx, sy, ex, ey in ((58, low - 138, 92, low - 92), (-84, low - 92, -52, low - 138)):
        canvas.stroke(start(sx, sy).line(ex, ey), (0.1, 0.1, 0.1), 8)
        canvas.stroke(start(sx, sy).line(ex, ey), fastenings.METAL, 4, dashes=(1.7, 1.7))
    canvas.edging(shell.torso.hem_line(0, 5), shell.body, cloth, 26, ribbed=False)
    sashes.belt(canvas, cloth, low - 25, shell.torso.hem + 2, 20)
    shell.draw_cuffs(canvas, cloth, 12, ribbed=False)
    neck, top = shell.torso.neck, shell.torso.top
    flap = start(12, top + 128).quad(neck * 0.5, top + 60, neck - 2, top + 4).line(neck + 20, top + 34)
    flap = flap.line(neck + 48, top + 52).quad(neck + 32, top + 110, 12, top + 128).closed()
    other = start(12, top + 128).quad(-neck * 0.7, top + 60, -neck + 2, top + 4).line(-neck - 20, top + 34)
    other = other.line(-neck - 50, top + 58).quad(-neck - 14, top + 112, 12, top + 128).closed()
    gap = (
        start(-neck, top)
        .quad(-neck * 0.5, top + 70, 12, top + 128)
        .quad(neck * 0.6, top + 60, neck, top)
        .closed()
    )
    canvas.fill(gap, mix(cloth.shades.base, cloth.shades.shadow, 0.7))
    collars.nape(canvas, cloth, shell.torso)
    for shape in (other, flap):
        canvas.shade(shape.moved(0, 4), cloth, 1.0, 4)
        canvas.piece(shape, cloth)
        canvas.stitches(shape, cloth, alpha=0.35)
    collar = start(neck - 10, top - 10).quad(neck + 8, top - 4, neck + 16, top + 6).line(neck + 34, top + 30)
    collar = collar.line(neck + 8, top + 40).quad(neck - 6, top + 20, neck - 10, top - 10).closed()
    for shape in (collar, collar.mirrored()):
        canvas.piece(shape, cloth)


def trench(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """Double-breasted, with a storm flap and a belt."""
    ax, ay = shell.torso.armpit
    waist = ay + (shell.torso.bottom - ay) * shell.torso.waist_at
    with canvas.inside(shell.body):
        canvas.seam(start(-38, shell.torso.top + 150).line(-36, shell.torso.bottom + 8), cloth)
        shield = (
            start(shell.torso.neck, shell.torso.top + 20)
            .line(ax + 10, shell.torso.top + 40, ax + 10, ay + 22)
            .quad(60, ay + 26, 20, ay + 6)
        )
        canvas.shade(shield.closed().moved(0, 4), cloth, 0.8, 4)
        canvas.piece(shield.closed(), cloth)
        for x in (-64, 70):
            canvas.fold(x, waist + 30, x * 1.2, shell.torso.bottom, cloth, 8, 6)
    pockets.welt_pockets(canvas, cloth, 66, waist + 62, 22, 66)
    metal = fastenings.button_colour(cloth)
    for y in (ay - 10, ay + 48, waist + 66, waist + 132):
        fastenings.buttons(canvas, -34, [y], metal, 7)
        fastenings.buttons(canvas, 34, [y], metal, 7)
    sashes.belt(canvas, cloth.plain(), waist - 6, shell.torso.waist + 5, 25)
    shell.draw_cuffs(canvas, cloth, 9, ribbed=False)
    strap = shell.sleeve.cuff_line(shell.torso, 40, 0)
    for line in (strap, strap.mirrored()):
        canvas.band(line, cloth, 11, ribbed=False)
    neck, top = shell.torso.neck, shell.torso.top
    lapel = (
        start(-6, top + 150)
        .quad(neck * 0.5, top + 70, neck, top + 4)
        .line(neck + 18, top + 46, neck + 52, top + 62)
    )
    lapel = lapel.quad(neck + 30, top + 118, -6, top + 150).closed()
    gap = (
        start(-neck, top)
        .quad(-neck * 0.5, top + 80, -4, top + 150)
        .quad(neck * 0.5, top + 80, neck, top)
        .closed()
    )
    canvas.fill(gap, mix(cloth.shades.base, cloth.shades.shadow, 0.55))
    collars.nape(canvas, cloth, shell.torso)
    for shape in (lapel.mirrored(), lapel):
        canvas.shade(shape.moved(0, 4), cloth, 1.0, 4)
        canvas.piece(shape, cloth)
    collar = (
        start(neck - 12, top - 12)
        .quad(neck + 8, top - 6, neck + 16, top + 6)
        .line(neck + 44, top + 42, neck + 12, top + 56)
    )
    collar = collar.quad(neck - 8, top + 24, neck - 12, top - 12).closed()
    for shape in (collar, collar.mirrored()):
        canvas.piece(shape, cloth)
