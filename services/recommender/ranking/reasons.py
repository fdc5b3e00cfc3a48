"""Why a product is shown, in words that a shopper understands."""

from contracts.recommender import Filters
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.fit import Fit
from services.recommender.ranking.look import Look

SIMILAR_COLOUR = 0.5
"""Least closeness of colours that is called similar: a CIEDE2000 difference of 12 by default."""

SIMILAR_LOOK = 0.8
"""Least likeness of two pictures that is called similar: seen from the centre of their category they are at
most 53 degrees apart."""


def reasons(row: int, look: Look, candidates: Candidates, fit: Fit, filters: Filters) -> list[str]:
    """The reasons for the product in `row`, the strongest first; there is always one.

    "in stock" is a reason only where the shopper also asked for what is not.
    """
    likeliest = max(look.categories.items(), key=lambda item: item[1])[0]
    found = ["same category" if candidates.category[row] == likeliest else "related category"]
    if look.colour_name and candidates.colour[row] == look.colour_name:
        found.append("same colour")
    elif fit.colour[row] >= SIMILAR_COLOUR:
        found.append("similar colour")
    if fit.look[row] >= SIMILAR_LOOK:
        found.append("similar look")
    if not filters.in_stock and candidates.availability[row] == "in_stock":
        found.append("in stock")
    return found
