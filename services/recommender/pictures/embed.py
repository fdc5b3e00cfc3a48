"""Product pictures -> embeddings, by the same networks that read garments in photos."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import SLOTS, Slot
from contracts.geometry import WHOLE_FRAME
from services.recommender.errors import EmbedderMissing, PictureError
from serving.errors import ServingError
from serving.image import Limits, decode
from serving.inference.model import Models
from serving.inference.session import Device, load
from serving.inference.store import ModelStore
from serving.networks.clothes import MODELS, check_garment_models, garment_models_identifier, read_garments
from serving.networks.clothes_crop import CROP_SIZE, garment_crop
from serving.networks.square import OUTSIDE

PICTURE_LIMITS = Limits(max_bytes=32 * 2**20, longest_side=2 * CROP_SIZE)
"""A packshot from a camera is reduced while it is decoded: the networks see 224 pixels of it."""


class Embedder(Protocol):
    """What tells which pictures look alike."""

    @property
    def model(self) -> str:
        """What makes the embeddings; only those of one model can be compared."""

    def embed(self, pictures: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        """`[N, 256]` of unit length for N pictures, uint8 `[H, W, 3]` RGB, each of a garment of its slot."""


class ClothesEmbedder:
    """The clothes networks in this process, on all of its cores or on the GPU."""

    def __init__(self, models_dir: Path, device: Device = "auto") -> None:
        """Load them.

        Raises:
            EmbedderMissing: a file is missing, broken, or does not fit the others.
        """
        store = ModelStore(
            models_dir,
            MODELS,
            load=lambda path: load(path, device),
            check=check_garment_models,
            warm_up=_run_once,
        )
        try:
            store.refresh()
            self._models = store.models
        except ServingError as error:
            raise EmbedderMissing(
                f"product pictures cannot be read without the clothes networks: {error.detail}"
            ) from error

    @property
    def model(self) -> str:
        """`clothes-trunk@1+upper@1+lower@1+whole@1`."""
        return garment_models_identifier(self._models)

    def embed(self, pictures: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        """One run of the trunk for all pictures; the whole picture is the garment."""
        crops = np.stack([garment_crop(picture, WHOLE_FRAME) for picture in pictures])
        return np.stack([reading.embedding for reading in read_garments(self._models, crops, slots)])


def read_picture(path: Path) -> NDArray[np.uint8]:
    """uint8 `[H, W, 3]` RGB.

    Raises:
        PictureError: there is no such file, or it is no image.
    """
    try:
        return decode(path.read_bytes(), PICTURE_LIMITS).pixels
    except OSError as error:
        raise PictureError(f"image_link: {path.name!r} cannot be read: {error.strerror}") from error
    except ServingError as error:
        raise PictureError(f"image_link: {path.name!r}: {error.detail}") from error


def _run_once(models: Models) -> None:
    read_garments(models, np.full((len(SLOTS), CROP_SIZE, CROP_SIZE, 3), OUTSIDE, np.uint8), SLOTS)
