"""What the fronts of jackets are made of."""

from dataclasses import dataclass

from services.recommender.demo.draw import fastenings
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.outline import Outline, rectangle, start
from services.recommender.demo.draw.shades import Rgb
from services.recommender.demo.draw.sleeve import Sleeve
from services.recommender.demo.draw.torso import Torso


@dataclass(frozen=True)
class Shell:
    """The sewn parts that a jacket's details go onto."""

    torso: Torso
    sleeve: Sleeve
    body: Outline
    hooded: bool

    def draw_cuffs(self, canvas: Canvas, cloth: Cloth, width: float, ribbed: bool = True) -> None:
        """A cuff on both sleeves, which lie behind the body."""
        with canvas.outside(self.body):
            self.sleeve.draw_cuffs(canvas, self.torso, cloth, width, ribbed)


GOLD_THREAD: Rgb = (0.86, 0.62, 0.3)


def zip_front(canvas: Canvas, torso: Torso, cloth: Cloth, top: float) -> None:
    """A zip from `top` to the hem, stitched on both sides."""
    fastenings.zipper(canvas, 0, top, torso.bottom + 3, cloth.shades.ink)
    for x in (11, -11):
        canvas.stitches(start(x, top + 14).line(x, torso.bottom), cloth, alpha=0.6)


def placket(
    canvas: Canvas, torso: Torso, cloth: Cloth, colour: Rgb, thread: Rgb, width: float = 25.0
) -> None:
    """A buttoned strip from the neckline to the hem."""
    top = torso.top + torso.depth
    strip = rectangle(-width / 2, top, width / 2, torso.bottom + 4.5)
    canvas.shade(strip.moved(2, 2), cloth, 0.8, 3)
    canvas.piece(strip, cloth)
    for x in (-width / 2 + 3.5, width / 2 - 3.5):
        canvas.stitches(start(x, top).line(x, torso.bottom + 3), cloth, thread)
    count = 6
    gap = (torso.bottom - top - 52) / (count - 1)
    fastenings.buttons(canvas, 0, [top + 34 + gap * index for index in range(count)], colour, 5.2)


def thread_of(cloth: Cloth) -> Rgb:
    """Denim is sewn with gold thread; other cloth tone in tone."""
    return GOLD_THREAD if cloth.weave == "denim" and cloth.colour != "white" else cloth.shades.stitch
