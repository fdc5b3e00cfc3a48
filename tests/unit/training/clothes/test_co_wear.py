import csv
from collections import Counter
from pathlib import Path

from contracts.clothes import CATEGORIES
from services.recommender.ranking.co_wear import co_wear
from training.clothes.co_wear import CATEGORY_OF, Worn, clear_pair, write_counts
from training.clothes.outfits import Outfit
from training.clothes.taxonomy import KINDS


def outfit(doubtful: frozenset[str] = frozenset(), **kinds: str) -> Outfit:
    return Outfit(dict.fromkeys(kinds, True), kinds, doubtful)  # type: ignore[arg-type]


def test_a_pair_is_an_upper_and_what_is_below_or_under_it() -> None:
    assert clear_pair(outfit(upper="Coat", lower="Trousers")) == ("Jacket", "Jeans", "lower")
    assert clear_pair(outfit(upper="Blazer", whole="Dress")) == ("Blazer", "Dress", "whole")
    assert clear_pair(outfit(whole="Dress")) is None
    assert clear_pair(outfit(upper="Tee")) is None


def test_what_is_doubtful_is_not_counted() -> None:
    assert clear_pair(outfit(frozenset({"lower"}), upper="Tee", lower="Jeans")) is None
    assert clear_pair(outfit(frozenset({"whole"}), upper="Tee", lower="Jeans")) is not None


def test_every_kind_has_a_category() -> None:
    ten = {category for categories in CATEGORIES.values() for category in categories}
    kinds = {kind for of_slot in KINDS.values() for kind in of_slot} - {"Kurta"}
    assert {CATEGORY_OF.get(kind, kind) for kind in kinds} <= ten


def test_colours_count_only_where_both_are_seen() -> None:
    assert list(Worn("Tee", "Jeans", "navy", "light blue").sightings()) == [
        ("category", "Tee", "Jeans"),
        ("colour", "navy", "blue"),
    ]
    assert list(Worn("Tee", "Dress", "navy", None).sightings()) == [("category", "Tee", "Dress")]


def test_the_file_has_counts_and_nothing_else(tmp_path: Path) -> None:
    worn = [Worn("Tee", "Jeans", "navy", "light blue"), Worn("Tee", "Jeans", None, None)]
    path = tmp_path / "counts.csv"
    write_counts(path, Counter(sighting for one in worn for sighting in one.sightings()))
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["of", "upper", "below", "count"],
            ["category", "Tee", "Jeans", "2"],
            ["colour", "navy", "blue", "1"],
        ]


def test_the_committed_counts_are_of_the_labels() -> None:
    counts = co_wear("category").counts
    assert {lower for _, lower in counts} <= {*CATEGORIES["lower"], *CATEGORIES["whole"]}
    assert sum(counts.values()) > sum(co_wear("colour").counts.values())
