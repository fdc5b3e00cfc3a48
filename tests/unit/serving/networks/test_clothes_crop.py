import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from contracts.geometry import WHOLE_FRAME
from serving.networks.clothes_crop import garment_crop
from serving.networks.square import OUTSIDE


def flat(height: int, width: int, colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    return np.full((height, width, 3), colour, np.uint8)


def test_the_longer_side_of_the_box_fills_the_crop() -> None:
    photo = flat(400, 300, (10, 20, 30))
    photo[100:300, 100:200] = (200, 150, 100)
    crop = garment_crop(photo, (1 / 3, 0.25, 2 / 3, 0.75))
    # the box is 100 x 200 pixels: 112 of 224 columns, in the middle
    assert (crop[:, 60:164] == (200, 150, 100)).all()
    assert (crop[:, :52] == (10, 20, 30)).all()
    assert (crop[:, 172:] == (10, 20, 30)).all()


def test_what_is_outside_of_the_photo_is_grey() -> None:
    crop = garment_crop(flat(600, 200, (250, 0, 0)), WHOLE_FRAME)
    left = (224 - round(200 * 224 / 600)) // 2
    assert (crop[:, : left - 1] == OUTSIDE).all()
    assert (crop[:, left + 1 : 224 - left - 1] == (250, 0, 0)).all()
    assert (crop[:, 224 - left + 1 :] == OUTSIDE).all()


def test_a_box_in_the_corner_keeps_its_place() -> None:
    crop = garment_crop(flat(100, 100, (0, 0, 255)), (0.0, 0.0, 0.1, 0.4))
    # centre (5, 20), side 40: columns -15..25, of which 0..25 are in the photo
    first = round(15 * 224 / 40)
    assert (crop[:, :first] == OUTSIDE).all()
    assert (crop[:, first:] == (0, 0, 255)).all()


def test_shrinking_averages_and_skips_nothing() -> None:
    stripes = np.zeros((1000, 1000, 3), np.uint8)
    stripes[::2] = 255
    crop = garment_crop(stripes, WHOLE_FRAME).astype(int)
    assert np.abs(crop - 127.5).max() < 48
    assert abs(crop.mean() - 127.5) < 1


def test_a_crop_of_its_own_size_is_untouched() -> None:
    photo = np.random.default_rng(3).integers(0, 256, (224, 224, 3), np.uint8)
    assert np.array_equal(garment_crop(photo, WHOLE_FRAME), photo)


def test_a_gradient_keeps_its_geometry() -> None:
    ramp = np.broadcast_to(np.linspace(0, 255, 900).astype(np.uint8)[None, :, None], (900, 900, 3)).copy()
    crop = garment_crop(ramp, (0.2, 0.2, 0.8, 0.8))
    expected = np.interp(np.linspace(0.2, 0.8, 449)[1::2], np.linspace(0, 1, 900), ramp[0, :, 0])
    assert np.abs(crop[100, :, 0] - expected).max() < 2


@given(
    height=st.integers(1, 900),
    width=st.integers(1, 900),
    corners=st.tuples(*[st.floats(0, 1) for _ in range(4)]),
)
def test_any_box_of_any_photo_gives_a_crop(
    height: int, width: int, corners: tuple[float, float, float, float]
) -> None:
    x0, x1 = sorted(corners[:2])
    y0, y1 = sorted(corners[2:])
    crop = garment_crop(flat(height, width, (9, 9, 9)), (x0, y0, x1, y1))
    assert crop.shape == (224, 224, 3)
    assert crop.dtype == np.uint8
    # wherever the box lies, some of the photo is seen
    assert (crop == 9).all(axis=2).any()


@pytest.mark.parametrize("size", [(1, 4000), (4000, 1)])
def test_a_photo_thinner_than_a_pixel_of_the_crop_is_seen(size: tuple[int, int]) -> None:
    assert (garment_crop(flat(*size, (9, 9, 9)), WHOLE_FRAME) == 9).any()
