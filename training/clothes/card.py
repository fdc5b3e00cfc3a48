"""What the files of the clothes networks say of themselves."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from contracts.clothes import CATEGORIES, SLOTS, Slot
from training.clothes.data import samples_of
from training.onnx_file import Card, Measured

_TRAINED_ON = (
    "training parts (80 %) of Clothing Co-Parsing, Stanford Clothing Attributes, clothing-dataset, "
    "Fashion Product Images, DeepFashion (79 photos) and kimono albums; ImageNet weights to start from"
)
_TRAINED_ON_PUBLISHED = (
    "DeepFashion, Category and Attribute Prediction, training partition, ten categories; ImageNet weights to "
    "start from"
)
_LICENCE = "Trained on photos for research and evaluation only (see trained_on); starting weights Apache-2.0"


def card_of(
    part: str,
    version: int,
    measured: dict[Slot, list[Measured]],
    precision: str,
    data: Path | None = None,
) -> Card:
    """What a file says of itself; the trunk names the slot of each accuracy, a head the photos it had.

    `data` is the DeepFashion folder that it was trained on, None for our shards.
    """
    sets = _TRAINED_ON if data is None else _TRAINED_ON_PUBLISHED
    name = f"clothes-{part}"
    for slot in SLOTS:
        if part == slot:
            trained_on = f"{sets}; {_photos_by_category(slot, data)}"
            return Card(name, version, CATEGORIES[slot], trained_on, measured[slot], _LICENCE, "fp32")
    headlines = [
        replace(one, set=f"{slot}, {one.set}")
        for slot in SLOTS
        for one in measured[slot]
        if one.metric == "accuracy"
    ]
    return Card(name, version, [], sets, headlines, _LICENCE, precision)


def _photos_by_category(slot: Slot, data: Path | None) -> str:
    """How many training photos each category of a slot had."""
    photos = {
        (sample.source, sample.file): sample.kinds[slot]
        for sample in samples_of("train", data)
        if slot in sample.kinds
    }
    counts = Counter(photos.values())
    return "photos by category: " + ", ".join(f"{name} {counts[name]}" for name in CATEGORIES[slot])
