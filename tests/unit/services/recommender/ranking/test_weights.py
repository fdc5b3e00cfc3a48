import json

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsError

from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights
from services.recommender.settings import RecommenderSettings


def test_a_shop_changes_one_weight_and_keeps_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RANKING_WEIGHTS", '{"freshness": 0.25}')
    weights = RecommenderSettings().ranking_weights
    assert weights.freshness == 0.25
    assert weights == DEFAULT_WEIGHTS.model_copy(update={"freshness": 0.25})


@pytest.mark.parametrize(
    ("weights", "named"),
    [
        ({"freshnes": 1}, "freshnes"),
        ({"colour": -1}, "colour"),
        ({"category": 0, "look": 0, "colour": 0}, "category, look and colour"),
        ({"harmony": 0, "worn_with": 0, "worn_with_colour": 0}, "harmony, worn_with"),
    ],
)
def test_a_bad_weight_is_named(
    monkeypatch: pytest.MonkeyPatch, weights: dict[str, float], named: str
) -> None:
    monkeypatch.setenv("RANKING_WEIGHTS", json.dumps(weights))
    with pytest.raises(ValidationError, match=named):
        RecommenderSettings()


def test_what_is_not_json_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RANKING_WEIGHTS", "freshness=1")
    with pytest.raises(SettingsError, match="ranking_weights"):
        RecommenderSettings()


def test_popularity_is_off() -> None:
    assert RankingWeights().popularity == 0
