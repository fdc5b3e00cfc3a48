"""Jackets: bomber, trucker, biker, puffer, quilted, parka, varsity, overshirt, chore, trench, track."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from services.recommender.demo.draw import (
    collars,
    folds,
    jacket_lapel,
    jacket_light,
    jacket_warm,
)
from services.recommender.demo.draw.canvas import Canvas
from services.recommender.demo.draw.cloth import Cloth
from services.recommender.demo.draw.jacket_front import Shell
from services.recommender.demo.draw.sleeve import Sleeve
from services.recommender.demo.draw.torso import Torso

Kind = Literal[
    "bomber",
    "trucker",
    "biker",
    "puffer",
    "quilted",
    "parka",
    "varsity",
    "overshirt",
    "chore",
    "trench",
    "track",
]


_SHORT = Torso(shoulder=128, chest=122, waist=120, hem=112, length=370, armhole=152, depth=32, neck=50)


_LONG = Torso(shoulder=126, chest=122, waist=118, hem=128, length=500, armhole=152, depth=32, neck=50)


_CUTS: dict[Kind, tuple[Torso, Sleeve]] = {
    "bomber": (_SHORT, Sleeve(16, 356, 56, puff=5, bell=6)),
    "trucker": (replace(_SHORT, waist=114, hem=106), Sleeve(16, 352, 54)),
    "biker": (replace(_SHORT, shoulder=118, chest=112, waist=102, hem=106, length=356), Sleeve(15, 358, 48)),
    "puffer": (
        replace(_SHORT, shoulder=140, chest=136, waist=136, hem=132, length=402, slope=34),
        Sleeve(14, 350, 66, puff=13, bell=9),
    ),
    "quilted": (replace(_LONG, length=440, hem=122), Sleeve(15, 366, 54)),
    "parka": (_LONG, Sleeve(14, 384, 58, puff=4, bell=4)),
    "varsity": (_SHORT, Sleeve(16, 352, 58, puff=6, bell=5)),
    "overshirt": (replace(_LONG, length=448, hem=120, shoulder=130, chest=124), Sleeve(15, 364, 54)),
    "chore": (replace(_LONG, length=424, hem=122, shoulder=130, chest=124), Sleeve(15, 360, 58)),
    "trench": (replace(_LONG, waist=98, hem=132, length=530, top=80, waist_at=0.34), Sleeve(13, 392, 54)),
    "track": (replace(_SHORT, length=392, hem=110, waist=114), Sleeve(16, 362, 52)),
}


_DETAILS: dict[Kind, Callable[[Canvas, Shell, Cloth], None]] = {
    "bomber": jacket_light.bomber,
    "trucker": jacket_light.trucker,
    "biker": jacket_lapel.biker,
    "puffer": jacket_warm.puffer,
    "quilted": jacket_warm.quilted,
    "parka": jacket_warm.parka,
    "varsity": jacket_light.varsity,
    "overshirt": jacket_light.overshirt,
    "chore": jacket_light.chore,
    "trench": jacket_lapel.trench,
    "track": jacket_light.track,
}


@dataclass(frozen=True)
class Jacket:
    """A jacket's cut; `slim` narrows it and takes in the waist."""

    kind: Kind = "bomber"
    slim: bool = False
    hooded: bool = False

    def draw(self, canvas: Canvas, cloth: Cloth) -> None:
        """Draw it in a cloth."""
        torso, sleeve = _CUTS[self.kind]
        if self.slim:
            torso = replace(
                torso,
                shoulder=torso.shoulder * 0.91,
                chest=torso.chest * 0.9,
                waist=torso.waist * 0.82,
                hem=torso.hem * 0.93,
                length=torso.length * 0.95,
            )
            sleeve = replace(sleeve, length=sleeve.length * 0.97, cuff=sleeve.cuff * 0.9)
        arms = cloth.dyed(cloth.accent) if self.kind == "varsity" else cloth
        rise = 92 if self.hooded else 40
        with canvas.garment(torso.top - rise, torso.bottom + 8, sleeve.outer(torso)[0] + 10):
            if self.hooded:
                collars.hood(canvas, cloth.plain(), torso)
            else:
                folds.inner_back(canvas, torso, cloth)
            if self.kind == "puffer":
                arms = cloth.plain()
            sleeve.draw(canvas, torso, arms)
            body = torso.body(5)
            canvas.piece(body, cloth)
            with canvas.inside(body):
                if self.kind != "puffer":
                    folds.body_folds(canvas, torso, cloth, 0.8)
            _DETAILS[self.kind](canvas, Shell(torso, sleeve, body, self.hooded), cloth)
