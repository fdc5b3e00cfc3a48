"""Limbs that nothing joined to their person: a long skirt or a bag cuts the affinity field."""

from collections.abc import Sequence

import numpy as np

from services.pose.body import body_of
from services.pose.decoding import DecodedPerson
from services.pose.joints import joints_of

_NEAR = 0.6  # trunk lengths from a joint of the fragment to the stand-in that it replaces


def adopt(people: Sequence[DecodedPerson], width: int, height: int) -> list[DecodedPerson]:
    """The same people, those with most joints first, with fragments made a part of the person they fit.

    A fragment fits if it has none of the person's joints and lies where proportions put the missing ones, in
    a photo of `width` x `height` pixels.
    """
    waiting = sorted(people, key=lambda person: int(np.count_nonzero(person.scores)), reverse=True)
    whole: list[DecodedPerson] = []
    while waiting:
        person = waiting.pop(0)
        for fragment in list(waiting):
            if _fits(fragment, person, width, height):
                person = _joined(person, fragment)
                waiting = [other for other in waiting if other is not fragment]
        whole.append(person)
    return whole


def _fits(fragment: DecodedPerson, person: DecodedPerson, width: int, height: int) -> bool:
    if np.any((fragment.scores > 0) & (person.scores > 0)):
        return False
    body = body_of(joints_of(person, width, height))
    replaced = {
        name: joint for name, joint in joints_of(fragment, width, height).items() if name in body.stand_ins
    }
    return bool(replaced) and all(
        np.hypot(*(joint - body.joints[name])) <= _NEAR * body.trunk for name, joint in replaced.items()
    )


def _joined(person: DecodedPerson, fragment: DecodedPerson) -> DecodedPerson:
    found = fragment.scores > 0
    return DecodedPerson(
        np.where(found[:, None], fragment.positions, person.positions),
        np.where(found, fragment.scores, person.scores),
    )
