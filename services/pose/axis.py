"""The trunk's axis: what the size, the direction and the width of a body are read from."""

from math import dist

import numpy as np

from contracts.pose import KeypointName
from services.pose.joints import FACE, HIPS, KNEES, SHOULDERS, Joints, Point, middle_of
from services.pose.proportions import HEAD_HEIGHT, HIP_SHARE, NECK_TO_EYES, SEGMENTS, SHOULDER_WIDTH

_VERTICAL = np.array([0.0, 1.0])
_TYPICAL = 0.75  # quantile of the estimates of a length: foreshortening makes most of them too small
_MOST_FORESHORTENED = 0.7  # a trunk that looks shorter than this share of what the limbs say leans our way
_LEAST_TRUNK = 1.0  # pixel, where no two joints tell a length
_UPRIGHT = 0.7  # cosine: up to 45 degrees off, the photo's own downwards is the better guess


def _unit(vector: Point) -> Point | None:
    length = np.hypot(*vector)
    return vector / length if length > 0 else None


def length_in(joints: Joints, segments: tuple[tuple[KeypointName, KeypointName, float], ...]) -> float:
    """Pixels that the unit of the segments' lengths has, by those that were found; 0 if none was."""
    lengths = sorted(
        dist(joints[one], joints[other]) / length
        for one, other, length in segments
        if one in joints and other in joints
    )
    return lengths[round(_TYPICAL * (len(lengths) - 1))] if lengths else 0.0


def _neck(joints: Joints) -> Point | None:
    if "neck" in joints:
        return joints["neck"]
    return middle_of(joints, SHOULDERS) if all(name in joints for name in SHOULDERS) else None


def _hips(joints: Joints) -> Point | None:
    """Mid of the hips; where only one is found, the shoulders tell how far it is from it."""
    middle = middle_of(joints, HIPS)
    right, left = (joints.get(name) for name in SHOULDERS)
    if middle is None or right is None or left is None or all(name in joints for name in HIPS):
        return middle
    half = (left - right) / 2 * HIP_SHARE
    return middle + half if HIPS[0] in joints else middle - half


def trunk_of(joints: Joints, face: float) -> float:
    """The trunk's length: seen, unless it is hidden or leans towards the camera."""
    neck, hips = _neck(joints), _hips(joints)
    limbs = length_in(joints, SEGMENTS)
    if neck is not None and hips is not None:
        limbs = max(dist(hips, neck), _MOST_FORESHORTENED * limbs)
    return limbs or face / HEAD_HEIGHT or _LEAST_TRUNK


def axis_of(joints: Joints, trunk: float) -> tuple[Point, Point, Point]:
    """Mid of the shoulders, mid of the hips, and the unit vector from one to the other."""
    neck, hips = _neck(joints), _hips(joints)
    if neck is not None and hips is not None:
        down = _unit(hips - neck)
        return neck, hips, _VERTICAL if down is None else down
    down = _leaning(middle_of(joints, FACE), neck, hips, middle_of(joints, KNEES))
    if neck is None:
        eyes = middle_of(joints, FACE)
        if hips is not None:
            neck = hips - trunk * down
        elif eyes is not None:
            neck = eyes + NECK_TO_EYES * trunk * down
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


def half_width_of(joints: Joints, neck: Point, down: Point, trunk: float) -> Point:
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
        return (left_hip - right_hip) / 2 / HIP_SHARE
    return np.array([down[1], -down[0]]) * trunk * SHOULDER_WIDTH / 2
