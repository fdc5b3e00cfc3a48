import io

import pytest

from services.recommender.feeds import lines
from services.recommender.feeds.lines import attribute_name, bounded_lines, decoded
from services.recommender.feeds.rows import Reject


@pytest.mark.parametrize("block", [1, 2, 3, 100])
def test_a_long_line_is_cut_and_the_others_are_as_they_are(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 5)
    monkeypatch.setattr(lines, "BLOCK", block)
    text = b"a\n12345\n123456789012\n\n1234\nlast one"
    assert list(bounded_lines(io.BytesIO(text))) == [
        b"a\n",
        b"12345\n",
        b"123456",
        b"\n",
        b"1234\n",
        b"last o",
    ]


def test_what_is_cut_or_no_text_is_a_reject() -> None:
    assert decoded(3, "é\n".encode()) == "é\n"
    assert decoded(3, b"a\xff") == Reject(3, "", "line: not UTF-8 at byte 1")
    assert decoded(3, b"a" * (lines.MAX_LINE_BYTES + 1)) == Reject(
        3, "", "line: over the limit of 1000000 bytes"
    )


@pytest.mark.parametrize("text", ["Image Link", "image_link", " image  link\n"])
def test_names_of_attributes_are_written_in_many_ways(text: str) -> None:
    assert attribute_name(text) == "image_link"
