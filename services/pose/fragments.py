"""Limbs that nothing joined to their person: a long skirt or a bag cuts the affinity field."""

from collections.abc import Sequence
from math import dist

import numpy as np

from services.pose.body import Body, body_of
from services.pose.decoding import DecodedPerson
from services.pose.joints import Joints, joints_of

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
        if not any(_is_apart(fragment, person) for fragment in waiting):
            whole.append(person)
            continue
        # stand-ins of what was found at first: one shin below a skirt must not shut out the other
        body = body_of(joints_of(person, width, height))
        strangers: list[DecodedPerson] = []
        for fragment in waiting:
            if _is_apart(fragment, person) and _is_near(joints_of(fragment, width, height), body):
                person = _joined(person, fragment)
            else:
                strangers.append(fragment)
        waiting = strangers
        whole.append(person)
    return whole


def _is_apart(fragment: DecodedPerson, person: DecodedPerson) -> bool:
    return not np.any((fragment.scores > 0) & (person.scores > 0))


def _is_near(fragment: Joints, body: Body) -> bool:
    replaced = fragment.keys() & body.stand_ins
    return bool(replaced) and all(
        dist(fragment[name], body.joints[name]) <= _NEAR * body.trunk for name in replaced
    )


def _joined(person: DecodedPerson, fragment: DecodedPerson) -> DecodedPerson:
    found = fragment.scores > 0
    return DecodedPerson(
        np.where(found[:, None], fragment.positions, person.positions),
        np.where(found, fragment.scores, person.scores),
    )
