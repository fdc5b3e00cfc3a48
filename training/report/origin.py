"""What a report was made from: its command, its day, and the very files."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from training.errors import ModelFileError
from training.onnx_file import session, sha256_of
from training.report.page import Page


@dataclass(frozen=True, slots=True)
class ModelFile:
    """An exported file by what it says of itself: task and version, precision, the day it was made."""

    name: str
    precision: str
    created: str
    sha256: str
    megabytes: float

    @classmethod
    def at(cls, path: Path) -> Self:
        """The file at `path`; a key that its metadata lacks is told as "?"."""
        said = session(path, threads=1).get_modelmeta().custom_metadata_map
        return cls(
            name=f"{said.get('task', '?')}@{said.get('version', '?')}",
            precision=said.get("precision", "?"),
            created=said.get("created", "?")[:10],
            sha256=sha256_of(path),
            megabytes=path.stat().st_size / 1e6,
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """The command that makes the report again, the files it ran, and how many photos of the test part."""

    command: str
    files: Sequence[ModelFile]
    photos: str

    def tell(self, page: Page) -> None:
        """As the head of a report."""
        today = datetime.datetime.now(datetime.UTC).date()
        page.text(
            f"Made on {today} by `{self.command}` from {self.photos}, on which no network was trained, with "
            "the files below, through the code that serves them. In brackets: 95 % intervals."
        )
        page.table(
            ("file", "precision", "MB", "made", "sha256"),
            [
                (one.name, one.precision, f"{one.megabytes:.1f}", one.created, f"`{one.sha256}`")
                for one in self.files
            ],
        )


def versions(models: Path, name: str) -> dict[int, Path]:
    """The files of a network by version, the lowest first; ModelFileError if `models` has none."""
    found = {
        int(path.parent.name): path
        for path in (models / name).glob("*/model.onnx")
        if path.parent.name.isdecimal()
    }
    if not found:
        raise ModelFileError(f"models: no {models / name}/<version>/model.onnx")
    return dict(sorted(found.items()))
