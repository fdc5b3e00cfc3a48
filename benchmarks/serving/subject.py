"""The model services that can be measured, and what is sent to them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from serving.inference.repository import list_files


@dataclass(frozen=True)
class Subject:
    """`image` is the batch item, `[H, W, 3]` uint8, that the bare loop computes and the service is sent."""

    name: str
    factory: str
    path: str
    image: NDArray[np.uint8]

    def model_file(self, repository: Path) -> Path | None:
        """The highest version, as the service chooses it."""
        files = list_files(repository, self.name)
        return files[0].path if files else None

    @property
    def body(self) -> bytes:
        """The image as PNM, which is what the gateway sends."""
        height, width, _ = self.image.shape
        return b"P6\n%d %d\n255\n" % (width, height) + self.image.tobytes()


def _shades(height: int, width: int) -> NDArray[np.uint8]:
    rows, columns = np.mgrid[0:height, 0:width]
    return np.stack([rows * 255 // height, columns * 255 // width, (rows + columns) % 256], 2).astype(
        np.uint8
    )


SUBJECTS = (
    Subject("gender", "services.gender.app:make_app", "/v1/gender", _shades(150, 150)),
    Subject("pose", "services.pose.app:make_app", "/v1/pose", _shades(368, 240)),
)


def choose(repository: Path, name: str | None) -> tuple[Subject, Path]:
    """The named subject, or the first whose model is there.

    Raises:
        LookupError: no such model file.
    """
    for subject in SUBJECTS:
        file = subject.model_file(repository)
        if file is not None and name in {None, subject.name}:
            return subject, file
    names = " or ".join(subject.name for subject in SUBJECTS) if name is None else name
    raise LookupError(f"no file {repository}/{names}/<version>/model.onnx")
