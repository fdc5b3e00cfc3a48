"""The photos that the samples are cut from, decoded once, and the slot boxes of the people in them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Slot
from contracts.geometry import Box
from training.clothes.regions import slot_boxes
from training.data.photos import Photos, photos_of
from training.data.shards import Shards, read_index, weights_folder
from training.pose.movenet import MoveNet

PEOPLE = ("street", "attributes", "kimono")
"""The sources that show people; the others' photos are read as one garment."""

_TEACHER = "pose/movenet-lightning-int8.tflite"


class PhotoStore:
    """Decoded photos by source and file, decoded when first asked for and kept (2.5 GB for all of ours)."""

    def __init__(self, data: Path | None = None) -> None:
        """Read our shards, or the published set in `data`."""
        self._data = data
        self._sources: dict[str, Photos] = {}
        self._photos: dict[tuple[str, str, str], NDArray[np.uint8]] = {}

    def photo(self, source: str, shard: str, file: str) -> NDArray[np.uint8]:
        """A photo as uint8 [H, W, 3] RGB; DataError if it cannot be read."""
        key = (source, shard, file)
        if key in self._photos:
            return self._photos[key]
        if source not in self._sources:
            self._sources[source] = photos_of(source, self._data)
        photo = self._sources[source].rgb(shard, file)
        if self._data is None:  # a published set is too large to keep
            self._photos[key] = photo
        return photo


class TeacherBoxes:
    """The slot boxes of the main person of a photo, from a teacher's joints, which are kept in one file."""

    def __init__(self, cache: Path) -> None:
        """Read the joints in `cache` (.npz), or let the teacher look at every photo once (minutes)."""
        if not cache.is_file():
            cache.parent.mkdir(parents=True, exist_ok=True)
            found = _joints_of_people()
            np.savez(cache, photos=np.array(list(found)), joints=np.stack(list(found.values())))
        with np.load(cache) as file:
            self._joints = dict(zip(file["photos"].tolist(), file["joints"], strict=True))

    def __call__(self, source: str, file: str) -> dict[Slot, Box] | None:
        """The boxes, normalised and not clipped; None if the teacher is not sure of a torso."""
        entry = self._joints[f"{source}/{file}"]
        height, width = entry[0, :2]
        return slot_boxes(entry[1:], int(height), int(width))


def _joints_of_people() -> dict[str, NDArray[np.float32]]:
    """Per photo float32 [18, 3]: a row of height, width, 0, then the 17 joints as x, y, score."""
    teacher = MoveNet(weights_folder() / _TEACHER)
    found: dict[str, NDArray[np.float32]] = {}
    for source in PEOPLE:
        shards = Shards(source)
        for row in read_index(source):
            photo = shards.rgb(row["shard"], row["file"])
            size = np.array([[*photo.shape[:2], 0]], np.float32)
            found[f"{source}/{row['file']}"] = np.concatenate([size, teacher.joints(photo)])
    return found
