"""Which product photos are asked for, what is shown for each, in which order, and what of it is right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.product_photos import LabelledPhoto
from contracts.clothes import Category
from contracts.recommender import GarmentQuery, GenderHint
from services.recommender.cursor import MAX_RESULTS
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.diversity import diversify
from services.recommender.ranking.fit import fit
from services.recommender.ranking.look import Look, look_from_query
from services.recommender.ranking.weights import RankingWeights
from training.data.split import Part, place_of

HELD_OUT = 1 / 3
"""Share of the photos that are questions: those with the highest hashes, the test part among them."""

NOBODY = GenderHint(label="all", confidence=0, source="none")

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Shop:
    """All photos: what they are, as products, and as what was read in those that are asked for."""

    photos: list[LabelledPhoto]
    products: Candidates
    questions: Mapping[int, GarmentQuery]

    def right(self, row: int) -> NDArray[np.bool_]:
        """`[photos]`: of the category, colour and department of the photo in `row`."""
        asked, of = self.photos[row], self.products
        department = (asked.gender == "unisex") | np.isin(of.gender, (asked.gender, "unisex"))
        right: NDArray[np.bool_] = (of.category == asked.category) & (of.colour == asked.colour) & department
        return right


@dataclass(frozen=True)
class Trial:
    """Questions, by their rows, and for each the rows of the catalog that it is asked of."""

    name: str
    asked: list[int]
    catalogs: list[Rows]


def trials(photos: list[LabelledPhoto], part: Part = "test") -> list[Trial]:
    """The questions of one part, all of the held out third, and that part among itself.

    Photos without a colour are no questions: nothing would be right.
    """
    place = np.array([place_of("products", one.photo.file) for one in photos])
    of_part = np.array([one.photo.part == part for one in photos])
    has_colour = np.array([one.colour is not None for one in photos])
    held_out = place >= 1 - HELD_OUT
    catalog = np.flatnonzero(~held_out)
    unseen, every = (
        np.flatnonzero(which & held_out & has_colour).tolist() for which in (of_part, place >= 0)
    )
    others = np.flatnonzero(of_part)
    return [
        Trial(f"questions: the {part} part", unseen, [catalog] * len(unseen)),
        Trial("all questions, some of them trained on", every, [catalog] * len(every)),
        Trial(f"{part} part among itself", unseen, [others[others != row] for row in unseen]),
    ]


@dataclass(frozen=True)
class Question:
    """One photo, as what was read in it, and the products that may be shown for it."""

    look: Look
    gender: GenderHint
    products: Candidates


Order = Callable[[Question, np.random.Generator], Rows]
"""Rows of the products of a question, best first; what is left out is never shown."""


def at_random(question: Question, random: np.random.Generator) -> Rows:
    """Any product of the shop, as the original system showed."""
    return random.permutation(len(question.products))


def by_category(question: Question, random: np.random.Generator) -> Rows:
    """Any product of the category that was read, and of the department that was asked for."""
    likeliest = max(question.look.categories.items(), key=lambda item: item[1])[0]
    return random.permutation(_wanted(question, [likeliest]))


def by_fit(weights: RankingWeights, *, diverse: bool) -> Order:
    """As the recommender ranks, before or after near repeats are moved apart."""

    def order(question: Question, _: np.random.Generator) -> Rows:
        rows = _wanted(question, list(question.look.categories))
        candidates = question.products.take(rows)
        score = fit(question.look, candidates, question.gender, weights).score
        if diverse:
            return rows[diversify(candidates, score, MAX_RESULTS)]
        return rows[np.lexsort((candidates.ids, -score))]

    return order


def question_of(shop: Shop, row: int, catalog: Rows, *, told: bool) -> Question:
    """The photo in `row` as a question; `told`: its shopper has chosen the department."""
    label = shop.photos[row].gender
    gender = NOBODY
    if told and label != "unisex":
        gender = GenderHint(label=label, confidence=1, source="shopper")
    return Question(look_from_query(shop.questions[row], "question"), gender, shop.products.take(catalog))


def _wanted(question: Question, categories: list[Category]) -> Rows:
    """Rows of these categories, and of the department where the shopper has chosen one."""
    of = question.products
    wanted = np.isin(of.category, categories)
    if question.gender.source == "shopper":
        wanted &= np.isin(of.gender, (question.gender.label, "unisex"))
    return np.flatnonzero(wanted)
