import io
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.errors import FeedError
from services.recommender.feeds import xml
from services.recommender.feeds.categories import load_categories
from services.recommender.feeds.checking import check
from services.recommender.feeds.lines import BLOCK
from services.recommender.feeds.rows import Record, Reject
from services.recommender.feeds.xml import read_xml
from services.recommender.feeds.xml_items import MAX_DEPTH
from tests.unit.services.recommender.feeds.written import (
    GOOD,
    GOOD_ATTRIBUTES,
    atom,
    good_products,
    product,
    records,
    rss,
)


def read(feed: bytes | str) -> list[Record | Reject]:
    return list(read_xml(io.BytesIO(feed.encode() if isinstance(feed, str) else feed)))


@pytest.mark.parametrize("write", [rss, atom])
def test_an_item_is_a_record_with_the_line_that_it_begins_on(write: Callable[..., bytes]) -> None:
    first, second = records(read(write(GOOD, {**GOOD, "id": "p2"})))
    assert first.attributes == GOOD
    assert second == Record(first.line + 1, {**GOOD, "id": "p2"})


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("iso-8859-1", True), ("windows-1252", True), ("utf-16", True), ("utf-8", False)],
)
def test_the_declared_encoding_is_used(encoding: str, declared: bool) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>' if declared else ""
    feed = f"{head}<rss><item><title>Étoile</title></item></rss>"
    assert read(feed.encode(encoding)) == [Record(1, {"title": "Étoile"})]


BAD_ITEMS = [
    ("<title>Tee & top</title>", "xml: not well-formed (invalid token) at line 6, character "),
    ("<title>&nbsp;</title>", "xml: undefined entity at line 6"),
    ("<title>Tee</titel>", "xml: mismatched tag at line 6"),
    ("<title>Tee", "xml: mismatched tag at line 7"),
    ("</item><item><g:id>", "xml: mismatched tag"),
    ("<title a=1>", "xml: not well-formed"),
    ("<title>\x00</title>", "xml: not well-formed"),
]


@pytest.mark.parametrize(("broken", "reason"), BAD_ITEMS)
def test_a_malformed_item_is_rejected_alone(broken: str, reason: str) -> None:
    lines = rss(GOOD, GOOD).decode().splitlines()
    lines[4:4] = ["<item><g:id>p9</g:id>", broken, "</item>"]
    first, *rejects, last = read("\n".join(lines))
    assert first == Record(4, {**GOOD})
    assert last == Record(8, {**GOOD})
    assert isinstance(rejects[-1], Reject)
    assert rejects[-1].reason.startswith(reason)
    assert rejects[0].line == 5


def test_the_reject_names_the_item_if_it_can() -> None:
    (reject,) = read("<rss>\n<item><g:id>p9</g:id>\n&</item></rss>")
    assert reject == Reject(2, "p9", "xml: not well-formed (invalid token) at line 3, character 2")


def test_an_item_that_is_not_closed_does_not_swallow_the_next() -> None:
    first, second = read("<rss>\n<item><g:id>1</g:id>\n<item><g:id>2</g:id></item></rss>")
    assert first == Reject(2, "1", "xml: <item> is not closed before the next one begins")
    assert second == Record(3, {"id": "2"})


def test_after_a_malformed_item_the_file_is_what_it_was() -> None:
    head = '<?xml version="1.0" encoding="iso-8859-1"?><a:feed xmlns:a="http://www.w3.org/2005/Atom"'
    feed = (
        f'{head} xmlns:goog="http://base.google.com/ns/1.0"><a:entry>&</a:entry>\n'
        "<a:entry><goog:id>é</goog:id></a:entry>\n&</a:feed>"
    )
    _, good, end = read(feed.encode("iso-8859-1"))
    assert good == Record(2, {"id": "é"})
    assert end == Reject(3, "", "xml: not well-formed (invalid token) at line 3, character 2")


def test_a_section_that_is_never_closed_does_not_swallow_the_next() -> None:
    first, second = read("<rss>\n<item><g:id>1</g:id><![CDATA[</item>\n<item><g:id>2</g:id></item></rss>")
    assert isinstance(first, Reject)
    assert first.reason.startswith("xml: the file ends too early: unclosed CDATA section")
    assert second == Record(3, {"id": "2"})


