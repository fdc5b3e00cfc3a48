"""Heads in the attribute photos, cut out as the services do: faces as the product meets them."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.gender.crop import face_crop
from services.gender.face_evidence import face_evidence
from services.pose.decoding import decode
from services.pose.network_input import network_input
from services.pose.people import find_people
from training.data.attributes import AttributePhoto, attribute_photos
from training.data.photos import photos_of
from training.data.split import Part
from training.data.utkface import GENDERS, Gender
from training.errors import DataError
from training.onnx_file import session

_log = logging.getLogger(__name__)

POSE = Path("models/pose/1/model.onnx")
"""Finds the heads."""


@dataclass(frozen=True, slots=True)
class Head:
    """crop: uint8 [150, 150, 3] RGB. gender: as the set's annotators agreed."""

    crop: NDArray[np.uint8]
    gender: Gender


def heads_of(parts: Iterable[Part], data: Path | None = None, pose: Path = POSE) -> list[Head]:
    """The heads of the photos of these parts; those in which the service would see no face are left out.

    Raises:
        DataError: the attribute photos are not there.
    """
    wanted = set(parts)
    return list(_heads([photo for photo in attribute_photos(data) if photo.part in wanted], data, pose))


def unseen_heads() -> list[Head]:
    """Those of the test part; none, and a line that says so, where there are no attribute photos."""
    try:
        return heads_of(["test"])
    except DataError as error:
        _log.warning("nothing is measured on heads in photos: %s", error)
        return []


def _heads(chosen: list[AttributePhoto], data: Path | None, pose: Path) -> Iterator[Head]:
    photos, runner = photos_of("attributes", data), session(pose, 2)
    for one in chosen:
        gender = next((name for name in GENDERS if name == one.gender), None)
        if gender is None:
            continue
        try:
            photo = photos.rgb(one.shard, one.file)
        except DataError:
            continue
        heatmaps, pafs = runner.run(["heatmaps", "pafs"], {"image": network_input(photo)[None]})
        people = find_people(decode(heatmaps[0], pafs[0]), photo.shape[1], photo.shape[0])
        head = people[0].regions.head if people else None
        crop = face_crop(photo, head.box) if head else None
        if crop is not None and face_evidence(crop) > 0:
            yield Head(crop, gender)
