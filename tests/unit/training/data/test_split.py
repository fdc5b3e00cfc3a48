from collections import Counter

import pytest

from training.data.split import split_of


@pytest.mark.parametrize(
    ("source", "key", "part"),
    [
        ("street", "0002.webp", "train"),
        ("street", "0001.webp", "validation"),
        ("street", "0004.webp", "test"),
        ("utkface", "0004.webp", "validation"),
    ],
)
def test_a_photo_stays_in_its_part(source: str, key: str, part: str) -> None:
    assert split_of(source, key) == part


def test_the_parts_have_their_shares() -> None:
    parts = Counter(split_of("made", str(number)) for number in range(20_000))
    assert parts["train"] / 20_000 == pytest.approx(0.80, abs=0.01)
    assert parts["validation"] / 20_000 == pytest.approx(0.08, abs=0.01)
    assert parts["test"] / 20_000 == pytest.approx(0.12, abs=0.01)


def test_equal_names_in_two_sources_are_split_apart() -> None:
    assert any(split_of("one", str(n)) != split_of("two", str(n)) for n in range(100))
