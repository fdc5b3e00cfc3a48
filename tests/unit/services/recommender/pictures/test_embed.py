from pathlib import Path

import numpy as np

from contracts.clothes import EMBEDDING_SIZE, SLOTS, Slot
from services.recommender.pictures.embed import ClothesEmbedder
from tests.unit.serving.networks.tiny_models import write_head, write_trunk


def test_pictures_become_embeddings_of_unit_length_in_their_order(tmp_path: Path) -> None:
    trunk = write_trunk(tmp_path)
    for slot in SLOTS:
        write_head(tmp_path, slot, trunk)
    embedder = ClothesEmbedder(tmp_path, "cpu")
    assert embedder.model == "clothes-trunk@1+upper@1+lower@1+whole@1"

    random = np.random.default_rng(0)
    pictures = [random.integers(0, 256, (60 + 10 * number, 50, 3), np.uint8) for number in range(5)]
    slots: list[Slot] = ["upper", "whole", "lower", "upper", "upper"]
    together = embedder.embed(pictures, slots)
    assert together.shape == (5, EMBEDDING_SIZE)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate(
        [embedder.embed([picture], [slot]) for picture, slot in zip(pictures, slots, strict=True)]
    )
    np.testing.assert_allclose(together, alone, atol=1e-5)
