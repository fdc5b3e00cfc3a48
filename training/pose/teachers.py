"""Labels for photos without any: where two published networks that know nothing of each other agree.

MoveNet places the joints; BlazePose must place each close by. Measured on labelled people (see the README
of the weights), asking for a second opinion raises the share of right joints from .70 to .77 (LSPET).
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from services.pose.network_input import network_input
from services.pose.peaks import find_peaks
from training.data.keypoints import sports_people
from training.data.shards import Shards, read_index, weights_folder
from training.pose.blazepose import BlazePose
from training.pose.labels import Known, Label, of_sports_person, save_labels
from training.pose.movenet import MoveNet
from training.pose.network import LightPoseNetwork
from training.pose.starting_weights import starting_network

Floats = NDArray[np.float32]

# Number in COCO-17 of each COCO-18 joint; the neck (-1) is the middle of the shoulders.
_COCO_17 = (0, -1, 6, 8, 10, 5, 7, 9, 12, 14, 16, 11, 13, 15, 2, 1, 4, 3)
_NECK = KEYPOINT_NAMES.index("neck")
_SHOULDERS = [KEYPOINT_NAMES.index("right_shoulder"), KEYPOINT_NAMES.index("left_shoulder")]
_HIPS = [KEYPOINT_NAMES.index("right_hip"), KEYPOINT_NAMES.index("left_hip")]
_FACE = [0, 14, 15, 16, 17]
_BODY = slice(2, 14)

_LEAST_SCORE = 0.3  # of MoveNet, for one joint
_LEAST_BODY_SCORE = 0.5  # of MoveNet, mean over the body joints in the photo
_LEAST_JOINTS = 5
_AGREEMENT = 0.25  # torso lengths between the two opinions on a body joint
_FACE_AGREEMENT = 0.1
_BEYOND_EDGE = 0.02  # of the photo's height: as far outside BlazePose must place a joint that is cut off

_OTHERS_HEIGHT = 0.3  # of a heatmap's peak outside of the person, to be taken for somebody else's joint
_MOST_OTHERS = 24  # joints of one kind
_PERSON_MARGIN = 0.12  # of the person's height, around the box of their joints


def agreed(first: Floats, second: Floats, height: int, width: int) -> tuple[Floats, NDArray[np.int8]] | None:
    """Positions [18,2] and `Known` [18] from both teachers' joints, or None where they see no one person.

    first: MoveNet's float32 [17,3] of x, y, score; second: BlazePose's of x, y, visibility, which may be
    outside of the photo; both in pixels of a photo of `height` x `width`.
    """
    one, other = _coco_18(first), _coco_18(second)
    torso = float(np.hypot(*(other[_SHOULDERS, :2].mean(axis=0) - other[_HIPS, :2].mean(axis=0))))
    size = np.array([width, height])
    margin = _BEYOND_EDGE * height
    inside = np.all((other[:, :2] > -margin) & (other[:, :2] < size + margin), axis=1)
    body = one[_BODY, 2][inside[_BODY]]
    if torso < 1 or not body.size or body.mean() < _LEAST_BODY_SCORE:
        return None
    distance = np.hypot(*(one[:, :2] - other[:, :2]).T) / torso
    limit = np.full(len(one), _AGREEMENT)
    limit[_FACE] = _FACE_AGREEMENT
    in_photo = np.all((one[:, :2] >= 0) & (one[:, :2] < size), axis=1)
    placed = (one[:, 2] >= _LEAST_SCORE) & (distance <= limit) & in_photo
    outside = ~inside & (one[:, 2] < _LEAST_SCORE)
    if placed[_BODY].sum() < _LEAST_JOINTS:
        return None
    known = np.where(placed, Known.PLACE, np.where(outside, Known.OUTSIDE, Known.NOTHING)).astype(np.int8)
    return ((one[:, :2] + other[:, :2]) / 2).astype(np.float32), known


def joints_of_others(network: LightPoseNetwork, photo: NDArray[np.uint8], person: Floats) -> Floats:
    """Pixels [n,2] where the starting network sees joints away from `person`, the [m,2] joints of ours.

    The labels know one person a photo. Without this, the network would learn that the others are background.
    """
    with torch.inference_mode():
        heatmaps, _ = network(torch.from_numpy(network_input(photo))[None])
    peaks = find_peaks(heatmaps[0].numpy(), _OTHERS_HEIGHT, _MOST_OTHERS)
    photo_per_cell = np.array(photo.shape[1::-1]) / heatmaps.shape[:1:-1]
    points = ((peaks.positions + 0.5) * photo_per_cell - 0.5).astype(np.float32)
    low, high = person.min(axis=0), person.max(axis=0)
    margin = _PERSON_MARGIN * float((high - low).max())
    ours = np.all((points > low - margin) & (points < high + margin), axis=1)
    others: Floats = points[~ours]
    return others


def label_photos(source: str) -> Iterator[Label]:
    """Labels of the photos of `source` (street or attributes) on which the teachers agree."""
    folder = weights_folder() / "pose"
    movenet = MoveNet(folder / "movenet-lightning-int8.tflite")
    blazepose = BlazePose(folder / "blazepose-detector.tflite", folder / "blazepose-landmarks-lite.tflite")
    network, shards = starting_network().eval(), Shards(source)
    for row in read_index(source):
        photo = shards.rgb(row["shard"], row["file"])
        second = blazepose.joints(photo)
        opinion = None if second is None else agreed(movenet.joints(photo), second, *photo.shape[:2])
        if opinion:
            positions, known = opinion
            others = joints_of_others(network, photo, positions[known == Known.PLACE])
            yield Label(source, row["file"], row["shard"], positions, known, others)


def label_sports_people() -> Iterator[Label]:
    """The labels of the keypoints set, with the joints of others in its photos."""
    network, shards = starting_network().eval(), Shards("keypoints")
    for person in sports_people():
        photo = shards.rgb(person.shard, person.file)
        yield of_sports_person(person, joints_of_others(network, photo, person.positions[person.visible]))


def label_all(folder: Path) -> None:
    """Write `<source>.jsonl` for the three sources into `folder`, leaving those that exist."""
    for source in ("street", "attributes", "keypoints"):
        path = folder / f"{source}.jsonl"
        if not path.exists():
            save_labels(path, label_sports_people() if source == "keypoints" else label_photos(source))


def _coco_18(joints: Floats) -> Floats:
    reordered = joints[list(_COCO_17)]
    reordered[_NECK] = joints[[5, 6]].mean(axis=0)
    reordered[_NECK, 2] = joints[[5, 6], 2].min()
    return reordered
