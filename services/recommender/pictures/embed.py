"""Product pictures -> embeddings, by the same networks that read garments in photos."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import SLOTS, Slot
from services.recommender.errors import EmbedderMissing
from serving.errors import ServingError
from serving.inference.device import Device
from serving.inference.lanes import lanes
from serving.inference.model import Models
from serving.inference.session import load
from serving.inference.store import ModelStore
from serving.networks.clothes import MODELS, check_garment_models, garment_models_identifier, read_garments
from serving.networks.clothes_crop import CROP_SIZE
from serving.networks.square import OUTSIDE

BATCH: Final = 16
"""Pictures that are handed over together, and that go through the networks of a GPU together."""


class Embedder(Protocol):
    """What tells which pictures look alike. Several threads may ask it at a time."""

    @property
    def model(self) -> str:
        """What makes the embeddings; only those of one model can be compared."""

    def embed(self, crops: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        """`[N, 256]` of unit length for N crops, uint8 `[224, 224, 3]` RGB, each of a garment of its slot."""


class ClothesEmbedder:
    """The clothes networks in this process, on all of its cores or on the GPU."""

    def __init__(self, models_dir: Path, device: Device = "auto") -> None:
        """Load them.

        Raises:
            EmbedderMissing: a file is missing, broken, or does not fit the others.
        """
        try:
            self._lanes = lanes(device, BATCH)
            store = ModelStore(
                models_dir,
                MODELS,
                load=lambda path: load(path, device, self._lanes.threads),
                check=check_garment_models,
                warm_up=_run_once,
            )
            store.refresh()
            self._models = store.models
        except ServingError as error:
            raise EmbedderMissing(
                f"product pictures cannot be read without the clothes networks: {error.detail}"
            ) from error
        self._threads = ThreadPoolExecutor(self._lanes.at_once, thread_name_prefix="embed")

    @property
    def model(self) -> str:
        """`clothes-trunk@1+upper@1+lower@1+whole@1`."""
        return garment_models_identifier(self._models)

    def embed(self, crops: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        """Any number of crops; those of several callers are taken in the order of the calls."""

        def some(start: int) -> list[NDArray[np.float32]]:
            part = slice(start, start + self._lanes.together)
            readings = read_garments(self._models, np.stack(crops[part]), slots[part])
            return [reading.embedding for reading in readings]

        parts = self._threads.map(some, range(0, len(crops), self._lanes.together))
        return np.stack([embedding for part in parts for embedding in part])


def _run_once(models: Models) -> None:
    read_garments(models, np.full((len(SLOTS), CROP_SIZE, CROP_SIZE, 3), OUTSIDE, np.uint8), SLOTS)
