"""Heads in the attribute photos, found by the pose file that ships."""

import tarfile
from pathlib import Path
from typing import Final, get_args

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from services.gender.face_evidence import face_evidence
from training.data.split import Part
from training.data.utkface import Face, Gender
from training.errors import DataError
from training.gender import data as gender_data
from training.gender.data import TrainingFaces, training_loader
from training.gender.heads import Head, heads_of, unseen_heads
from training.options import TrainingOptions

SAMPLES: Final = [
    path for path in sorted(Path("gateway/web/samples").glob("*.webp")) if not path.stem.endswith("small")
]
GREY: NDArray[np.uint8] = np.full((150, 150, 3), 90, np.uint8)


def options(folder: Path) -> TrainingOptions:
    return TrainingOptions(folder=folder, batch=50, learning_rate=1e-3, workers=0)


class Blank:
    def __init__(self, *_: object, **__: object) -> None: ...

    def rgb(self, *_: object) -> NDArray[np.uint8]:
        return np.zeros((150, 150, 3), np.uint8)


def face(gender: Gender, age: int) -> Face:
    return Face(file="f", shard="s", age=age, gender=gender, race="other", part="train")


def test_a_share_of_the_faces_are_heads_with_both_genders_as_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gender_data, "faces_of", lambda *_: [face("male", 30), face("female", 30)])
    monkeypatch.setattr(gender_data, "photos_of", Blank)
    monkeypatch.setattr(gender_data, "crop_of", lambda *_: np.zeros((150, 150, 3), np.uint8))
    monkeypatch.setattr(gender_data, "augmented", lambda crop, *_: crop)
    heads = [Head(GREY, "male")] * 9 + [Head(GREY, "female")]
    torch.manual_seed(1)
    loader = training_loader(options(tmp_path), 2000, TrainingFaces(heads=heads, heads_share=0.3))
    crops, female = (torch.cat(parts) for parts in zip(*loader, strict=True))
    of_photos = crops[:, 0, 0, 0] == 90
    assert float(of_photos.float().mean()) == pytest.approx(0.3, abs=0.04)
    assert float(female[of_photos].mean()) == pytest.approx(0.5, abs=0.08)
    assert float(female[~of_photos].mean()) == pytest.approx(0.5, abs=0.05)


def test_no_attribute_photos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("VITRINE_DATA", str(tmp_path))
    with pytest.raises(DataError, match="attributes: no index"):
        heads_of(["train"])
    assert unseen_heads() == []
    assert "nothing is measured on heads in photos: attributes: no index" in caplog.text


def write_photos(folder: Path) -> None:
    """The page's sample photos as a set of attribute photos, one without a label, one broken."""
    rows = ["file,shard,category,gender,sleeve,neckline,colours,patterns"]
    with tarfile.open(folder / "photos.tar", "w") as archive:
        for sample in SAMPLES:
            archive.add(sample, sample.name)
            rows.append(f"{sample.name},photos.tar,,female,,,,")
        archive.add(SAMPLES[0], "unlabelled.webp")
        archive.add(Path(__file__), "broken.webp")
    rows += ["unlabelled.webp,photos.tar,,,,,,", "broken.webp,photos.tar,,male,,,,"]
    (folder / "attributes.csv").write_text("\n".join(rows), encoding="utf-8")


def test_heads_are_cut_out_as_the_services_do(tmp_path: Path) -> None:
    folder = tmp_path / "attributes"
    folder.mkdir()
    write_photos(folder)
    heads = heads_of(get_args(Part), tmp_path)
    assert len(heads) >= len(SAMPLES) - 2
    assert {head.gender for head in heads} == {"female"}
    for head in heads:
        assert head.crop.shape == (150, 150, 3)
        assert face_evidence(head.crop) > 0
