"""The sample photos: the page's list, and that the pose network sees a person in each."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from PIL import Image

from contracts.pose import Person
from services.pose.decoding import decode
from services.pose.network_input import network_input
from services.pose.people import find_people

ROOT = Path(__file__).parents[5]
LISTING = json.loads((ROOT / "gateway/web/samples/samples.json").read_text(encoding="utf-8"))
NAMES = [Path(sample["photo"]).stem for sample in LISTING]
MODEL = ROOT / "models/pose/1/model.onnx"


def photo_of(name: str) -> Path:
    return ROOT / "gateway/web/samples" / f"{name}.webp"


@pytest.fixture(scope="module")
def network() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(MODEL, options, providers=["CPUExecutionProvider"])


def read(network: onnxruntime.InferenceSession, photo: NDArray[np.uint8]) -> list[Person]:
    outputs = network.run(None, {network.get_inputs()[0].name: network_input(photo)[None]})
    maps = {output.shape[1]: output[0].astype(np.float32) for output in outputs}
    return find_people(decode(maps[19], maps[38]), photo.shape[1], photo.shape[0])


def test_the_list_names_every_picture() -> None:
    listed = {Path(sample[key]).name for sample in LISTING for key in ("photo", "thumbnail")}
    assert listed == {path.name for path in (ROOT / "gateway/web/samples").glob("*.webp")}
    assert len(LISTING) >= 4
    assert len({sample["description"] for sample in LISTING}) == len(LISTING)


@pytest.mark.parametrize("name", NAMES)
def test_photo_and_thumbnail_have_their_sizes(name: str) -> None:
    with Image.open(photo_of(name)) as photo, Image.open(photo_of(f"{name}-small")) as small:
        assert photo.size == (640, 960)
        assert small.size == (240, 360)


@pytest.mark.parametrize("name", NAMES)
def test_the_pose_network_finds_head_shoulders_and_hips(
    network: onnxruntime.InferenceSession, name: str
) -> None:
    with Image.open(photo_of(name)) as image:
        people = read(network, np.asarray(image.convert("RGB")))
    assert len(people) == 1
    found = {keypoint.name for keypoint in people[0].keypoints}
    assert {"nose", "neck", "right_shoulder", "left_shoulder", "right_hip", "left_hip"} <= found
    regions = people[0].regions
    assert regions.head is not None
    assert regions.upper is not None
    assert not regions.head.estimated
    assert not regions.upper.estimated
