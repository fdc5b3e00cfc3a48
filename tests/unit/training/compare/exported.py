"""Made faces and tiny exported networks of which it is known how often they are right."""

import io
import tarfile
from pathlib import Path

import cv2
import numpy as np
import onnx
from onnx import numpy_helper

from contracts.clothes import SLOTS
from tests.unit.serving.networks.tiny_models import write_gender, write_head, write_trunk
from training.data.split import split_of

LEVELS = {0: 60, 1: 200}
"""Grey level of a face by its gender as UTKFace numbers it: men are dark, women bright."""


def write_faces(data: Path, count: int) -> None:
    """`count` test faces in the layout of the UTKFace folder, all 30 years old, as many men as women."""
    folder = data / "utkface"
    folder.mkdir(parents=True)
    names = (f"{number}.png" for number in range(100 * count))
    chosen = [name for name in names if split_of("utkface", name) == "test"][:count]
    rows = ["file,shard,age,gender,race"]
    with tarfile.TarFile(folder / "utkface-0.tar", "w") as archive:
        for number, name in enumerate(chosen):
            gender = number % 2
            png = cv2.imencode(".png", np.full((150, 150, 3), LEVELS[gender], np.uint8))[1].tobytes()
            member = tarfile.TarInfo(name)
            member.size = len(png)
            archive.addfile(member, io.BytesIO(png))
            rows.append(f"{name},utkface-0.tar,30,{gender},0")
    (folder / "utkface.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_gender_from(folder: Path, version: int, middle: float) -> Path:
    """The folder of a network that takes faces brighter than `middle` for women."""
    path = write_gender(folder, version=version)
    model = onnx.load(path)
    (place,) = (one for one in model.graph.initializer if one.name == "middle")
    place.CopyFrom(numpy_helper.from_array(np.array(middle, np.float32), "middle"))
    path.write_bytes(model.SerializeToString())
    return path.parent


def write_clothes(folder: Path) -> Path:
    """The folder of a tiny trunk, with its heads beside it."""
    trunk = write_trunk(folder)
    model = onnx.load(trunk)
    onnx.helper.set_model_props(model, {"task": "clothes-trunk", "labels": "[]"})
    trunk.write_bytes(model.SerializeToString())
    for slot in SLOTS:
        write_head(folder, slot, trunk)
    return trunk.parent
