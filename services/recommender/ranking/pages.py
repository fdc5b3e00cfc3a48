"""One page of products for one garment: fit, order, cut, reasons."""

from collections.abc import Mapping

import numpy as np
from pydantic import BaseModel, ConfigDict

from contracts.recommender import Filters, GenderHint
from services.recommender.cursor import MAX_RESULTS
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.diversity import diversify
from services.recommender.ranking.fit import NO_COUNTS, fit
from services.recommender.ranking.look import Look
from services.recommender.ranking.reasons import reasons
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights


class Pick(BaseModel):
    """A product that is shown."""

    model_config = ConfigDict(frozen=True)

    id: str
    score: float
    reasons: list[str]


class Page(BaseModel):
    """Products in their order; `more` says whether another page follows."""

    model_config = ConfigDict(frozen=True)

    picks: list[Pick]
    more: bool


def make_page(
    look: Look,
    candidates: Candidates,
    gender: GenderHint,
    filters: Filters,
    offset: int,
    limit: int,
    weights: RankingWeights = DEFAULT_WEIGHTS,
    counts: Mapping[str, int] = NO_COUNTS,
) -> Page:
    """The products from `offset` on, at most `limit`, of the first `MAX_RESULTS`.

    The candidates must already meet the filters. Pages of one query over the same candidates never repeat a
    product, in whatever order the candidates come.
    """
    how = fit(look, candidates, gender, weights, filters, counts)
    end = min(offset + limit, MAX_RESULTS)
    order = diversify(candidates, how.score, min(end + 1, MAX_RESULTS))
    picks = [
        Pick(
            id=str(candidates.ids[row]),
            score=round(float(np.clip(how.score[row], 0, 1)), 4),
            reasons=reasons(int(row), look, candidates, how, filters),
        )
        for row in order[offset:end]
    ]
    return Page(picks=picks, more=len(order) > end)
