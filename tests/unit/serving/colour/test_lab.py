import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.colour.lab import hex_from_lab, lab_from_hex, lab_from_rgb, rgb_from_lab


def test_lab_of_well_known_colours() -> None:
    # sRGB primaries under D65, IEC 61966-2-1
    expected = np.array([[0, 0, 0], [100, 0, 0], [53.24, 80.09, 67.20]])
    np.testing.assert_allclose(lab_from_hex(["#000000", "#ffffff", "#ff0000"]), expected, atol=0.02)


def test_lab_is_that_of_opencv_which_is_read_off_coarse_tables() -> None:
    rgb = np.random.default_rng(0).random((1000, 3), np.float32)
    expected = cv2.cvtColor(rgb[None], cv2.COLOR_RGB2Lab)[0]
    np.testing.assert_allclose(lab_from_rgb(rgb), expected, atol=0.7)


def test_a_grey_has_no_chroma() -> None:
    np.testing.assert_allclose(lab_from_rgb(np.linspace(0, 1, 9)[:, None].repeat(3, 1))[:, 1:], 0, atol=1e-4)


def test_colours_come_back_in_any_shape() -> None:
    rgb = np.random.default_rng(1).random((2, 5, 3), np.float32)
    np.testing.assert_allclose(rgb_from_lab(lab_from_rgb(rgb)), rgb, atol=1e-5)
    assert rgb_from_lab(np.zeros((0, 3), np.float32)).shape == (0, 3)


def test_what_srgb_cannot_show_is_cut() -> None:
    assert hex_from_lab(np.array([90, -128, 127], np.float32)).startswith("#00ff")


@given(st.integers(0, 2**24 - 1))
def test_hex_survives_lab(value: int) -> None:
    colour = f"#{value:06x}"
    assert hex_from_lab(lab_from_hex([colour])[0]) == colour


def test_a_short_hex_is_refused() -> None:
    with pytest.raises(ValueError, match="not all #rrggbb"):
        lab_from_hex(["#fff0"])
