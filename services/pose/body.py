"""A whole body from the joints that were found: proportions stand in for those that regions need."""

from dataclasses import dataclass

import numpy as np

from contracts.pose import KeypointName
from services.pose.axis import axis_of, half_width_of, length_in, trunk_of
from services.pose.joints import ANKLES, HIPS, KNEES, SHOULDERS, Joints, Point, those_of
from services.pose.proportions import FACE_SEGMENTS, HEAD_HEIGHT, HIP_SHARE, SHANK, THIGH

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


def body_of(found: Joints) -> Body:
    """The body that the joints belong to.

    Of knees and ankles one is enough: the other is beside it, or hidden behind it. A few joints in one place
    make a body of next to no size.

    Raises:
        ValueError: no joint was found.
    """
    if not found:
        raise ValueError("a body needs at least one joint")
    face = length_in(found, FACE_SEGMENTS)
    trunk = trunk_of(found, face)
    neck, hips, down = axis_of(found, trunk)
    joints: dict[KeypointName, Point] = {"neck": neck, **found}
    half = half_width_of(found, neck, down, trunk)
    _fill_pair(joints, SHOULDERS, neck, half)
    _fill_pair(joints, HIPS, hips, half * HIP_SHARE)
    if not those_of(found, ANKLES):
        _fill_below(joints, KNEES, HIPS, THIGH * trunk * down)
        _fill_below(joints, ANKLES, KNEES, SHANK * trunk * down)
    head = HEAD_HEIGHT * trunk
    if face:
        head = float(np.clip(face, _LEAST_HEAD * head, _MOST_HEAD * head))
    return Body(joints, frozenset(joints.keys() - found.keys()), trunk, down, head)


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
    if not those_of(joints, names):
        joints.update(
            {
                name: joints[parent] + step
                for name, parent in zip(names, above, strict=True)
                if parent in joints
            }
        )
