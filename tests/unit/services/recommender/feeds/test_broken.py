from collections.abc import Callable
from pathlib import Path

import pytest

from services.recommender.feeds.reading import read_feed
from services.recommender.feeds.rows import Reject, Row
from tests.unit.services.recommender.feeds.broken import WAYS, broken_feed, good_row
from tests.unit.services.recommender.feeds.written import Attributes
from tests.unit.services.recommender.shop import row as row_of_a_shop


def test_a_row_may_be_broken_in_25_ways() -> None:
    assert len({way.reason for way in WAYS}) == 25


@pytest.mark.parametrize("good", [good_row, row_of_a_shop])
def test_each_broken_row_is_told_with_its_line_and_reason_and_the_rest_is_read(
    tmp_path: Path, good: Callable[[int], Attributes]
) -> None:
    feed = broken_feed(rows=2000, broken=100, good=good)
    path = tmp_path / "feed.tsv"
    path.write_bytes(feed.content)
    rows = list(read_feed(path))
    rejects = [row for row in rows if isinstance(row, Reject)]
    assert [reject.line for reject in rejects] == [line for line, _ in feed.expected]
    for reject, expected in zip(rejects, feed.expected, strict=True):
        assert reject.reason.startswith(expected.reason)
    assert sum(isinstance(row, Row) for row in rows) == 1900
    assert [row.line for row in rows] == list(range(2, 2002))
