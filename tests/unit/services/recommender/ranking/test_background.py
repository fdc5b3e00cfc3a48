import numpy as np
import pytest

from services.recommender.ranking.background import background_of
from tests.unit.services.recommender.shop import unit


def test_the_middle_half_of_the_prices_is_usual() -> None:
    category = np.array(["Tee"] * 5 + ["Skirt"])
    background = background_of(
        category,
        np.stack([unit(row) for row in range(6)]),
        np.array([1000, 2000, 3000, 4000, 90000, 700]),
        np.array([0, 50, 40, 60, 45, 41]),
    )
    assert background.usual_prices == {"Tee": pytest.approx((2000, 4000)), "Skirt": (700, 700)}
    assert set(background.centres) == {"Tee", "Skirt"}
    assert (background.opened, background.now) == (40, 60)


def test_an_empty_catalog_has_no_background() -> None:
    nothing = np.zeros(0, np.int64)
    background = background_of(np.zeros(0, np.str_), np.zeros((0, 256), np.float32), nothing, nothing)
    assert dict(background.usual_prices) == {}
    assert (background.opened, background.now) == (0, 0)
