"""Cloth: every colour, pattern and weave, and what light makes of it."""

from typing import get_args

import pytest

from contracts.palette import PALETTE
from services.recommender.demo.draw.cloth import Cloth, Pattern, Weave
from services.recommender.demo.draw.layers import BOTTOM, LEFT, RIGHT, TOP
from services.recommender.demo.draw.patterns import pattern_layers
from services.recommender.demo.draw.shades import lightness, mix, parse_hex, shades
from services.recommender.demo.draw.weaves import weave_layers


@pytest.mark.parametrize("name", PALETTE)
def test_ink_is_darker_and_pale_lighter_than_the_cloth(name: str) -> None:
    tone = shades(name)
    assert lightness(tone.ink) < lightness(tone.base) < lightness(tone.pale)
    assert 0 < tone.shadow_strength < 1
    assert 0 < tone.light_strength < 1


def test_a_colour_outside_the_palette_is_refused() -> None:
    with pytest.raises(KeyError, match="chartreuse"):
        _ = Cloth("chartreuse").shades


def test_mix_goes_from_one_to_the_other() -> None:
    black, white = parse_hex("#000000"), parse_hex("#ffffff")
    assert mix(black, white, 0.0) == black
    assert mix(black, white, 1.0) == white
    assert mix(black, white, 0.25) == (0.25, 0.25, 0.25)


@pytest.mark.parametrize("pattern", [pattern for pattern in get_args(Pattern) if pattern != "plain"])
@pytest.mark.parametrize("scale", [0.5, 1.3])
def test_every_pattern_repeats_over_the_whole_area(pattern: Pattern, scale: float) -> None:
    layers = pattern_layers(pattern, scale)
    points = [numbers for layer in layers for _, numbers in layer.outline.steps if numbers]
    across, down = [p[0] for p in points], [p[1] for p in points]
    assert min(across) <= LEFT + 60
    assert max(across) >= RIGHT - 60
    assert max(down) >= BOTTOM - 90
    assert pattern == "colour block" or min(down) <= TOP + 60


def test_plain_cloth_has_no_pattern() -> None:
    assert pattern_layers("plain", 1.0) == ()


@pytest.mark.parametrize("weave", [weave for weave in get_args(Weave) if weave != "smooth"])
def test_every_weave_is_faint(weave: Weave) -> None:
    layers = weave_layers(weave)
    assert layers
    assert all(0 < layer.alpha <= 0.6 and layer.width for layer in layers)


def test_denim_is_greyer_than_its_dye_but_white_denim_stays_white() -> None:
    assert Cloth("blue", weave="denim").shades.base != shades("blue").base
    assert Cloth("white", weave="denim").shades.base == shades("white").base


def test_dyeing_and_reweaving_drop_the_pattern() -> None:
    dotted = Cloth("red", "white", pattern="dots")
    assert dotted.dyed("navy") == Cloth("navy", "white")
    assert dotted.woven("rib") == Cloth("red", "white", weave="rib")
    assert dotted.plain().pattern == "plain"
