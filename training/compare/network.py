"""A network as it lies in a folder: one ONNX file, or the clothes trunk with its three heads."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import onnx
from google.protobuf.message import DecodeError

from contracts.clothes import SLOTS
from training.errors import ModelFileError
from training.onnx_file import sha256_of

Task = Literal["pose", "gender", "clothes"]


@dataclass(frozen=True, slots=True)
class ExportedNetwork:
    """The files of one network by their part, and the labels that they name.

    `files`: for clothes the trunk under "trunk" and a head under its slot, else the one file under the task.
    """

    path: Path
    task: Task
    files: dict[str, Path]
    labels: dict[str, tuple[str, ...]]

    @property
    def megabytes(self) -> float:
        """The size of all files."""
        return sum(file.stat().st_size for file in self.files.values()) / 1e6


def open_network(path: Path) -> ExportedNetwork:
    """The network at `path`: an ONNX file, or the folder of a version with its `model.onnx`.

    A clothes network is named by its trunk, `<folder>/clothes-trunk/<version>`; the heads are those of the
    same version and file name beside it, `<folder>/clothes-upper/<version>` and so on. ModelFileError for
    what is missing, is no ONNX file, has another task, or is a head that was made for another trunk.
    """
    file = path / "model.onnx" if path.is_dir() else path
    said = _metadata(file)
    match said.get("task"):
        case "pose" | "gender" as task:
            return ExportedNetwork(path, task, {task: file}, {task: _labels(file, said)})
        case "clothes-trunk":
            return _clothes(path, file.absolute(), said)
        case other:
            raise ModelFileError(
                f"{file}: task {other!r} is none of pose, gender, clothes-trunk (heads go with their trunk)"
            )


def check_comparable(baseline: ExportedNetwork, candidate: ExportedNetwork) -> None:
    """Raise ModelFileError if the two do not answer the same question with the same words."""
    if baseline.task != candidate.task:
        raise ModelFileError(
            f"{baseline.path} is for {baseline.task}, {candidate.path} for {candidate.task}: not comparable"
        )
    for part, labels in baseline.labels.items():
        if candidate.labels[part] != labels:
            raise ModelFileError(
                f"{part}: labels of {baseline.path} are {', '.join(labels)}, "
                f"of {candidate.path} {', '.join(candidate.labels[part])}: not comparable"
            )


def _clothes(path: Path, trunk: Path, said: dict[str, str]) -> ExportedNetwork:
    files, labels = {"trunk": trunk}, {"trunk": _labels(trunk, said)}
    made_for = sha256_of(trunk)
    for slot in SLOTS:
        head = trunk.parents[2] / f"clothes-{slot}" / trunk.parent.name / trunk.name
        head_said = _metadata(head)
        if head_said.get("trunk_sha256") != made_for:
            raise ModelFileError(f"{head}: made for another trunk than {trunk}")
        files[slot], labels[slot] = head, _labels(head, head_said)
    return ExportedNetwork(path, "clothes", files, labels)


def _metadata(file: Path) -> dict[str, str]:
    try:
        model = onnx.load(file, load_external_data=False)
    except FileNotFoundError as error:
        raise ModelFileError(f"no file {file}") from error
    except DecodeError as error:
        raise ModelFileError(f"{file}: not an ONNX file") from error
    return {entry.key: entry.value for entry in model.metadata_props}


def _labels(file: Path, said: dict[str, str]) -> tuple[str, ...]:
    try:
        return tuple(json.loads(said["labels"]))
    except (KeyError, ValueError, TypeError) as error:
        raise ModelFileError(f"{file}: metadata `labels` is not a JSON list") from error
