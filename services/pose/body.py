"""A whole body from the joints that were found: proportions stand in for those that regions need."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES, KeypointName
from services.pose import proportions
from services.pose.decoding import DecodedPerson

Point = NDArray[np.float64]
"""float64 [2]: x and y in pixels, y downwards."""
Joints = Mapping[KeypointName, Point]

FACE: tuple[KeypointName, ...] = ("nose", "right_eye", "left_eye", "right_ear", "left_ear")
SHOULDERS: tuple[KeypointName, ...] = ("right_shoulder", "left_shoulder")
HIPS: tuple[KeypointName, ...] = ("right_hip", "left_hip")
KNEES: tuple[KeypointName, ...] = ("right_knee", "left_knee")
ANKLES: tuple[KeypointName, ...] = ("right_ankle", "left_ankle")

_VERTICAL = np.array([0.0, 1.0])
_TYPICAL = 75  # percentile of the estimates of a length: foreshortening makes most of them too small
_MOST_FORESHORTENED = 0.7  # a trunk that looks shorter than this share of what the limbs say leans our way
_UPRIGHT = 0.7  # cosine: up to 45 degrees off, the photo's own downwards is the better guess
_LEAST_HEAD, _MOST_HEAD = 0.7, 1.5  # of the head that the trunk lets expect: beyond, a joint is misplaced


@dataclass(frozen=True)
class Body:
    """Joints with stand-ins for the trunk and the legs.

    joints: found ones and stand-ins. stand_ins: the names of the latter. trunk: mid of the shoulders to mid
    of the hips in pixels, above 0. down: unit vector along it, the body's own downwards. head: chin to crown
    in pixels.
    """

    joints: Joints
    stand_ins: frozenset[KeypointName]
    trunk: float
    down: Point
    head: float

    def points(self, *names: KeypointName) -> list[Point]:
        """Those of the joints that there are."""
        return [self.joints[name] for name in names if name in self.joints]


def joints_of(person: DecodedPerson, width: int, height: int) -> dict[KeypointName, Point]:
    """The joints that were found, in pixels of a photo of `width` x `height`."""
    size = np.array([width, height], np.float64)
    return {
        name: position * size
        for name, position, score in zip(KEYPOINT_NAMES, person.positions, person.scores, strict=True)
        if score > 0
    }


def body_of(found: Joints) -> Body:
    """The body that the joints belong to.

    Of knees and ankles one is enough: the other is beside it, or hidden behind it.

    Raises:
        ValueError: there are no two joints, or all are in one place, so that nothing tells the size.
    """
    face = _length(found, proportions.FACE_SEGMENTS)
    trunk = _trunk(found, face)
    neck, hips, down = _axis(found, trunk)
    joints: dict[KeypointName, Point] = {"neck": neck, **found}
    half = _half_width(found, neck, down, trunk)
    _fill_pair(joints, SHOULDERS, neck, half)
    _fill_pair(joints, HIPS, hips, half * proportions.HIP_SHARE)
    if not _points(found, ANKLES):
        _fill_below(joints, KNEES, HIPS, proportions.THIGH * trunk * down)
        _fill_below(joints, ANKLES, KNEES, proportions.SHANK * trunk * down)
    head = proportions.HEAD_HEIGHT * trunk
    if face:
        head = float(np.clip(face, _LEAST_HEAD * head, _MOST_HEAD * head))
    return Body(joints, frozenset(joints.keys() - found.keys()), trunk, down, head)


def _points(joints: Joints, names: tuple[KeypointName, ...]) -> list[Point]:
    return [joints[name] for name in names if name in joints]


def _middle(joints: Joints, names: tuple[KeypointName, ...]) -> Point | None:
    points = _points(joints, names)
    return np.mean(points, axis=0) if points else None


def _unit(vector: Point) -> Point | None:
    length = np.hypot(*vector)
    return vector / length if length > 0 else None


def _length(joints: Joints, segments: tuple[tuple[KeypointName, KeypointName, float], ...]) -> float:
    """Pixels that the unit of the segments' lengths has, by those that were found; 0 if none was."""
    lengths = [
        float(np.hypot(*(joints[one] - joints[other]))) / length
        for one, other, length in segments
        if one in joints and other in joints
    ]
    return float(np.percentile(lengths, _TYPICAL)) if lengths else 0.0


