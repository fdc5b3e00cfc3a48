import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pose.network_input import network_input, network_size


@pytest.mark.parametrize(
    ("photo", "expected"),
    [
        ((384, 576), (240, 368)),  # 2:3, as most photos of people
        ((1080, 1920), (208, 368)),  # a phone held upright
        ((1000, 1000), (368, 368)),
        ((1500, 1000), (496, 320)),
        ((1920, 1080), (528, 304)),
        ((33, 33), (368, 368)),  # enlarged: a person must be large enough for the network
        ((400, 20_000), (32, 368)),
        ((20_000, 400), (640, 32)),
    ],
)
def test_sizes(photo: tuple[int, int], expected: tuple[int, int]) -> None:
    assert network_size(*photo) == expected


@given(st.integers(1, 50_000), st.integers(1, 50_000))
def test_every_size_is_bounded_and_a_multiple_of_16(width: int, height: int) -> None:
    across, down = network_size(width, height)
    assert across % 16 == 0
    assert down % 16 == 0
    assert 32 <= down <= 368
    assert 32 <= across <= 640
    assert across * down <= 1.1 * 160_000


@given(st.integers(300, 4000), st.integers(300, 4000))
def test_proportions_are_kept_to_half_of_the_multiple(width: int, height: int) -> None:
    across, down = network_size(width, height)
    if min(across, down) > 32:
        scale = min(368 / height, 640 / width, (160_000 / width / height) ** 0.5)
        assert abs(across - scale * width) <= 8
        assert abs(down - scale * height) <= 8


@pytest.mark.parametrize("size", [(40, 30), (900, 600), (600, 1), (1, 600)])
def test_the_photo_is_resized_with_its_colours(size: tuple[int, int]) -> None:
    photo = np.broadcast_to(np.array([200, 30, 90], np.uint8), (*size, 3))
    image = network_input(photo)
    assert image.dtype == np.uint8
    assert image.shape == (*network_size(size[1], size[0])[::-1], 3)
    assert np.all(image == photo[0, 0])
