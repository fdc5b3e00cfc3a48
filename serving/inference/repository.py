"""The model repository: `models/<name>/<version>/model.onnx`, the layout that Triton reads too."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ModelFile:
    """A file of the repository; `stamp` is its modification time (ns) and size, so that a rewrite is seen."""

    name: str
    version: int
    path: Path
    stamp: tuple[int, int]


def list_files(repository: Path, name: str, pinned: int | None = None) -> list[ModelFile]:
    """The files of a model, highest version first; only the pinned one where a version is pinned."""
    files = []
    for path in (repository / name).glob("*/model.onnx"):
        if not path.parent.name.isdecimal() or pinned not in {None, int(path.parent.name)}:
            continue
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        files.append(ModelFile(name, int(path.parent.name), path, (status.st_mtime_ns, status.st_size)))
    return sorted(files, key=lambda file: -file.version)
