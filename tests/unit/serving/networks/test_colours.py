import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from contracts.clothes import SLOTS, Slot
from contracts.geometry import WHOLE_FRAME, Box
from contracts.palette import PALETTE
from serving.networks.colours import garment_colours

REGION: Box = (0.25, 0.25, 0.75, 0.75)
SKIN = (198, 136, 99)


def rgb(name: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(PALETTE[name][1:])
    return red, green, blue


def photo_of(garment: tuple[int, int, int], ground: tuple[int, int, int]) -> NDArray[np.uint8]:
    """A garment that fills the middle of `REGION`, on a plain ground."""
    photo = np.full((400, 400, 3), ground, np.uint8)
    photo[110:290, 130:270] = garment
    return photo


@pytest.mark.parametrize("name", list(PALETTE))
@pytest.mark.parametrize("slot", SLOTS)
def test_every_colour_of_the_palette_is_read_by_its_name(name: str, slot: Slot) -> None:
    ground = "white" if name != "white" else "olive"
    (colour,) = garment_colours(photo_of(rgb(name), rgb(ground)), REGION, slot)
    assert colour.name == name
    assert colour.share > 0.9
    measured = np.array(list(bytes.fromhex(colour.hex[1:])), int)
    assert np.abs(measured - rgb(name)).max() <= 3


def test_skin_inside_of_the_region_is_not_the_garment() -> None:
    photo = photo_of(rgb("blue"), rgb("grey"))
    photo[110:170, 170:230] = SKIN
    photo[110:290, 130:150] = SKIN
    assert [colour.name for colour in garment_colours(photo, REGION, "upper")] == ["blue"]


def test_cloth_of_the_colour_of_skin_is_a_garment() -> None:
    (colour,) = garment_colours(photo_of(SKIN, rgb("white")), REGION, "upper")
    assert np.abs(np.array(list(bytes.fromhex(colour.hex[1:])), int) - SKIN).max() <= 3


def test_yellow_is_not_taken_for_skin() -> None:
    photo = photo_of(rgb("navy"), rgb("grey"))
    photo[110:200, 130:270] = (235, 200, 110)
    assert {colour.name for colour in garment_colours(photo, REGION, "upper")} == {"navy", "yellow"}


def test_two_colours_share_a_garment_by_their_areas() -> None:
    photo = photo_of(rgb("navy"), rgb("beige"))
    photo[110:290, 130:270][::4] = rgb("white")
    colours = garment_colours(photo, REGION, "upper")
    assert [colour.name for colour in colours] == ["navy", "white"]
    assert colours[1].share == pytest.approx(0.25, abs=0.08)


def test_light_and_shade_of_one_cloth_are_one_colour() -> None:
    photo = photo_of((0, 0, 0), rgb("white"))
    light = np.linspace(0.75, 1, 140)[None, :, None]
    photo[110:290, 130:270] = (np.array(rgb("green")) * light).astype(np.uint8)
    assert [colour.name for colour in garment_colours(photo, REGION, "upper")] == ["green"]


def test_a_garment_that_fills_the_photo_is_read_without_a_region() -> None:
    photo = np.full((300, 220, 3), rgb("white"), np.uint8)
    photo[30:270, 30:190] = rgb("burgundy")
    colours = garment_colours(photo, WHOLE_FRAME, "whole")
    assert colours[0].name == "burgundy"
    assert colours[0].share > 0.8


def test_equal_photos_have_equal_colours() -> None:
    photo = np.random.default_rng(5).integers(0, 256, (90, 70, 3), np.uint8)
    assert garment_colours(photo, REGION, "lower") == garment_colours(photo.copy(), REGION, "lower")


@settings(max_examples=60, deadline=None)
@given(
    size=st.tuples(st.integers(1, 300), st.integers(1, 300)),
    corners=st.tuples(*[st.integers(0, 100) for _ in range(4)]),
    slot=st.sampled_from(SLOTS),
    seed=st.integers(0, 2**16),
    levels=st.sampled_from([1, 2, 64, 256]),
)
def test_any_region_of_any_photo_has_colours(
    size: tuple[int, int], corners: tuple[int, int, int, int], slot: Slot, seed: int, levels: int
) -> None:
    (x0, x1), (y0, y1) = sorted(corners[:2]), sorted(corners[2:])
    box = (x0 / 101, y0 / 101, (x1 + 1) / 101, (y1 + 1) / 101)
    photo = np.random.default_rng(seed).integers(0, levels, (*size, 3)).astype(np.uint8)
    colours = garment_colours(photo, box, slot)
    assert 1 <= len(colours) <= 4
    assert sum(colour.share for colour in colours) <= 1
    assert [colour.share for colour in colours] == sorted((colour.share for colour in colours), reverse=True)
    assert len({colour.name for colour in colours}) == len(colours)
    assert {colour.name for colour in colours} <= set(PALETTE)
