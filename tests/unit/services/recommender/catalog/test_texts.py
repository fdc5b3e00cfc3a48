from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.recommender.catalog.texts import TEXT_COLUMNS, TextFile, text_file

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
PRODUCTS = st.lists(st.fixed_dictionaries(dict.fromkeys(TEXT_COLUMNS, TEXTS)), min_size=1, max_size=20)


@given(PRODUCTS, st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_what_went_in_comes_out_from_its_place(products: list[dict[str, str]], together: int) -> None:
    kept = TextFile()
    for start in range(0, len(products), together):
        kept.append(pa.RecordBatch.from_pylist(products[start : start + together]))
    places = np.arange(len(products))[::-1]
    whole = [{name: text.replace("\0", "") for name, text in product.items()} for product in products]
    assert kept.read(places) == whole[::-1]
    assert kept.read(places[:1]) == whole[-1:]


def test_without_a_folder_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    assert text_file() is None
