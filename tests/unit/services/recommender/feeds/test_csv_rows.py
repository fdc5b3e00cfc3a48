import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.feeds import csv_rows as module
from services.recommender.feeds.csv_rows import CsvRow, csv_rows
from services.recommender.feeds.rows import Reject


def read(text: str | bytes) -> list[CsvRow | Reject]:
    return list(csv_rows(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def test_cells_may_have_commas_quotes_and_line_breaks() -> None:
    assert read('\ufeffa,b\r\n"1,\n ""2""\n", 3 \r\n\r\n,\n4,5') == [
        CsvRow(1, ["a", "b"]),
        CsvRow(2, ['1,\n "2"', "3"]),
        CsvRow(7, ["4", "5"]),
    ]


def test_a_row_that_is_short_has_empty_cells() -> None:
    assert read("a,b,c\n1\n") == [CsvRow(1, ["a", "b", "c"]), CsvRow(2, ["1", "", ""])]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('"1,2', "line: a quote is not closed"),
        ("1,2,3", "line: 3 cells, the header has 2"),
        ("1,2\r3", "line: new-line character seen in unquoted field"),
        ("\udcff,2", "line: not UTF-8 at byte 0"),
        (f"{'x' * 200_000},2", "line: field larger than field limit (131072)"),
    ],
)
def test_a_broken_row_is_rejected_alone(broken: str, reason: str) -> None:
    _, reject, *others = read(f"a,b\n{broken}\n1,2\n3,4\n".encode("utf-8", "surrogateescape"))
    assert isinstance(reject, Reject)
    assert reject.line == 2
    assert reject.reason.startswith(reason)
    assert others == [CsvRow(3, ["1", "2"]), CsvRow(4, ["3", "4"])]


def test_a_stray_quote_does_not_swallow_rows_up_to_the_next_quote() -> None:
    assert read('a,b\n"1,2\n3,4\n"5\n6",7\n') == [
        CsvRow(1, ["a", "b"]),
        Reject(2, "", "line: 1 cells, the header has 2"),
        CsvRow(3, ["3", "4"]),
        CsvRow(4, ["5\n6", "7"]),
    ]


def test_a_row_that_never_ends_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROW_BYTES", 20)
    _, second, *others = read('a,b\n"1,2\n' + "3,4\n" * 20 + '5,"\n6"\n')
    assert second == Reject(2, "", "line: a quote is not closed")
    assert others == [CsvRow(line, ["3", "4"]) for line in range(3, 23)] + [CsvRow(23, ["5", "6"])]


CELL = st.text(st.characters(codec="utf-8"), max_size=10)


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_what_is_written_comes_back(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["a", "b"], *rows])
    stripped = [[cell.strip() for cell in row] for row in rows]
    read_back = [row.cells for row in read(text.getvalue()) if isinstance(row, CsvRow)]
    assert read_back == [["a", "b"], *(row for row in stripped if any(row))]


@given(st.binary(max_size=100) | st.text('",\na', max_size=60).map(str.encode))
def test_no_bytes_raise_and_lines_rise(text: bytes) -> None:
    lines = [row.line for row in read(text)]
    assert lines == sorted(set(lines))
