from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest

from services.recommender.catalog import columns
from services.recommender.catalog.columns import Column, ColumnBuilder


def column(*pieces: Sequence[str]) -> Column:
    builder = ColumnBuilder()
    for piece in pieces:
        builder.add(pa.array(piece, pa.string()))
    return builder.build()


def test_texts_come_back_in_their_order() -> None:
    made = column(["b", "a"], ["c", "b"], [])
    assert made.at(np.arange(4)).tolist() == ["b", "a", "c", "b"]
    assert made.values.tolist() == ["a", "b", "c"]
    assert len(column().codes) == 0


@pytest.mark.parametrize("at_a_time", [1, 2, 100])
def test_the_most_frequent_spelling_stands_for_the_others(
    at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "PIECE", at_a_time)
    made = column(["ACME", "Acme", "Nord", "acme"], ["Acme", "NORD", "Acme"])
    shown = dict(zip(made.values.tolist(), made.values[made.spellings].tolist(), strict=True))
    assert shown == {"ACME": "Acme", "Acme": "Acme", "acme": "Acme", "NORD": "NORD", "Nord": "NORD"}


def test_a_text_is_found_in_all_its_spellings() -> None:
    made = column(["ACME", "Acme", "Straße", ""])
    assert made.values[made.is_spelled("acmE")].tolist() == ["ACME", "Acme"]
    assert made.values[made.is_spelled("STRASSE")].tolist() == ["Straße"]
    assert made.values[made.is_spelled("")].tolist() == [""]
    assert not made.is_spelled("Acm").any()
