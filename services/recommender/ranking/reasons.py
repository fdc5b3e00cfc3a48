"""Why a product is shown, in words that a shopper understands."""

from contracts.recommender import Filters
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.fit import Fit
from services.recommender.ranking.look import Look
from services.recommender.ranking.parts import DAY, asks_for_price

SIMILAR_COLOUR = 0.5
"""Least closeness of colours that is called similar: a CIEDE2000 difference of 14 by default."""

SIMILAR_LOOK = 0.8
"""Least likeness of two pictures that is called similar: seen from the centre of their category they are at
most 53 degrees apart."""

NEW_DAYS = 30
"""For so long after it came a product is called new, unless it was among the first of the catalog."""


def reasons(row: int, look: Look, candidates: Candidates, fit: Fit, filters: Filters) -> list[str]:
    """The reasons for the product in `row`, the strongest first; there is always one.

    The product must meet the filters: "in your price range" says that the shopper named one. "in stock" is a
    reason only where the shopper also asked for what is not.
    """
    likeliest = max(look.categories.items(), key=lambda item: item[1])[0]
    found = ["same category" if candidates.category[row] == likeliest else "related category"]
    if look.colour_name and candidates.colour[row] == look.colour_name:
        found.append("same colour")
    elif fit.colour[row] >= SIMILAR_COLOUR:
        found.append("similar colour")
    if fit.look[row] >= SIMILAR_LOOK:
        found.append("similar look")
    return found + common_reasons(row, candidates, filters)


def common_reasons(row: int, candidates: Candidates, filters: Filters) -> list[str]:
    """What speaks for the product in `row` whatever it is compared with."""
    found = []
    if asks_for_price(filters):
        found.append("in your price range")
    if is_new(row, candidates):
        found.append("new in")
    if not filters.in_stock and candidates.availability[row] == "in_stock":
        found.append("in stock")
    return found


def is_new(row: int, candidates: Candidates) -> bool:
    """Whether the product came in the `NEW_DAYS` before this version of the catalog, not with its opening."""
    came, background = int(candidates.first_seen[row]), candidates.background
    return came > background.opened + DAY and came >= background.now - NEW_DAYS * DAY
