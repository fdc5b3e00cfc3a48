import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from services.recommender.ranking.centres import category_centres, centred_cosine, spread
from tests.unit.services.recommender.shop import unit


def alike(count: int, seed: int = 0) -> NDArray[np.float32]:
    """Embeddings of one category as a network makes them: one direction, and a little of their own."""
    own = np.random.default_rng(seed).normal(size=(count, 256)) / 16
    vectors = unit(99) + 0.1 * own
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def likeness(embedding: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    category = np.full(len(embedding), "Tee")
    centres = category_centres(category, embedding)
    return centred_cosine(embedding, spread(category, embedding, centres), centres["Tee"], query)


def test_what_is_common_to_a_category_does_not_count() -> None:
    embedding = alike(60)
    query = embedding[0]
    assert (embedding @ query).min() > 0.95
    cosines = likeness(embedding, query)
    assert cosines[0] == pytest.approx(1, abs=1e-4)
    assert np.abs(np.median(cosines[1:])) < 0.1
    assert cosines[1:].max() < 0.5


def test_it_is_the_cosine_of_what_is_left_without_the_centre() -> None:
    embedding, query = alike(30), alike(1, seed=7)[0]
    centre = category_centres(np.full(30, "Tee"), embedding)["Tee"]
    left, of_query = embedding - centre, query - centre
    expected = left @ of_query / np.linalg.norm(left, axis=1) / np.linalg.norm(of_query)
    np.testing.assert_allclose(likeness(embedding, query), expected, atol=1e-4)


def test_each_category_has_its_own_centre() -> None:
    category = np.array(["Tee"] * 20 + ["Dress"] * 20)
    embedding = np.concatenate([alike(20), -alike(20)])
    centres = category_centres(category, embedding)
    assert set(centres) == {"Tee", "Dress"}
    assert centres["Tee"] @ centres["Dress"] < -0.9


def test_a_single_picture_is_not_its_own_centre() -> None:
    assert likeness(alike(1), alike(1)[0]).tolist() == pytest.approx([1], abs=1e-4)


@given(st.integers(1, 12), st.integers(0, 1000))
def test_likeness_is_bounded(count: int, seed: int) -> None:
    cosines = likeness(alike(count, seed), unit(seed))
    assert cosines.shape == (count,)
    assert (np.abs(cosines) <= 1).all()


def test_nothing_of_nothing() -> None:
    nothing = np.zeros((0, 256), np.float32)
    assert dict(category_centres(np.zeros(0, np.str_), nothing)) == {}
