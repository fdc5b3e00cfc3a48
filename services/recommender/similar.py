"""What looks like a product: from the catalog to a page of picks."""

from functools import partial

import anyio.to_thread

from contracts.recommender import Filters, GenderHint
from services.recommender.catalog.catalog import Catalog
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.look import look_of_product
from services.recommender.ranking.pages import Page, make_page
from services.recommender.ranking.wanted import wanted_from
from services.recommender.ranking.weights import RankingWeights
from serving.errors import NotFound


async def similar_page(catalog: Catalog, product_id: str, limit: int, weights: RankingWeights) -> Page:
    """At most `limit` products in stock of its category and department; not its own variants.

    Raises:
        CatalogMissing: the catalog cannot be read.
        NotFound: there is no such product.
    """
    product = await catalog.candidate(product_id)
    if not len(product):
        raise unknown(product_id)
    look, gender = look_of_product(product), _department_of(product)
    wanted = wanted_from(Filters(), gender, tuple(look.categories))
    candidates = await catalog.candidates(look, wanted, gender, weights)
    others = candidates.take(candidates.group != product.group[0])
    make = partial(make_page, look, others, gender, Filters(), 0, limit, weights)
    return await anyio.to_thread.run_sync(make)


def unknown(product_id: str) -> NotFound:
    """The error for an id that the catalog has not."""
    return NotFound(f"product: there is no {product_id[:50]!r} in the catalog")


def _department_of(product: Candidates) -> GenderHint:
    label = str(product.gender[0])
    if label in ("male", "female"):
        return GenderHint.model_validate({"label": label, "confidence": 1.0, "source": "shopper"})
    return GenderHint(label="all", confidence=0.0, source="none")
