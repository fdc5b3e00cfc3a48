"""Face crops to probabilities: what the gender service does with its model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from contracts.gender import GenderLabel
from services.gender.crop import CROP_SIZE
from serving.inference.model import Models
from serving.networks.signature import require_input, require_labels, require_output

LABELS: Final[tuple[GenderLabel, ...]] = get_args(GenderLabel)


@dataclass(frozen=True, slots=True)
class FaceReading:
    """probabilities: float32 `[2]` in the order of `LABELS`, sum 1. model: what made them, `gender@1`."""

    probabilities: NDArray[np.float32]
    model: str


class GenderTask:
    """One run of the gender network for all faces of the waiting requests."""

    name = "gender"
    models: tuple[str, ...] = ("gender",)

    def check(self, models: Models) -> None:
        """Raise `ModelRejected` for a file that is not a gender network."""
        model = models["gender"]
        require_input(model, "image", "uint8", (None, CROP_SIZE, CROP_SIZE, 3))
        require_output(model, "probabilities", "float", (None, len(LABELS)))
        require_labels(model, LABELS)

    def sample(self) -> NDArray[np.uint8]:
        """A grey crop."""
        return np.full((CROP_SIZE, CROP_SIZE, 3), 127, np.uint8)

    def key(self, item: NDArray[np.uint8]) -> tuple[int, ...]:
        """Crops are all of one shape."""
        return item.shape

    def predict(self, models: Models, items: Sequence[NDArray[np.uint8]]) -> list[FaceReading]:
        """The probabilities of each crop, uint8 `[150, 150, 3]` RGB."""
        model = models["gender"]
        probabilities = model.run(image=np.stack(items))["probabilities"]
        return [FaceReading(one, model.identifier) for one in probabilities]
