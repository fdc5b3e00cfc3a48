"""Pose service: people, their keypoints and body regions."""

from typing import Literal, get_args

from pydantic import Field

from contracts.geometry import Body, Box, Fraction

KeypointName = Literal[
    "nose",
    "neck",
    "right_shoulder",
    "right_elbow",
    "right_wrist",
    "left_shoulder",
    "left_elbow",
    "left_wrist",
    "right_hip",
    "right_knee",
    "right_ankle",
    "left_hip",
    "left_knee",
    "left_ankle",
    "right_eye",
    "left_eye",
    "right_ear",
    "left_ear",
]
KEYPOINT_NAMES: tuple[KeypointName, ...] = get_args(KeypointName)
"""COCO-18 in the order of the network's heatmaps; right and left are the person's own."""


class Keypoint(Body):
    """A keypoint that was found."""

    name: KeypointName
    x: Fraction
    y: Fraction
    score: Fraction


class Region(Body):
    """A part of the body; `estimated` where proportions stood in for keypoints."""

    box: Box
    estimated: bool


class Regions(Body):
    """The four parts of the body that the other services read; null is out of the frame."""

    head: Region | None
    upper: Region | None
    lower: Region | None
    whole: Region | None


class Person(Body):
    """One person. A keypoint that was not found is left out."""

    score: Fraction
    keypoints: list[Keypoint]
    regions: Regions


class PoseResponse(Body):
    """Everyone in the photo, the main person first."""

    people: list[Person]
    model: str = Field(examples=["pose@1"])
