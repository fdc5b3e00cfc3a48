"""Light jackets: bomber, track, varsity, trucker, overshirt, chore."""

from services.recommender.demo.draw import collars, fastenings, pockets
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.jacket_front import Shell, placket, thread_of, zip_front
from services.recommender.demo.draw.outline import rectangle, start


def bomber(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """Ribs, slanted pockets, a zip."""
    ribs = cloth.plain()
    shell.draw_cuffs(canvas, ribs, 28)
    canvas.edging(shell.torso.hem_line(0, 5), shell.body, ribs, 34)
    pockets.welt_pockets(canvas, cloth, 52, shell.torso.bottom - 128, 34, 56)
    zip_front(canvas, shell.torso, cloth, shell.torso.top + shell.torso.depth)
    if not shell.hooded:
        collars.stand_collar(canvas, ribs, shell.torso, 18, ribbed=True)


def track(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """Stripes across the chest and a high zip."""
    accent = cloth.dyed(cloth.accent)
    with canvas.inside(shell.body):
        chest = shell.torso.top + 104
        canvas.fill(rectangle(-200, chest, 200, chest + 16), accent.shades.base)
        canvas.fill(rectangle(-200, chest + 24, 200, chest + 32), accent.shades.base)
    shell.draw_cuffs(canvas, accent, 20)
    canvas.edging(shell.torso.hem_line(0, 5), shell.body, accent, 24)
    pockets.welt_pockets(canvas, cloth.plain(), 54, shell.torso.bottom - 112, 28, 58, 6)
    collars.stand_collar(canvas, cloth.plain(), shell.torso, 30)
    zip_front(canvas, shell.torso, cloth, shell.torso.top - 8)


def varsity(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """Striped ribs, snaps, a letter."""
    ribs, line = cloth.plain(), cloth.dyed(cloth.accent)
    shell.draw_cuffs(canvas, ribs, 26)
    canvas.edging(shell.torso.hem_line(0, 5), shell.body, ribs, 36)
    with canvas.inside(shell.body):
        for inset in (12, 22):
            canvas.stroke(shell.torso.hem_line(inset, 5), line.shades.base, 5)
    pockets.welt_pockets(canvas, line, 50, shell.torso.bottom - 122, 32, 52, 8)
    canvas.seam(start(0, shell.torso.top + shell.torso.depth).line(0, shell.torso.bottom), cloth)
    low = shell.torso.top + shell.torso.depth + 26
    fastenings.buttons(
        canvas, 0, [low + (shell.torso.bottom - low - 22) * n / 5 for n in range(6)], line.shades.base, 6.5
    )
    x, y = 58.0, shell.torso.top + 112
    letter = start(x - 13, y - 17).line(x - 13, y + 17).quad(x + 16, y + 17, x + 13, y + 5)
    letter = (
        letter.quad(x + 11, y, x + 2, y)
        .quad(x + 12, y - 1, x + 10, y - 9)
        .quad(x + 9, y - 17, x - 13, y - 17)
    )
    canvas.stroke(letter, line.shades.ink, 9.5)
    canvas.stroke(letter, line.shades.base, 7)
    collars.stand_collar(canvas, ribs, shell.torso, 16, ribbed=True)


def trucker(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """A yoke with flaps, V seams, gold thread."""
    thread = thread_of(cloth)
    yoke = shell.torso.top + 96
    shell.draw_cuffs(canvas, cloth, 22, ribbed=False)
    canvas.edging(shell.torso.hem_line(0, 5), shell.body, cloth.plain(), 25, ribbed=False)
    with canvas.inside(shell.body):
        lines = [start(-150, yoke).line(150, yoke)]
        for side in (1.0, -1.0):
            lines.append(start(side * 78, yoke).line(side * 40, shell.torso.bottom - 25))
            lines.append(start(side * 28, yoke).line(side * 24, shell.torso.bottom - 25))
        for line in lines:
            canvas.seam(line, cloth)
            canvas.stitches(line.moved(0, 3.5) if line is lines[0] else line.moved(3.5, 0), cloth, thread)
        canvas.stitches(shell.torso.hem_line(21, 5), cloth, thread)
    pockets.flap(canvas, cloth, 55, yoke - 2, 56, 24)
    for side in (1.0, -1.0):
        fastenings.button(canvas, side * 55, yoke + 13, (0.72, 0.5, 0.3), 4.2)
    placket(canvas, shell.torso, cloth, (0.72, 0.5, 0.3), thread)
    collars.shirt_collar(canvas, cloth.plain(), shell.torso, 62)


def overshirt(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """A shirt collar and two chest pockets."""
    shell.draw_cuffs(canvas, cloth.plain(), 20, ribbed=False)
    for side in (1.0, -1.0):
        pockets.patch_pocket(canvas, cloth, 60 * side, shell.torso.top + 112, 62, 68, flap=True)
    with canvas.inside(shell.body):
        canvas.stitches(shell.torso.hem_line(9), cloth)
    placket(canvas, shell.torso, cloth, fastenings.button_colour(cloth), cloth.shades.stitch)
    collars.shirt_collar(canvas, cloth.plain(), shell.torso, 60)


def chore(canvas: Canvas, shell: Shell, cloth: Cloth) -> None:
    """Three square pockets."""
    shell.draw_cuffs(canvas, cloth, 9, ribbed=False)
    pockets.patch_pocket(canvas, cloth, 60, shell.torso.top + 104, 54, 58)
    for side in (1.0, -1.0):
        pockets.patch_pocket(canvas, cloth, 64 * side, shell.torso.bottom - 136, 76, 88)
    with canvas.inside(shell.body):
        canvas.stitches(shell.torso.hem_line(9), cloth)
    placket(canvas, shell.torso, cloth, fastenings.button_colour(cloth), cloth.shades.stitch)
    collars.shirt_collar(canvas, cloth.plain(), shell.torso, 52)
