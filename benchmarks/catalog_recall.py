"""How much of what an exact search finds the index finds too, in one catalog under the same filters."""

from dataclasses import dataclass, replace

import lancedb
import numpy as np
from numpy.typing import NDArray

from benchmarks.catalog_questions import NARROWINGS, PAGE, Shoppers, as_request
from contracts.recommender import GenderHint, RecommendationRequest
from services.recommender.catalog.columns import Rows
from services.recommender.catalog.embeddings import InMemory
from services.recommender.catalog.schema import LIVE, TABLE
from services.recommender.catalog.shelf import Shelf
from services.recommender.catalog.shelf_reading import read_shelf
from services.recommender.ranking.look import Look, look_from_query
from services.recommender.ranking.pages import make_page
from services.recommender.ranking.shortlist import shortlist
from services.recommender.ranking.wanted import wanted_from
from services.recommender.ranking.weights import RankingWeights
from services.recommender.settings import RecommenderSettings

ONLY_LOOK = RankingWeights(price=0, freshness=0, availability=0, colour=0)


@dataclass(frozen=True)
class Recall:
    """Under one narrowing, over some questions."""

    matches: int
    """Median number of products that meet the filters."""
    index: float
    """Share of the 24 items whose pictures are nearest, among those that the index chose: recall@24."""
    page: float
    """Share of the 24 products that are shown when every product is compared exactly, on the page served."""


async def measure(uri: str, questions: int) -> dict[str, Recall]:
    """By narrowing. Holds all embeddings in memory, half a gigabyte for a million products."""
    connection = await lancedb.connect_async(uri)
    table = await connection.open_table(TABLE)
    await table.checkout(LIVE)
    shelf = await read_shelf(table, InMemory(await table.count_rows()))
    shoppers = Shoppers()
    return {
        narrowing: _recall(shelf, [as_request(shoppers.request(narrowing)) for _ in range(questions)])
        for narrowing in NARROWINGS
    }


def _recall(shelf: Shelf, requests: list[RecommendationRequest]) -> Recall:
    pool = RecommenderSettings().pool_size
    matches, found, shown = [], [], []
    for request in requests:
        look = look_from_query(request.garments[0], "garments.0")
        wanted = wanted_from(request.filters, request.gender, tuple(look.categories))
        look = look.corrected(request.filters.category, request.filters.colour)
        rows = wanted.rows(shelf.attributes)
        matches.append(len(rows))
        if not len(rows):
            continue
        found.append(_found(shelf, look, rows, pool))
        pages = [
            _shown(shelf, look, chosen, request)
            for chosen in (rows, shortlist(look, shelf, rows, request.gender, pool, filters=request.filters))
        ]
        shown.append(len(pages[0] & pages[1]) / len(pages[0]))
    if not found:
        return Recall(0, 1.0, 1.0)
    return Recall(int(np.median(matches)), float(np.mean(found)), float(np.mean(shown)))


def _found(shelf: Shelf, look: Look, rows: Rows, pool: int) -> float:
    """Of the items whose pictures are nearest: products of the likeliest category only, best of each item."""
    assert look.embedding is not None
    category = max(look.categories.items(), key=lambda item: item[1])[0]
    rows = rows[shelf.attributes.of_kind("category", rows) == category]
    nobody = GenderHint(label="all", confidence=0, source="none")
    plain = replace(
        look,
        categories={category: 1.0},
        colour_labs=look.colour_labs[:0],
        colour_shares=look.colour_shares[:0],
        colour_name="",
    )
    exact = _cosine(shelf, rows, look.embedding - shelf.background.centres[category])
    order = np.argsort(-exact, kind="stable")
    _, first = np.unique(shelf.attributes.group[rows[order]], return_index=True)
    nearest = exact[order[np.sort(first)[:PAGE]]]
    chosen = np.isin(rows, shortlist(plain, shelf, rows, nobody, pool, ONLY_LOOK))
    # of pictures that are as near as the last one, any will do
    return float(min((exact[chosen] >= nearest[-1] - 1e-6).sum(), len(nearest)) / len(nearest))


def _cosine(shelf: Shelf, rows: Rows, direction: NDArray[np.float32]) -> NDArray[np.float32]:
    category = str(shelf.attributes.of_kind("category", rows[:1])[0])
    difference = _embeddings(shelf, rows) - shelf.background.centres[category]
    lengths = np.linalg.norm(difference, axis=1) * np.linalg.norm(direction)
    return np.asarray(difference @ direction / lengths, np.float32)


def _shown(shelf: Shelf, look: Look, rows: Rows, request: RecommendationRequest) -> set[str]:
    """Items of a page."""
    candidates = shelf.candidates(rows, _embeddings(shelf, rows))
    group = dict(zip(candidates.ids.tolist(), candidates.group.tolist(), strict=True))
    page = make_page(look, candidates, request.gender, request.filters, 0, PAGE)
    return {str(group[pick.id]) for pick in page.picks}


def _embeddings(shelf: Shelf, rows: Rows) -> NDArray[np.float32]:
    embedding = shelf.embedding(rows)
    assert embedding is not None
    return embedding
