import numpy as np
import pytest

from benchmarks.outfits import COLOURS, Piece, chances, report, shop_of
from services.recommender.ranking.weights import RankingWeights

SHOP = shop_of(("Jeans", "Skirt"))
HARMONY = RankingWeights(worn_with=0, worn_with_colour=0)
PAIRS: list[tuple[Piece, Piece]] = [
    (("Tee", "red"), ("Skirt", "black")),
    (("Tee", "red"), ("Skirt", "green")),
]


def test_a_shop_has_every_category_in_every_colour() -> None:
    assert len(SHOP) == 2 * len(COLOURS)
    assert set(SHOP.colour[SHOP.category == "Skirt"].tolist()) == set(COLOURS)


def test_what_goes_with_it_scores_over_other_colours_and_what_clashes_under_them() -> None:
    against_shop, against_worn = chances(PAIRS, SHOP, HARMONY)
    assert against_shop[0] > 0.7
    assert against_shop[1] < 0.1
    assert against_worn.tolist() == [1, 0]


def test_where_all_are_equal_it_is_chance() -> None:
    no_colour = RankingWeights(harmony=0, worn_with_colour=0)
    for found in chances(PAIRS, SHOP, no_colour):
        assert found == pytest.approx(np.full(2, 0.5))


def test_both_ways_round_are_reported() -> None:
    table = report(PAIRS, RankingWeights())
    assert table.row_count == 8
