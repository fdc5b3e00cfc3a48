import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.feeds.plain_text import TAG, plain_text, text_of_html


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a < b, and\nb > c", "a < b, and\nb > c"),
        ("R&amp;B", "R&amp;B"),
        ("<p>Soft&nbsp;&amp; warm</p>\n<br/>Wool", "Soft & warm Wool"),
        ("<b>Tee</b><script>alert('<b>')</script><style>p {}</style>!", "Tee !"),
        ("<!-- hidden <b> --><i>seen</i>", "seen"),
        ("<p>cut <scr", "cut <scr"),
        ("<script>never closed", ""),
    ],
)
def test_text_is_what_a_shopper_reads(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_markup_without_tags_is_markup_where_it_is_known_to_be() -> None:
    assert text_of_html("R&amp;B \n &lt;3") == "R&B <3"


@given(st.text(st.sampled_from("<>/!-ab &;="), max_size=60))
def test_text_without_tags_is_as_it_was(text: str) -> None:
    if not TAG.search(text):
        assert plain_text(text) == text


def test_much_markup_takes_no_time() -> None:
    assert plain_text("<p>a</p>" + "<a" * 200_000 + "<!--" * 100_000).startswith("a")
