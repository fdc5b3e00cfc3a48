from pathlib import Path

import numpy as np
import pytest

from contracts.clothes import EMBEDDING_SIZE, SLOTS, Slot
from services.recommender.errors import EmbedderMissing
from services.recommender.pictures.embed import ClothesEmbedder
from serving.networks.clothes_crop import CROP_SIZE
from tests.unit.serving.networks.tiny_models import write_head, write_trunk


def test_crops_become_embeddings_of_unit_length_in_their_order(tmp_path: Path) -> None:
    trunk = write_trunk(tmp_path)
    for slot in SLOTS:
        write_head(tmp_path, slot, trunk)
    embedder = ClothesEmbedder(tmp_path, "cpu")
    assert embedder.model == "clothes-trunk@1+upper@1+lower@1+whole@1"

    random = np.random.default_rng(0)
    crops = [random.integers(0, 256, (CROP_SIZE, CROP_SIZE, 3), np.uint8) for _ in range(5)]
    slots: list[Slot] = ["upper", "whole", "lower", "upper", "upper"]
    together = embedder.embed(crops, slots)
    assert together.shape == (5, EMBEDDING_SIZE)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([embedder.embed([crop], [slot]) for crop, slot in zip(crops, slots, strict=True)])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_missing_models_are_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderMissing, match="clothes-trunk"):
        ClothesEmbedder(tmp_path, "cpu")
