"""A person who stands, others made of them, and what one can see of their regions."""

import numpy as np

from contracts.pose import KEYPOINT_NAMES, KeypointName, Region, Regions
from services.pose.joints import Joints, Point

WIDTH, HEIGHT = 400, 600
LEGS: tuple[KeypointName, ...] = ("right_knee", "left_knee", "right_ankle", "left_ankle")
HIPS: tuple[KeypointName, ...] = ("right_hip", "left_hip")


def at(x: float, y: float) -> Point:
    return np.array([x, y], np.float64)


STANDING: Joints = {
    "nose": at(200, 78),
    "neck": at(200, 120),
    "right_shoulder": at(170, 120),
    "right_elbow": at(160, 175),
    "right_wrist": at(158, 220),
    "left_shoulder": at(230, 120),
    "left_elbow": at(240, 175),
    "left_wrist": at(242, 220),
    "right_hip": at(180, 220),
    "right_knee": at(180, 305),
    "right_ankle": at(180, 390),
    "left_hip": at(220, 220),
    "left_knee": at(220, 305),
    "left_ankle": at(220, 390),
    "right_eye": at(194, 69),
    "left_eye": at(206, 69),
    "right_ear": at(186, 71),
    "left_ear": at(214, 71),
}
"""Facing us: trunk 100 pixels."""


def without(*names: KeypointName) -> Joints:
    return {name: joint for name, joint in STANDING.items() if name not in names}


def only(*names: KeypointName) -> Joints:
    return {name: STANDING[name] for name in names}


def moved(joints: Joints, **places: Point) -> Joints:
    return {**joints, **{name: places[name] for name in KEYPOINT_NAMES if name in places}}


def pixels(
    region: Region | None, width: int = WIDTH, height: int = HEIGHT
) -> tuple[float, float, float, float]:
    assert region is not None
    x0, y0, x1, y1 = region.box
    return (x0 * width, y0 * height, x1 * width, y1 * height)


def covers(region: Region | None, *points: Point) -> bool:
    x0, y0, x1, y1 = pixels(region)
    return all(x0 < x < x1 and y0 < y < y1 for x, y in points)


def estimates(regions: Regions) -> set[str]:
    return {name for name, region in regions if region is not None and region.estimated}
