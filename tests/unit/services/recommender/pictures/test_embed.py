from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from contracts.clothes import EMBEDDING_SIZE, SLOTS, Slot
from services.recommender.errors import EmbedderMissing
from services.recommender.pictures.embed import ClothesEmbedder
from serving.networks.clothes import read_garments
from serving.networks.clothes_crop import CROP_SIZE
from tests.unit.serving.networks.tiny_models import load_clothes, write_clothes


def noise(count: int) -> list[NDArray[np.uint8]]:
    random = np.random.default_rng(0)
    return [random.integers(0, 256, (CROP_SIZE, CROP_SIZE, 3), np.uint8) for _ in range(count)]


def test_crops_become_what_the_networks_make_of_them_together(tmp_path: Path) -> None:
    embedder = ClothesEmbedder(write_clothes(tmp_path), "cpu")
    assert embedder.model == "clothes-trunk@1+upper@1+lower@1+whole@1"
    crops = noise(5)
    slots: list[Slot] = ["upper", "whole", "lower", "upper", "upper"]
    embeddings = embedder.embed(crops, slots)
    assert embeddings.shape == (5, EMBEDDING_SIZE)
    assert embeddings.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1, atol=1e-5)
    readings = read_garments(load_clothes(tmp_path), np.stack(crops), slots)
    np.testing.assert_allclose(embeddings, [reading.embedding for reading in readings], atol=1e-5)


def test_calls_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    embedder = ClothesEmbedder(write_clothes(tmp_path), "cpu")
    crops, slots = noise(30), [SLOTS[number % 3] for number in range(30)]
    everything = embedder.embed(crops, slots)
    with ThreadPoolExecutor(6) as callers:
        some = callers.map(
            lambda start: embedder.embed(crops[start : start + 5], slots[start : start + 5]), range(0, 30, 5)
        )
        np.testing.assert_array_equal(np.concatenate(list(some)), everything)


def test_missing_models_are_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderMissing, match="clothes-trunk"):
        ClothesEmbedder(tmp_path, "cpu")
