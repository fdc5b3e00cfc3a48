from dataclasses import replace

import numpy as np
import pytest

from contracts.clothes import CATEGORIES, SLOTS, Slot
from training.clothes.evaluate import Readings
from training.clothes.samples import WHOLE_PHOTO, Sample
from training.compare.scores import of_crops, of_faces
from training.data.utkface import Face, Gender
from training.gender.evaluate import Prediction


def crop(file: str, slot: Slot, kind: str) -> Sample:
    return Sample("street", file, "s", "test", WHOLE_PHOTO, slot, {slot: True}, {slot: kind})


def certain_of(slot: Slot, *kinds: str) -> Readings:
    probabilities = np.eye(len(CATEGORIES[slot]), dtype=np.float32)[
        [CATEGORIES[slot].index(kind) for kind in kinds]
    ]
    return Readings(probabilities, np.ones(len(kinds), np.float32), np.zeros((len(kinds), 256), np.float32))


def test_a_photo_is_worth_the_share_of_its_garments_with_a_clear_label() -> None:
    samples = [
        crop("a", "upper", "Tee"),
        crop("a", "lower", "Jeans"),
        crop("b", "upper", "Blazer"),
        replace(crop("c", "upper", "Blazer"), doubtful=True),
    ]
    readings = {
        "upper": certain_of("upper", "Tee", "Tee", "Tee", "Blazer"),
        "lower": certain_of("lower", "Skirt", "Skirt", "Skirt", "Skirt"),
        "whole": certain_of("whole", "Dress", "Dress", "Dress", "Dress"),
    }
    overall, upper, lower = of_crops(samples, {slot: readings[slot] for slot in SLOTS})
    assert overall.values.tolist() == [0.5, 0.0]
    assert overall.calibration is None
    assert (upper.values.tolist(), lower.values.tolist()) == ([1.0, 0.0], [0.0])
    assert upper.set == "upper, worn"
    assert upper.calibration == pytest.approx(0.5)


def prediction(gender: Gender, age: int, female: float) -> Prediction:
    return Prediction(Face("f", "s", age, gender, "other", "test"), female)


def test_faces_from_thirteen_years_in_all_and_by_gender() -> None:
    everyone, men, women = of_faces(
        [prediction("male", 30, 0.2), prediction("female", 40, 0.3), prediction("female", 5, 0.9)]
    )
    assert everyone.values.tolist() == [1.0, 0.0]
    assert (men.values.tolist(), women.values.tolist()) == ([1.0], [0.0])
    assert women.confidence is not None
    assert women.confidence.tolist() == [0.7]
