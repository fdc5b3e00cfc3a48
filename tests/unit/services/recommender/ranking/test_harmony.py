import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.palette import PALETTE
from services.recommender.ranking.harmony import harmony
from serving.colour.lab import lab_from_hex

LABS = dict(zip(PALETTE, lab_from_hex(list(PALETTE.values())), strict=True))
NEUTRALS = ("black", "charcoal", "grey", "white", "cream", "beige", "navy")
VIVID = ("red", "orange", "mustard", "yellow", "green", "blue", "purple")
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


@pytest.mark.parametrize("vivid", VIVID)
def test_neutrals_come_before_a_second_vivid_colour(vivid: str) -> None:
    with_neutrals = min(together(vivid, neutral) for neutral in NEUTRALS)
    assert with_neutrals > 0.9
    assert with_neutrals > max(together(vivid, other) for other in VIVID)


def test_near_hues_look_like_a_match_that_was_missed() -> None:
    pure, tone, near = lab_from_hex(["#c0282f", "#ff9a9e", "#ff96c0"])
    assert harmony(pure, tone) > harmony(pure, near)
    assert together("red", "orange") < together("red", "pink") < together("red", "beige")


def test_two_vivid_colours_of_one_hue_differ_in_lightness() -> None:
    light, dark = lab_from_hex(["#f08080", "#901010"])
    assert harmony(light, dark) > harmony(dark, dark)
    assert together("black", "black") == together("black", "white") == 1


def test_how_much_a_second_vivid_colour_is_worth_is_a_weight() -> None:
    light, dark = lab_from_hex(["#f08080", "#901010"])
    assert harmony(light, dark, 1.0) > harmony(light, dark, 0.5)
    assert harmony(LABS["black"], dark, 1.0) == harmony(LABS["black"], dark, 0.5)


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
