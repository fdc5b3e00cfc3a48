from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.clothes import CATEGORIES as TEN
from tests.unit.training.data.published import CATEGORIES, jpeg, write, write_deepfashion
from training.data.deepfashion import ListedGarment, listed
from training.data.deepfashion_ten import ORIGINAL_COUNTS, SLOT_OF, garments, prepared
from training.data.problems import Problems
from training.errors import DataError


def made(sizes: Mapping[str, int]) -> list[ListedGarment]:
    return [
        ListedGarment(f"{number}.jpg", name, name, (0, 0, 9, 9), "train")
        for name, count in sizes.items()
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def full() -> list[ListedGarment]:
    """As many of each category as were published."""
    return made(CATEGORIES)


def test_the_full_listing_has_the_published_number_of_photos(full: list[ListedGarment]) -> None:
    assert len(full) == 289_222
    assert len(CATEGORIES) == 50


def test_the_full_listing_comes_to_the_originals_ten_counts(full: list[ListedGarment]) -> None:
    assert Counter(one.category for one in prepared(full)) == {
        "Shorts": 10000,
        "Tee": 10000,
        "Jacket": 10000,
        "Sweater": 10000,
        "Dress": 10000,
        "Skirt": 10000,
        "Blazer": 7495,
        "Jeans": 7076,
        "Jumpsuit": 6153,
        "Kimono": 2294,
    }


def test_the_ten_are_upper_lower_and_whole(full: list[ListedGarment]) -> None:
    assert Counter(SLOT_OF[one.category] for one in prepared(full)) == {
        "upper": 37_495,
        "lower": 27_076,
        "whole": 18_447,
    }
    assert set(ORIGINAL_COUNTS) == {name for names in TEN.values() for name in names}


def test_a_full_size_listing_on_disk_without_photos(tmp_path: Path, full: list[ListedGarment]) -> None:
    parts = ("train", "train", "train", "val", "test")
    write_deepfashion(
        tmp_path,
        {
            f"img/{one.category}/{one.file}": (one.category, "001 002 030 040", parts[number % 5])
            for number, one in enumerate(full)
        },
    )
    problems = Problems("deepfashion")
    found = prepared(listed(tmp_path, problems))
    assert Counter(one.category for one in found) == ORIGINAL_COUNTS
    assert not problems.counts
    assert Counter(one.part for one in found)["train"] == pytest.approx(0.6 * len(found), rel=0.02)


sizes = st.dictionaries(st.sampled_from([*SLOT_OF, "Blouse", "Coat"]), st.integers(0, 30))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sizes, st.integers(0, 10), st.integers(10, 20), st.integers(0, 9))
def test_small_ones_are_dropped_and_large_ones_cut(
    sizes: dict[str, int], least: int, most: int, seed: int
) -> None:
    everything = made(sizes)
    kept = prepared(everything, least=least, most=most, seed=seed)
    assert Counter(one.category for one in kept) == Counter(
        {name: min(count, most) for name, count in sizes.items() if name in SLOT_OF and count >= least}
    )
    assert kept == [one for one in everything if one in kept]  # in the order of the lists, none twice
    assert kept == prepared(everything, least=least, most=most, seed=seed)


def test_another_seed_draws_others_and_another_category_does_not() -> None:
    tees, both = made({"Tee": 50}), made({"Tee": 50, "Dress": 50})
    first = prepared(tees, least=1, most=10)
    assert first != prepared(tees, least=1, most=10, seed=18)
    assert first == [one for one in prepared(both, least=1, most=10) if one.category == "Tee"]


def test_missing_photos_are_counted_and_none_at_all_is_an_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    names = [f"img/Tees/{number}.jpg" for number in range(2000)]
    write_deepfashion(tmp_path, dict.fromkeys(names, ("Tee", "1 2 30 40", "train")))
    with pytest.raises(DataError, match="2000 x missing photo"):
        garments(tmp_path)
    write(tmp_path / names[5], jpeg())
    caplog.clear()
    (found,) = garments(tmp_path)
    assert (found.shard, found.file) == ("img/Tees", "5.jpg")
    assert str(tmp_path / names[0]) in caplog.text
    assert "left out 1999 x missing photo; 1 are left" in caplog.text
