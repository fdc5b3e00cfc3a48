import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.palette import PALETTE
from services.recommender.catalog.schema import MAX_COLOURS
from services.recommender.feeds.colour_words import SYNONYMS, palette_colours


@pytest.mark.parametrize("name", PALETTE)
def test_a_name_of_the_palette_is_itself(name: str) -> None:
    assert palette_colours(name.title()) == (name,)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Navy/White", ("navy", "white")),
        ("dark olive", ("olive",)),
        ("Heather Gray", ("grey",)),
        ("Off-White", ("cream",)),
        ("Crimson", ("red",)),
        ("red/red/blue/green/pink", ("red", "blue", "green")),
        ("Navy Blue", ("navy",)),
        ("Light Grey", ("grey",)),
        ("Charcoal Grey", ("charcoal",)),
        ("Maroon", ("burgundy",)),
        ("Navy Stripe", ("navy",)),
        ("Off-white floral print", ("cream",)),
        ("Stardust", ()),
        ("", ()),
    ],
)
def test_words_of_merchants(words: str, names: tuple[str, ...]) -> None:
    assert palette_colours(words) == names


def test_synonyms_are_names_of_the_palette() -> None:
    assert set(SYNONYMS.values()) <= set(PALETTE)
    assert not set(SYNONYMS) & set(PALETTE)


@given(st.text(max_size=100))
def test_any_words_give_at_most_three_names(words: str) -> None:
    names = palette_colours(words)
    assert len(names) <= MAX_COLOURS
    assert set(names) <= set(PALETTE)