def test_a_file_that_is_cut_off_says_so_and_keeps_what_it_has() -> None:
    whole = rss(GOOD, GOOD)
    for end in range(whole.index(b"</item>") + 7, len(whole.rstrip())):
        first, *others = read(whole[:end])
        assert first == Record(4, {**GOOD})
        assert isinstance(others[-1], Reject), end
        assert others[-1].reason.startswith("xml: the file ends too early"), end


def test_items_over_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{**GOOD, "id": f"p{number}", "description": "é" * (BLOCK // 30)} for number in range(100)]
    feed = rss(*rows)
    broken = feed.replace(b"<g:id>p50<", b"<g:id>p50&<")
    assert [record.attributes["id"] for record in records(read(feed))] == [row["id"] for row in rows]
    read_back = read(broken)
    assert [index for index, one in enumerate(read_back) if isinstance(one, Reject)] == [50]
    assert [one.line for one in read_back] == list(range(4, 104))
    for size in (1, 7, 1000):
        monkeypatch.setattr(xml, "BLOCK", size)
        small = rss(GOOD, {**GOOD, "id": "p&"}, GOOD).replace(b"p&amp;", b"p&")
        assert [type(one) for one in read(small)] == [Record, Reject, Record]


def test_an_item_that_is_too_long_is_rejected_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_ITEM_BYTES", 1000)
    monkeypatch.setattr(xml, "BLOCK", 200)
    long = "x" * 2000
    feeds = (
        f"<item><g:id>1</g:id>{long}</item>",
        f"<item><g:id>1</g:id><a {long}='1'/></item>",
        f"<!-- {long} -->",
    )
    for feed in feeds:
        first, second = read(f"<rss>{feed}\n<item><g:id>2</g:id></item></rss>")
        assert isinstance(first, Reject)
        assert first.reason == "xml: over the limit of 1000 bytes"
        assert second == Record(2, {"id": "2"})


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        ("", "XML without an <item> of RSS or an <entry> of Atom; the file ends too early: no element found"),
        ("<html><p>Not found</p></html>", "XML without an <item> of RSS or an <entry> of Atom"),
        ("no markup", "XML without an <item> of RSS or an <entry> of Atom; syntax error"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "XML with a document type declaration"),
        (
            '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><item/></rss>',
            "XML with a document type declaration",
        ),
        ('<?xml version="1.0" encoding="utf-7"?><rss/>', "XML in the encoding 'utf-7'; save it as UTF-8"),
        ('<?xml version="1.0" encoding="windows-1259"?><rss/>', "XML in the encoding 'windows-1259'"),
        ("<a>" * (MAX_DEPTH + 1), "XML elements in each other, over the limit of 64"),
    ],
)
def test_what_is_no_feed_is_one_error(feed: str, reason: str) -> None:
    with pytest.raises(FeedError) as error:
        read(feed)
    assert str(error.value).startswith(f"feed: {reason}")


@pytest.mark.parametrize("write", [rss, atom])
@given(rows=st.lists(GOOD_ATTRIBUTES, min_size=1, max_size=2, unique_by=lambda row: row["id"]))
def test_a_good_product_comes_back(write: Callable[..., bytes], rows: list[dict[str, str]]) -> None:
    read_back = good_products(check(read(write(*rows)), load_categories()))
    assert read_back == [product(row) for row in rows]


TAGS = st.sampled_from(
    ["<rss>", "<item>", "</item>", "<entry", "/>", "<g:id>", "</g:id>", "</rss>", "1", "é", "\n"]
)
OTHERS = st.sampled_from(
    ["&", "&amp;", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE", "xmlns:g='", "'", "\x00"]
)


@given(st.lists(TAGS | OTHERS | st.text(max_size=3), max_size=30).map("".join), st.integers(1, 20))
def test_no_markup_raises_anything_but_its_own_error(feed: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml, "BLOCK", block)
        patch.setattr(xml, "MAX_ITEM_BYTES", 60)
        with suppress(FeedError):
            for row in check(read(feed.encode("utf-8", "surrogatepass")), load_categories()):
                str(row)


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_no_bytes_raise_anything_but_its_own_error(start: bytes, inside: bytes) -> None:
    with suppress(FeedError):
        read(start)
    with suppress(FeedError):
        read(b"<rss><item>" + inside + b"</item><item/></rss>")


@given(st.text(max_size=20))
def test_no_encoding_raises_anything_but_its_own_error(encoding: str) -> None:
    head = f"<?xml version='1.0' encoding='{encoding}'?>".encode("utf-8", "surrogatepass")
    with suppress(FeedError):
        read(head + b"<rss><item>\xe9</item></rss>")
