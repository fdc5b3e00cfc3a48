"""Garment crops to readings: what the clothes service does with its models."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import SLOTS, Slot
from serving.inference.model import Models
from serving.networks.clothes import (
    MODELS,
    Reading,
    check_garment_models,
    garment_features,
    garment_models_identifier,
    read_features,
)
from serving.networks.clothes_crop import CROP_SIZE


@dataclass(frozen=True, slots=True)
class GarmentCrop:
    """A crop, uint8 `[224, 224, 3]` RGB, and the slots that are to be read from it."""

    pixels: NDArray[np.uint8]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class CropReadings:
    """One reading per slot of a crop, and the models that made them."""

    readings: tuple[Reading, ...]
    model: str


class ClothesTask:
    """One run of the trunk for all crops of a batch, then each head on its rows."""

    name = "clothes"
    models = MODELS

    def check(self, models: Models) -> None:
        """Raise `ModelRejected` for a file that does not fit the others."""
        check_garment_models(models)

    def sample(self) -> GarmentCrop:
        """A grey crop that every head has to read."""
        return GarmentCrop(np.full((CROP_SIZE, CROP_SIZE, 3), 127, np.uint8), SLOTS)

    def key(self, item: GarmentCrop) -> tuple[int, ...]:
        """Crops are all of one shape."""
        return item.pixels.shape

    def predict(self, models: Models, items: Sequence[GarmentCrop]) -> list[CropReadings]:
        """The readings of each crop, in the order of its slots."""
        features = garment_features(models, np.stack([item.pixels for item in items]))
        rows = np.repeat(np.arange(len(items)), [len(item.slots) for item in items])
        slots = [slot for item in items for slot in item.slots]
        readings = iter(read_features(models, features[rows], slots))
        model = garment_models_identifier(models)
        return [CropReadings(tuple(next(readings) for _ in item.slots), model) for item in items]
