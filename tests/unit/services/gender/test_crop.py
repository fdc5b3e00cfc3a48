import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gender.crop import FACE_SIDE, face_crop


def test_the_chin_is_at_the_bottom_and_the_eyes_where_utkface_has_them() -> None:
    photo = np.zeros((1000, 600, 3), np.uint8)
    # a head from 100 to 380: eyes half way at 240, chin at 380
    photo[236:244] = 255
    crop = face_crop(photo, (0.3, 0.1, 0.7, 0.38))
    rows = crop[:, 75, 0].astype(float)
    eyes = float((np.arange(150) * rows).sum() / rows.sum())
    assert eyes / 150 == pytest.approx(0.30, abs=0.02)


def test_the_crop_is_as_wide_as_high_around_the_middle_of_the_head() -> None:
    photo = np.zeros((1000, 600, 3), np.uint8)
    photo[:, 296:304] = 255
    crop = face_crop(photo, (0.4, 0.1, 0.6, 0.38))
    columns = crop[75, :, 0].astype(float)
    assert float((np.arange(150) * columns).sum() / columns.sum()) == pytest.approx(74.5, abs=1)
    side = FACE_SIDE * 280
    assert np.count_nonzero(columns > 127) == pytest.approx(8 * 150 / side, abs=1)


def test_without_a_head_a_face_crop_is_taken_as_it_is() -> None:
    photo = np.random.default_rng(2).integers(0, 256, (150, 150, 3), np.uint8)
    assert np.array_equal(face_crop(photo, None), photo)


@given(
    size=st.tuples(st.integers(1, 500), st.integers(1, 500)),
    corners=st.tuples(*[st.floats(0, 1) for _ in range(4)]),
)
def test_any_head_gives_a_crop(size: tuple[int, int], corners: tuple[float, float, float, float]) -> None:
    x0, x1 = sorted(corners[:2])
    y0, y1 = sorted(corners[2:])
    crop = face_crop(np.full((*size, 3), 9, np.uint8), (x0, y0, x1, y1))
    assert crop.shape == (150, 150, 3)
    assert crop.dtype == np.uint8
