import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.clothes import Category
from services.recommender.feeds.categories import WORDS, category_from
from tests.unit.services.recommender.shop import ALL_CATEGORIES


@pytest.mark.parametrize("category", ALL_CATEGORIES)
def test_every_category_is_known_by_its_name_and_plural(category: Category) -> None:
    assert category_from(f"Clothing > Women > {category}", "") == category
    assert category_from("", f"The {category.lower()}s of summer") == category


@pytest.mark.parametrize(
    ("product_type", "title", "category"),
    [
        ("Apparel > Shirts > T-Shirts", "Blazer print", "Tee"),
        ("Apparel & Accessories > Clothing > Dresses", "", "Dress"),
        ("", "Denim shirt dress", "Dress"),
        ("", "Jean shorts with pockets", "Shorts"),
        ("", "Sweater dress", "Dress"),
        ("", "Suit jacket", "Blazer"),
        ("Women", "Rain jacket", "Jacket"),
        ("Women > New in", "Pleated skirt", "Skirt"),
        ("Accessories > Shoes", "Dress shoes", None),
        ("", "Dress shoes", None),
        ("", "Gift card", None),
        ("", "", None),
    ],
)
def test_the_most_specific_words_decide(product_type: str, title: str, category: Category | None) -> None:
    assert category_from(product_type, title) == category


def test_no_word_is_of_two_categories() -> None:
    words = [word for of_category in WORDS.values() for word in of_category]
    assert len(words) == len(set(words))


@given(st.text(), st.text())
def test_any_words_have_a_category_or_none(product_type: str, title: str) -> None:
    assert category_from(product_type, title) in {*ALL_CATEGORIES, None}
