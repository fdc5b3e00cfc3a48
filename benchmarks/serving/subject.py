"""The model services that can be measured, what is sent to them, and what their networks make of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import SLOTS
from serving.inference.model import Models
from serving.inference.repository import list_files
from serving.networks.clothes import HEADS, MODELS, TRUNK
from serving.networks.clothes_crop import CROP_SIZE

_GARMENTS: Final[Mapping[str, str]] = dict(
    zip(SLOTS, ("0.2,0.2,0.7,0.55", "0.3,0.45,0.7,0.9", "0.2,0.2,0.7,0.9"), strict=True)
)


@dataclass(frozen=True)
class Subject:
    """A service, and one request to it."""

    name: str
    networks: tuple[str, ...]
    """Folders of the model repository."""
    factory: str
    path: str
    photo: NDArray[np.uint8]
    """`[H, W, 3]`, what is sent."""
    items: NDArray[np.uint8]
    """`[N, h, w, 3]`, what the networks see of it."""
    compute: Callable[[Models, NDArray[np.uint8]], object]
    """Runs the networks on the items of any number of requests, or on one item."""

    def model_files(self, repository: Path) -> list[Path]:
        """The highest version of each network, as the service chooses it; empty if one is missing."""
        files = [list_files(repository, name) for name in self.networks]
        return [listed[0].path for listed in files] if all(files) else []

    @property
    def body(self) -> bytes:
        """The photo as PNM, which is what the gateway sends."""
        height, width, _ = self.photo.shape
        return b"P6\n%d %d\n255\n" % (width, height) + self.photo.tobytes()


def _one_network(models: Models, items: NDArray[np.uint8]) -> None:
    (model,) = models.values()
    model.run(image=items)


def _trunk_and_heads(models: Models, crops: NDArray[np.uint8]) -> None:
    """Each third row is of the same slot; of a lone one it does not matter, the heads are alike in size."""
    features = models[TRUNK].run(image=crops)["features"]
    for place, head in enumerate(HEADS.values()):
        if len(rows := features[place :: len(HEADS)]):
            models[head].run(features=rows)


def _shades(height: int, width: int) -> NDArray[np.uint8]:
    rows, columns = np.mgrid[0:height, 0:width]
    return np.stack([rows * 255 // height, columns * 255 // width, (rows + columns) % 256], 2).astype(
        np.uint8
    )


def _lone(name: str, path: str, image: NDArray[np.uint8]) -> Subject:
    return Subject(
        name, (name,), f"services.{name}.app:make_app", path, image, image[np.newaxis], _one_network
    )


SUBJECTS = (
    _lone("gender", "/v1/gender", _shades(150, 150)),
    _lone("pose", "/v1/pose", _shades(368, 240)),
    Subject(
        name="clothes",
        networks=MODELS,
        factory="services.clothes.app:make_app",
        path="/v1/clothes?" + "&".join(f"{slot}={box}" for slot, box in _GARMENTS.items()),
        photo=_shades(960, 640),
        items=np.stack([_shades(CROP_SIZE, CROP_SIZE)] * len(SLOTS)),
        compute=_trunk_and_heads,
    ),
)


def choose(repository: Path, name: str | None) -> Subject:
    """The named subject, or the first whose networks are there.

    Raises:
        LookupError: a model file is missing.
    """
    for subject in SUBJECTS:
        if name in {None, subject.name} and subject.model_files(repository):
            return subject
    names = " or ".join(subject.name for subject in SUBJECTS) if name is None else name
    raise LookupError(f"no file {repository}/{names}/<version>/model.onnx")
