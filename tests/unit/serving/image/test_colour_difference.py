import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.palette import PALETTE
from serving.image.colour_difference import ciede2000, hex_from_lab, lab_from_hex, palette_names

# From Sharma, Wu, Dalal 2005, table 1: two Lab colours and their difference. Each pair exercises a branch.
PUBLISHED = np.array(
    [
        (50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425),
        (50, 0, 0, 50, -1, 2, 2.3669),
        (50, 2.4900, -0.0010, 50, -2.4900, 0.0010, 7.1792),
        (50, 2.4900, -0.0010, 50, -2.4900, 0.0011, 7.2195),
        (50, -0.0010, 2.4900, 50, 0.0011, -2.4900, 4.7461),
        (50, 2.5, 0, 73, 25, -18, 27.1492),
        (60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644),
        (22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373),
        (2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082),
    ]
)


def test_ciede2000_gives_the_published_differences() -> None:
    differences = ciede2000(PUBLISHED[:, :3], PUBLISHED[:, 3:6])
    np.testing.assert_allclose(differences, PUBLISHED[:, 6], atol=5e-5)


@given(st.integers(0, 2**24 - 1))
def test_hex_survives_lab(value: int) -> None:
    colour = f"#{value:06x}"
    there = bytes.fromhex(hex_from_lab(lab_from_hex([colour])[0])[1:])
    assert max(abs(one - other) for one, other in zip(there, bytes.fromhex(colour[1:]), strict=True)) <= 1


def test_each_colour_of_the_palette_is_nearest_to_itself() -> None:
    assert palette_names(lab_from_hex(list(PALETTE.values()))) == list(PALETTE)


@pytest.mark.parametrize(
    ("colour", "name"),
    [("#62dca0", "green"), ("#8ecae6", "light blue"), ("#d9c3a5", "beige"), ("#ff4fa3", "pink")],
)
def test_shades_that_no_palette_has_get_the_name_of_their_hue(colour: str, name: str) -> None:
    assert palette_names(lab_from_hex([colour])) == [name]


def test_a_short_hex_is_refused() -> None:
    with pytest.raises(ValueError, match="not all #rrggbb"):
        lab_from_hex(["#fff0"])
