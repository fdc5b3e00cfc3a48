"""The clothes networks: one ResNet50 trunk that sees every crop, and a head for each slot.

    crops ──► clothes-trunk ──► features ──┬─ rows of upper crops ──► clothes-upper ──┐
                                           ├─ rows of lower crops ──► clothes-lower ──┼─► readings
                                           └─ rows of whole crops ──► clothes-whole ──┘

Used by the clothes service for photos and by the catalog for product pictures, so that both are read alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import CATEGORIES, EMBEDDING_SIZE, SLOTS, Slot
from serving.errors import ModelRejected
from serving.inference.model import Model, Models
from serving.networks.clothes_crop import CROP_SIZE
from serving.networks.signature import require_input, require_labels, require_output

TRUNK: Final = "clothes-trunk"
HEADS: Final[dict[Slot, str]] = {slot: f"clothes-{slot}" for slot in SLOTS}
MODELS: Final[tuple[str, ...]] = (TRUNK, *HEADS.values())
"""Folders of the model repository, the trunk first since the heads depend on it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one slot's head says about one crop."""

    slot: Slot
    worn: float
    """Probability that this slot is worn at all."""
    probabilities: NDArray[np.float32]
    """`[K]` in the order of `CATEGORIES[slot]`, given that the slot is worn; sums to 1."""
    embedding: NDArray[np.float32]
    """`[256]` of unit length: cosine similarity is likeness."""


def check_garment_models(models: Models) -> None:
    """Check the trunk, and each head that is given, against the trunk.

    Raises:
        ModelRejected: inputs, outputs or labels are not the clothes networks', or a head was trained on
            another trunk.
    """
    trunk = models[TRUNK]
    require_input(trunk, "image", "uint8", [None, CROP_SIZE, CROP_SIZE, 3])
    require_output(trunk, "features", "float", [None] * 4)
    for slot, name in HEADS.items():
        if name in models:
            _check_head(models[name], slot, trunk)


def _check_head(head: Model, slot: Slot, trunk: Model) -> None:
    require_labels(head, CATEGORIES[slot])
    features = next(port for port in trunk.session.get_outputs() if port.name == "features")
    shape = [None, *(size if isinstance(size, int) else None for size in features.shape[1:])]
    require_input(head, "features", "float", shape)
    require_output(head, "probabilities", "float", [None, len(CATEGORIES[slot])])
    require_output(head, "worn", "float", [None])
    require_output(head, "embedding", "float", [None, EMBEDDING_SIZE])
    expected = head.metadata.get("trunk_sha256", "")
    if expected != trunk.sha256:
        raise ModelRejected(
            f"{head.name}: made for a trunk with sha256 {expected[:12] or 'not named'}, "
            f"not for {trunk.identifier} with {trunk.sha256[:12]}"
        )


def garment_models_identifier(models: Models) -> str:
    """What made an embedding: `clothes-trunk@1+upper@1+lower@1+whole@1`."""
    heads = (f"{slot}@{models[name].version}" for slot, name in HEADS.items())
    return "+".join((models[TRUNK].identifier, *heads))


def garment_features(models: Models, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
    """uint8 `[N, 224, 224, 3]` RGB -> float32 `[N, C, h, w]`: one run of the trunk."""
    features: NDArray[np.float32] = models[TRUNK].run(image=crops)["features"]
    return features


def read_features(models: Models, features: NDArray[np.float32], slots: Sequence[Slot]) -> list[Reading]:
    """A reading per row of `features` `[N, C, h, w]`, by its slot's head; a head runs once or not at all."""
    readings: dict[int, Reading] = {}
    for slot, name in HEADS.items():
        rows = [row for row, wanted in enumerate(slots) if wanted == slot]
        if not rows:
            continue
        answer = models[name].run(features=features[rows])
        embeddings = answer["embedding"] / np.linalg.norm(answer["embedding"], axis=1, keepdims=True)
        for place, row in enumerate(rows):
            readings[row] = Reading(
                slot=slot,
                worn=float(np.clip(answer["worn"][place], 0.0, 1.0)),
                probabilities=answer["probabilities"][place],
                embedding=embeddings[place].astype(np.float32, copy=False),
            )
    return [readings[row] for row in range(len(slots))]


def read_garments(models: Models, crops: NDArray[np.uint8], slots: Sequence[Slot]) -> list[Reading]:
    """Read N crops, each for its slot: one run of the trunk, then each head once on its rows.

    Args:
        models: the models named in `MODELS`.
        crops: uint8 `[N, 224, 224, 3]` RGB, as `garment_crop` makes them.
        slots: N slots.

    Returns:
        N readings, in the order of the crops.
    """
    return read_features(models, garment_features(models, crops), slots) if len(slots) else []
