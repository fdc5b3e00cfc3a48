import numpy as np
import pytest

from training.report.retrieval import retrieval
from training.report.shares import Share

ANGLES = np.deg2rad([0, 10, 25, 45, 70])
EMBEDDING = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1).astype(np.float32)
PHOTOS = ["a", "b", "c", "d", "e"]
ALL = np.ones(5, np.bool_)


def test_the_nearest_of_the_same_kind() -> None:
    found = retrieval(EMBEDDING, ["Tee", "Tee", "Coat", "Coat", "Tee"], PHOTOS, ALL, ALL)
    # By distance: a sees b c d e, b: a c d e, c: b d a e, d: c e b a, e: d c b a.
    assert found.first == Share(3, 5)
    assert found.first_five == Share(5, 5)
    a = b = (1 / 1 + 2 / 4) / 2
    c, d = 1 / 2, 1 / 1
    e = (1 / 3 + 2 / 4) / 2
    assert found.mean_average_precision == pytest.approx((a + b + c + d + e) / 5)


def test_its_own_photo_is_not_found() -> None:
    found = retrieval(EMBEDDING, ["Tee", "Tee", "Coat", "Coat", "Tee"], ["a", "a", "c", "d", "e"], ALL, ALL)
    # a and b now look at c, d, e only.
    assert found.first == Share(1, 5)


def test_who_asks_and_who_is_searched() -> None:
    worn = np.array([True, True, False, False, False])
    found = retrieval(EMBEDDING, ["Tee", "Coat", "Coat", "Coat", "Tee"], PHOTOS, worn, ~worn)
    assert (found.first, found.first_five) == (Share(1, 2), Share(2, 2))


def test_what_is_unknown_or_has_no_like_is_left_out() -> None:
    found = retrieval(EMBEDDING, ["Tee", None, "Coat", None, None], PHOTOS, ALL, ALL)
    assert found.first == Share(0, 0)
    assert np.isnan(found.mean_average_precision)
