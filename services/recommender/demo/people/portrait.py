"""A sample photo: a painted person in a room with light from the left."""

import numpy as np
from numpy.typing import NDArray

from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.outline import blob, polygon, rectangle
from services.recommender.demo.draw.shades import mix, parse_hex
from services.recommender.demo.people.cast import Person
from services.recommender.demo.people.face import draw_face
from services.recommender.demo.people.hair import draw_hair_behind
from services.recommender.demo.people.head import draw_neck
from services.recommender.demo.people.skin import draw_skin

WIDTH, HEIGHT = 640, 960


def portrait(person: Person) -> NDArray[np.uint8]:
    """The picture: `[960, 640, 3]` uint8 RGB."""
    canvas = Canvas(WIDTH, HEIGHT)
    _room(canvas, person.wall)
    skin = person.head.skin_tone()
    draw_hair_behind(canvas, person.head)
    draw_skin(canvas, person.body, skin)
    draw_neck(canvas, person.head, 20 * person.body.stout)
    for garment in person.clothes:
        garment.draw(canvas, person.body, skin)
    draw_face(canvas, person.head)
    return canvas.pixels()


def _room(canvas: Canvas, wall: str) -> None:
    tone = parse_hex(wall)
    canvas.fill(rectangle(-400, -10, 400, 800), tone)
    canvas.fill(rectangle(-400, 790, 400, 980), mix(tone, (0.45, 0.36, 0.28), 0.45))
    canvas.fill(rectangle(-400, 782, 400, 792), mix(tone, (1.0, 1.0, 1.0), 0.55))
    light = polygon(-330, 60, -90, 20, 40, 700, -300, 740)
    canvas.fill(light, (1.0, 0.98, 0.92), 0.34, blur=34)
    canvas.fill(rectangle(220, -40, 420, 1000), (0.16, 0.14, 0.18), 0.16, blur=70)
    shade = blob([(40, 140), (130, 220), (170, 480), (150, 800), (60, 860), (-20, 700), (0, 300)])
    canvas.fill(shade, (0.14, 0.12, 0.16), 0.13, blur=26)
    floor = blob([(-110, 880), (0, 866), (150, 872), (230, 888), (120, 908), (-60, 906)])
    canvas.fill(floor, (0.08, 0.06, 0.06), 0.42, blur=13)
