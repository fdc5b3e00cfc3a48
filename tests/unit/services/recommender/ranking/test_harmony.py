import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.palette import PALETTE
from services.recommender.ranking.harmony import harmony
from serving.colour.lab import lab_from_hex

LABS = dict(zip(PALETTE, lab_from_hex(list(PALETTE.values())), strict=True))
COLOUR = st.sampled_from(list(PALETTE))
HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def together(one: str, other: str) -> float:
    return float(harmony(LABS[one], LABS[other]))


@pytest.mark.parametrize("neutral", ["black", "charcoal", "grey", "white", "cream"])
@given(colour=COLOUR)
@settings(deadline=None)
def test_what_has_no_hue_goes_with_everything(neutral: str, colour: str) -> None:
    assert together(neutral, colour) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"), [("navy", "beige"), ("navy", "red"), ("beige", "blue"), ("brown", "light blue")]
)
def test_muted_colours_go_with_vivid_ones(one: str, other: str) -> None:
    assert together(one, other) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"), [("red", "green"), ("purple", "orange"), ("green", "orange"), ("red", "purple")]
)
def test_vivid_colours_that_share_no_narrow_template_clash(one: str, other: str) -> None:
    assert together(one, other) < 0.6


def test_one_hue_is_the_best_of_two_vivid_colours_then_the_complement() -> None:
    red, pink, green, cyan = lab_from_hex(["#d01010", "#ff9090", "#10a010", "#10d0d0"])
    assert harmony(red, pink) > harmony(red, cyan) > harmony(red, green)


def test_light_and_dark_go_together_better_than_the_same() -> None:
    assert together("black", "white") > together("black", "black")
    assert together("navy", "light blue") > together("navy", "navy")


@given(HEX, HEX)
@settings(deadline=None)
def test_it_is_bounded_and_the_same_either_way_round(one: str, other: str) -> None:
    first, second = lab_from_hex([one, other])
    assert 0 <= harmony(first, second) <= 1
    assert harmony(first, second) == pytest.approx(harmony(second, first), abs=1e-6)


def test_it_broadcasts() -> None:
    labs = np.stack(list(LABS.values()))
    table = harmony(labs[:, None], labs[None])
    assert table.shape == (len(PALETTE), len(PALETTE))
    assert table[3, 7] == pytest.approx(together("white", "navy"))


def test_nothing_goes_with_nothing() -> None:
    assert harmony(LABS["red"][None, :], np.zeros((0, 1, 3), np.float32)).shape == (0, 1)
