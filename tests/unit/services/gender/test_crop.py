import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gender.crop import face_crop
from tests.unit.services.gender.drawn_face import drawn_face


def test_where_nothing_looks_like_a_face_the_head_box_tells() -> None:
    # light falls off so slowly that there is no pattern: a grey level is a place in the photo
    photo = np.zeros((1000, 600, 3), np.uint8)
    photo[..., 0] = np.linspace(0, 150, 1000)[:, None]
    photo[..., 1] = np.linspace(0, 90, 600)[None, :]
    # a head from 100 to 380, around 300: its eyes are half way down, its chin at the bottom
    crop = face_crop(photo, (0.4, 0.1, 0.6, 0.38)).astype(float)
    down = np.polyfit(np.arange(150), crop[..., 0].mean(axis=1) / 0.15, 1)
    across = np.polyfit(np.arange(150), crop[..., 1].mean(axis=0) / 0.15, 1)
    assert np.polyval(down, 0.285 * 150) == pytest.approx(240, abs=8)
    assert np.polyval(down, 150) == pytest.approx(380, abs=8)
    assert np.polyval(across, 74.5) == pytest.approx(300, abs=6)
    assert down[0] * 150 == pytest.approx(across[0] * 150, rel=0.06)


@pytest.mark.parametrize(("right", "down", "larger"), [(0, 0, 1), (10, -12, 1), (-8, 10, 1), (0, 0, 1.1)])
def test_a_head_box_that_is_a_little_off_still_gives_the_face(right: int, down: int, larger: float) -> None:
    photo = np.full((500, 500, 3), (228, 178, 148), np.uint8)
    photo[200:350, 180:330] = drawn_face(1.0)
    # the face is 150 wide and ends at 350: the head is 210 high
    height = 210 * larger
    bottom = 350 + (height - 210) / 2 + down
    middle = 255 + right
    crop = face_crop(photo, ((middle - 80) / 500, (bottom - height) / 500, (middle + 80) / 500, bottom / 500))
    small = (30, 30)
    seen, meant = (cv2.resize(one, small, interpolation=cv2.INTER_AREA) for one in (crop, drawn_face(1.0)))
    assert np.corrcoef(seen[..., 0].ravel(), meant[..., 0].ravel())[0, 1] > 0.9


def test_without_a_head_a_face_crop_is_taken_as_it_is() -> None:
    photo = np.random.default_rng(2).integers(0, 256, (150, 150, 3), np.uint8)
    assert np.array_equal(face_crop(photo, None), photo)


@settings(deadline=None)
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
