import io

from services.recommender.feeds.xml import read_xml
from tests.unit.services.recommender.feeds.written import records


def item(text: str, prefix: str = "g", uri: str = "http://base.google.com/ns/1.0") -> dict[str, str]:
    """Attributes of a single item."""
    feed = f'<rss xmlns:{prefix}="{uri}"><channel><item>{text}</item></channel></rss>'
    (record,) = records(read_xml(io.BytesIO(feed.encode())))
    return record.attributes


def test_googles_value_holds_where_the_format_has_one_of_its_own() -> None:
    assert item("<g:title>Blazer</g:title><title>Blazer | A shop</title>") == {"title": "Blazer"}
    assert item("<title>Blazer</title><g:id>1</g:id><g:id>2</g:id>") == {"title": "Blazer", "id": "1"}


def test_google_may_be_called_by_any_prefix_and_others_are_left_alone() -> None:
    assert item("<goog:id>1</goog:id><media:title>x</media:title>", "goog") == {"id": "1"}
    assert item("<x:id>1</x:id>", "x", "https://other.example") == {}


def test_repeated_pictures_are_joined() -> None:
    links = "".join(f"<g:additional_image_link>/{name}</g:additional_image_link>" for name in "abc")
    assert item(links) == {"additional_image_link": "/a,/b,/c"}


def test_elements_in_an_attribute_are_its_text_and_in_others_are_left_alone() -> None:
    text = "<description> <p>Soft &amp; <b>warm</b></p> </description>"
    assert item(f"{text}<g:shipping><g:price>5 EUR</g:price></g:shipping>") == {"description": "Soft & warm"}
    assert item("<description><![CDATA[<p>Soft</p>]]></description>") == {"description": "<p>Soft</p>"}
