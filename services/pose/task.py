"""Photos to heatmaps and part affinity fields: what the pose service does with its model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from services.pose.network_input import HEIGHT
from services.pose.skeleton import LIMBS
from serving.inference.model import Models
from serving.networks.signature import require_input, require_labels, require_output


@dataclass(frozen=True, slots=True)
class Maps:
    """heatmaps: float32 [19, h, w]. pafs: float32 [38, h, w]. model: what made them, `pose@1`."""

    heatmaps: NDArray[np.float32]
    pafs: NDArray[np.float32]
    model: str


class PoseTask:
    """The network alone: resizing before it and decoding after it take their time in other threads."""

    name = "pose"
    models: tuple[str, ...] = ("pose",)

    def check(self, models: Models) -> None:
        """Raise `ModelRejected` for a file that does not make the maps of the COCO-18 skeleton."""
        model = models["pose"]
        require_input(model, "image", "uint8", (None, None, None, 3))
        require_output(model, "heatmaps", "float", (None, len(KEYPOINT_NAMES) + 1, None, None))
        require_output(model, "pafs", "float", (None, 2 * len(LIMBS), None, None))
        require_labels(model, KEYPOINT_NAMES)

    def sample(self) -> NDArray[np.uint8]:
        """A grey 2:3 portrait, the shape of most photos of people."""
        return np.full((HEIGHT, 240, 3), 127, np.uint8)

    def key(self, item: NDArray[np.uint8]) -> tuple[int, ...]:
        """Only photos of one size share a batch."""
        return item.shape

    def predict(self, models: Models, items: Sequence[NDArray[np.uint8]]) -> list[Maps]:
        """The maps of each photo, uint8 [H, W, 3] RGB of `network_size`."""
        model = models["pose"]
        outputs = model.run(image=np.stack(items))
        return [
            Maps(heatmaps, pafs, model.identifier)
            for heatmaps, pafs in zip(outputs["heatmaps"], outputs["pafs"], strict=True)
        ]