def _neck(joints: Joints) -> Point | None:
    if "neck" in joints:
        return joints["neck"]
    return _middle(joints, SHOULDERS) if all(name in joints for name in SHOULDERS) else None


def _hips(joints: Joints) -> Point | None:
    """Mid of the hips; where only one is found, the shoulders tell how far it is from it."""
    middle = _middle(joints, HIPS)
    right, left = (joints.get(name) for name in SHOULDERS)
    if middle is None or right is None or left is None or all(name in joints for name in HIPS):
        return middle
    half = (left - right) / 2 * proportions.HIP_SHARE
    return middle + half if HIPS[0] in joints else middle - half


def _trunk(joints: Joints, face: float) -> float:
    """The trunk's length: seen, unless it is hidden or leans towards the camera."""
    neck, hips = _neck(joints), _hips(joints)
    limbs = _length(joints, proportions.SEGMENTS)
    if neck is not None and hips is not None:
        limbs = max(float(np.hypot(*(hips - neck))), _MOST_FORESHORTENED * limbs)
    trunk = limbs or face / proportions.HEAD_HEIGHT or _extent(joints)
    if trunk <= 0:
        raise ValueError(f"joints {sorted(joints)} in one place do not tell the size of a body")
    return trunk


def _extent(joints: Joints) -> float:
    return float(np.hypot(*np.ptp(list(joints.values()), axis=0))) if joints else 0.0


def _axis(joints: Joints, trunk: float) -> tuple[Point, Point, Point]:
    """Mid of the shoulders, mid of the hips, and the unit vector from one to the other."""
    neck, hips = _neck(joints), _hips(joints)
    if neck is not None and hips is not None:
        down = _unit(hips - neck)
        return neck, hips, _VERTICAL if down is None else down
    down = _leaning(_middle(joints, FACE), neck, hips, _middle(joints, KNEES))
    if neck is None:
        eyes = _middle(joints, FACE)
        if hips is not None:
            neck = hips - trunk * down
        elif eyes is not None:
            neck = eyes + proportions.NECK_TO_EYES * trunk * down
        else:
            neck = np.mean(list(joints.values()), axis=0) - trunk * down
    return neck, neck + trunk * down if hips is None else hips, down


def _leaning(face: Point | None, neck: Point | None, hips: Point | None, knees: Point | None) -> Point:
    """Downwards of a body whose trunk is not seen: of the photo, unless its head or thighs clearly lie."""
    for upper, lower in ((face, neck), (hips, knees)):
        direction = None if upper is None or lower is None else _unit(lower - upper)
        if direction is not None and direction[1] < _UPRIGHT:
            return direction
    return _VERTICAL


def _half_width(joints: Joints, neck: Point, down: Point, trunk: float) -> Point:
    """From the mid of the shoulders to the left one, as wide as the body is turned."""
    right, left = (joints.get(name) for name in SHOULDERS)
    right_hip, left_hip = (joints.get(name) for name in HIPS)
    if right is not None and left is not None:
        return (left - right) / 2
    if left is not None:
        return left - neck
    if right is not None:
        return neck - right
    if right_hip is not None and left_hip is not None:
        return (left_hip - right_hip) / 2 / proportions.HIP_SHARE
    return np.array([down[1], -down[0]]) * trunk * proportions.SHOULDER_WIDTH / 2


def _fill_pair(
    joints: dict[KeypointName, Point], pair: tuple[KeypointName, ...], middle: Point, half: Point
) -> None:
    right, left = pair
    if right not in joints and left not in joints:
        joints[right], joints[left] = middle - half, middle + half
    elif right not in joints:
        joints[right] = joints[left] - 2 * half
    elif left not in joints:
        joints[left] = joints[right] + 2 * half


def _fill_below(
    joints: dict[KeypointName, Point],
    names: tuple[KeypointName, ...],
    above: tuple[KeypointName, ...],
    step: Point,
) -> None:
    """Put a level of joints below the one above it, unless one of them was found."""
    if not _points(joints, names):
        joints.update(
            {
                name: joints[parent] + step
                for name, parent in zip(names, above, strict=True)
                if parent in joints
            }
        )
