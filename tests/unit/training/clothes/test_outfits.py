import csv
from typing import Literal

import pytest

from contracts.clothes import CATEGORIES, SLOTS
from training.clothes.outfits import FOLDER, outfit_of, outfits
from training.clothes.taxonomy import KINDS
from training.errors import DataError


def row(upper: str, lower: str = "", whole: str = "", doubtful: str = "") -> dict[str, str]:
    return {"upper": upper, "lower": lower, "whole": whole, "doubtful": doubtful}


def test_a_kind_is_worn_nothing_is_not_and_empty_is_unknown() -> None:
    outfit = outfit_of(row("Coat", "none", ""), "street.csv:2")
    assert outfit.worn == {"upper": True, "lower": False}
    assert outfit.kinds == {"upper": "Coat"}
    assert outfit.doubtful == frozenset()


def test_doubt_is_kept_by_slot() -> None:
    assert outfit_of(row("Coat", "Jeans", "none", "upper|whole"), "p").doubtful == {"upper", "whole"}


def test_a_kind_of_another_slot_is_refused_with_its_line() -> None:
    with pytest.raises(DataError, match=r"street\.csv:7: lower 'Tee'"):
        outfit_of(row("Tee", "Tee"), "street.csv:7")


@pytest.mark.parametrize("source", ["street", "attributes"])
def test_the_files_read_whole(source: Literal["street", "attributes"]) -> None:
    read = outfits(source)
    with (FOLDER / f"{source}.csv").open(encoding="utf-8", newline="") as file:
        assert len(read) == sum(1 for _ in csv.DictReader(file))
    assert all(outfit.kinds[slot] in KINDS[slot] for outfit in read.values() for slot in outfit.kinds)
    seen = {outfit.kinds.get(slot) for outfit in read.values() for slot in SLOTS}
    assert {name for slot in SLOTS for name in CATEGORIES[slot]} - {"Kimono"} <= seen
