import numpy as np
import pytest

from services.recommender.catalog.sketches import BLOCK, Sketcher, Sketches, unit

RANDOM = np.random.default_rng(7)
FADING = 1 / np.arange(1, 257)
VECTORS = (RANDOM.normal(size=(3000, 256)) * FADING).astype(np.float32)


@pytest.fixture(scope="module")
def sketches() -> Sketches:
    sketcher = Sketcher.of_sample(VECTORS[:1000])
    return Sketches(sketcher, sketcher.sketch(VECTORS))


def test_the_cosine_is_nearly_that_of_the_embeddings(sketches: Sketches) -> None:
    query = VECTORS[5] + 0.1 * VECTORS[6]
    rows = np.arange(len(VECTORS))
    np.testing.assert_allclose(sketches.cosine(rows, query), unit(VECTORS) @ unit(query), atol=0.05)


def test_a_row_has_the_same_cosine_wherever_it_stands(sketches: Sketches) -> None:
    everything = sketches.cosine(np.arange(len(VECTORS)), VECTORS[1])
    rows = RANDOM.permutation(len(VECTORS))
    assert (sketches.cosine(rows, VECTORS[1]) == everything[rows]).all()


def test_more_rows_than_a_block(sketches: Sketches) -> None:
    rows = np.arange(2 * BLOCK + 10) % len(VECTORS)
    cosine = sketches.cosine(rows, VECTORS[1])
    assert (cosine == sketches.cosine(np.arange(len(VECTORS)), VECTORS[1])[rows]).all()


def test_what_has_no_direction_is_like_nothing(sketches: Sketches) -> None:
    nothing = np.zeros((2, 256), np.float32)
    assert not sketches.sketcher.sketch(nothing).any()
    assert not sketches.cosine(np.arange(9), nothing[0]).any()
    empty = Sketcher.of_sample(nothing[:0])
    assert empty.sketch(VECTORS[:3]).shape == (3, 64)
