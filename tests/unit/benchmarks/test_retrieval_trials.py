from typing import Literal

import numpy as np
import pytest

from benchmarks.product_photos import LabelledPhoto
from benchmarks.retrieval import judge
from benchmarks.retrieval_trials import (
    NOBODY,
    Question,
    Shop,
    at_random,
    by_category,
    by_fit,
    question_of,
    trials,
)
from contracts.clothes import Category
from contracts.recommender import GarmentQuery, GenderHint
from services.recommender.ranking.look import look_from_query, look_of_product
from services.recommender.ranking.weights import RankingWeights
from tests.unit.services.recommender.shop import candidates, garment
from training.data.products import ProductPhoto
from training.data.split import split_of

PRODUCTS = candidates(300)
Gender = Literal["male", "female", "unisex"]


def photo(row: int) -> LabelledPhoto:
    name = f"{PRODUCTS.ids[row]}.webp"
    category: Category = str(PRODUCTS.category[row])  # type: ignore[assignment]
    gender: Gender = str(PRODUCTS.gender[row])  # type: ignore[assignment]
    of_shop = ProductPhoto(name, "shard", category, "", gender, split_of("products", name))
    return LabelledPhoto(of_shop, category, str(PRODUCTS.colour[row]) if row % 20 else None, gender)


PHOTOS = [photo(row) for row in range(len(PRODUCTS))]
READ = GarmentQuery.model_validate(garment())


def test_questions_are_a_third_and_never_in_their_catalog() -> None:
    unseen, every, strict = trials(PHOTOS)
    assert 0.2 * len(PHOTOS) < len(every.asked) < 0.45 * len(PHOTOS)
    assert set(unseen.asked) == set(strict.asked) < set(every.asked)
    assert all(PHOTOS[row].photo.part == "test" for row in unseen.asked)
    for trial in (unseen, every, strict):
        for row, catalog in zip(trial.asked, trial.catalogs, strict=True):
            assert row not in catalog
            assert PHOTOS[row].colour is not None


def test_the_strict_catalog_is_of_the_same_part() -> None:
    *_, strict = trials(PHOTOS, "validation")
    assert all(PHOTOS[row].photo.part == "validation" for catalog in strict.catalogs for row in catalog)


def test_right_is_the_same_category_colour_and_department() -> None:
    shop = Shop(PHOTOS, PRODUCTS, {})
    for row in range(1, 20):
        right = shop.right(row)
        assert right[row]
        assert set(PRODUCTS.category[right].tolist()) == {PRODUCTS.category[row]}
        assert set(PRODUCTS.colour[right].tolist()) == {PRODUCTS.colour[row]}
        if PRODUCTS.gender[row] != "unisex":
            assert set(PRODUCTS.gender[right].tolist()) <= {str(PRODUCTS.gender[row]), "unisex"}


@pytest.mark.parametrize("told", [False, True])
def test_labels_of_a_question_say_its_department_at_most(told: bool) -> None:
    shop = Shop(PHOTOS, PRODUCTS, {1: READ})
    question = question_of(shop, 1, np.arange(300), told=told)
    assert set(question.look.categories) == {"Tee", "Jacket"}
    assert (question.gender != NOBODY) == (told and PHOTOS[1].gender != "unisex")


def test_every_order_shows_a_product_once_and_honours_the_department() -> None:
    gender = GenderHint(label="male", confidence=1, source="shopper")
    question = Question(look_from_query(READ, "question"), gender, PRODUCTS)
    random = np.random.default_rng(0)
    assert sorted(at_random(question, random).tolist()) == list(range(300))
    for order in (
        by_category,
        by_fit(RankingWeights(), diverse=False),
        by_fit(RankingWeights(), diverse=True),
    ):
        rows = order(question, random).tolist()
        assert len(rows) == len(set(rows)) > 10
        assert set(PRODUCTS.gender[rows].tolist()) <= {"male", "unisex"}
    assert set(PRODUCTS.category[by_category(question, random)].tolist()) == {"Tee"}


def test_a_ranking_that_knows_the_garment_beats_chance() -> None:
    rows = trials(PHOTOS)[1].asked
    shop = Shop(PHOTOS, PRODUCTS, dict.fromkeys(rows, READ))
    trial = trials(PHOTOS)[1]

    def knows(question: Question, random: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        look = look_of_product(PRODUCTS.take(np.array([asked.pop(0)])))
        return by_fit(RankingWeights(), diverse=False)(
            Question(look, question.gender, question.products), random
        )

    asked = [
        row
        for row, catalog in zip(trial.asked, trial.catalogs, strict=True)
        if shop.right(row)[catalog].any()
    ]
    chance = judge(shop, trial, at_random, 5, told=True)
    known = judge(shop, trial, knows, 1, told=True)
    assert known.average_precision.mean() > 3 * chance.average_precision.mean()
