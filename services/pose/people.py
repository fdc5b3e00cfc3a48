"""From what the maps show to people: fragments joined, ghosts dropped, the main person first."""

from collections.abc import Sequence

import numpy as np

from contracts.pose import KEYPOINT_NAMES, Keypoint, Person
from services.pose.body import body_of
from services.pose.decoding import DecodedPerson
from services.pose.fragments import adopt
from services.pose.joints import joints_of
from services.pose.regions import regions_of

_LEAST_JOINTS = 4  # nose, eyes and neck are a face; fewer joints are a stray limb
_LEAST_SCORE = 0.15  # mean of the joints' scores: keeps 997 of 1000 people, and 19 of 1000 laid-out garments
_LEAST_TRUNK = 0.02  # in diagonals of the photo: nobody to dress is as small as that


def find_people(decoded: Sequence[DecodedPerson], width: int, height: int) -> list[Person]:
    """Everyone in a photo of `width` x `height` pixels, the main person first.

    The photo's size matters for its proportions only: that of a reduced copy does as well.
    """
    people = [person for person in adopt(decoded, width, height) if not _is_ghost(person, width, height)]
    people.sort(key=lambda person: prominence(person, width, height), reverse=True)
    return [_described(person, width, height) for person in people]


def prominence(person: DecodedPerson, width: int, height: int) -> float:
    """Size x share of the joints found x closeness to the middle; highest for the main person.

    Size is the trunk's, which a person who is cut at the waist has too, in diagonals of the photo. Closeness
    is 1 in the middle of the photo and a half in the middle of an edge.
    """
    found = person.positions[person.scores > 0]
    off_centre = (found.min(axis=0) + found.max(axis=0)) / 2 - 0.5
    share = len(found) / len(person.scores)
    return _trunk(person, width, height) * share * (1 - float(np.hypot(*off_centre)))


def _is_ghost(person: DecodedPerson, width: int, height: int) -> bool:
    scores = person.scores[person.scores > 0]
    return (
        len(scores) < _LEAST_JOINTS
        or float(scores.mean()) < _LEAST_SCORE
        or _trunk(person, width, height) < _LEAST_TRUNK
    )


def _trunk(person: DecodedPerson, width: int, height: int) -> float:
    return body_of(joints_of(person, width, height)).trunk / float(np.hypot(width, height))


def _described(person: DecodedPerson, width: int, height: int) -> Person:
    found = np.flatnonzero(person.scores)
    return Person(
        score=float(person.scores[found].mean()),
        keypoints=[
            Keypoint(
                name=KEYPOINT_NAMES[joint],
                x=float(person.positions[joint, 0]),
                y=float(person.positions[joint, 1]),
                score=float(person.scores[joint]),
            )
            for joint in found
        ],
        regions=regions_of(joints_of(person, width, height), width, height),
    )
