"""Limbs that nothing joined to their person: a long skirt or a bag cuts the affinity field."""

from collections.abc import Sequence
from math import dist

import numpy as np

from contracts.pose import KEYPOINT_NAMES
from services.pose.body import Body, body_of
from services.pose.decoding import DecodedPerson
from services.pose.joints import FACE, Joints, joints_of

_NEAR = 0.75  # trunk lengths from a joint of the fragment to the stand-in that it replaces
_OF_A_PERSON = [KEYPOINT_NAMES.index(name) for name in ("neck", *FACE)]


def adopt(people: Sequence[DecodedPerson], width: int, height: int) -> list[DecodedPerson]:
    """The same people, those with most joints first, with limbs made a part of the person they fit.

    A limb has neither neck nor face. It fits if it lies where proportions put joints that the person lacks,
    in a photo of `width` x `height` pixels; joints that the person has already are dropped from it.
    """
    waiting = sorted(people, key=lambda person: int(np.count_nonzero(person.scores)), reverse=True)
    whole: list[DecodedPerson] = []
    while waiting:
        person = waiting.pop(0)
        if any(_is_limb(fragment) for fragment in waiting):
            # stand-ins of what was found at first: one shin below a skirt must not shut out the other
            body = body_of(joints_of(person, width, height))
            limbs = [
                fragment
                for fragment in waiting
                if _is_limb(fragment) and _is_near(joints_of(fragment, width, height), body)
            ]
            waiting = [other for other in waiting if not any(other is limb for limb in limbs)]
            for limb in limbs:
                person = _joined(person, limb)
        whole.append(person)
    return whole


def _is_limb(fragment: DecodedPerson) -> bool:
    return not np.any(fragment.scores[_OF_A_PERSON] > 0)


def _is_near(fragment: Joints, body: Body) -> bool:
    replaced = fragment.keys() & body.stand_ins
    return bool(replaced) and all(
        dist(fragment[name], body.joints[name]) <= _NEAR * body.trunk for name in replaced
    )


def _joined(person: DecodedPerson, limb: DecodedPerson) -> DecodedPerson:
    new = (limb.scores > 0) & (person.scores == 0)
    return DecodedPerson(
        np.where(new[:, None], limb.positions, person.positions), np.where(new, limb.scores, person.scores)
    )
