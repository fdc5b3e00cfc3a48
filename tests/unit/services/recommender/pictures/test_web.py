import ipaddress
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.recommender.errors import PictureError
from services.recommender.pictures import web
from services.recommender.pictures.addresses import Address
from services.recommender.pictures.web import ATTEMPTS, WebPictures
from tests.unit.services.recommender.pictures.https_shop import PICTURE, Shop, https_shop


@pytest.fixture(scope="module")
def served() -> Iterator[Shop]:
    with https_shop() as running:
        yield running


@pytest.fixture
def shop(served: Shop, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setattr(web, "PAUSE_S", 0.01)
    served.asked.clear()
    served.clients.clear()
    return served


def pictures(shop: Shop, within_s: float = 20) -> WebPictures:
    return WebPictures([shop.host], trust=shop.trust, within_s=within_s, is_allowed=lambda _: True)


def test_a_picture_of_a_named_host_is_read(shop: Shop) -> None:
    assert pictures(shop).read(shop.link("/picture?size=2")) == PICTURE
    assert shop.asked == ["/picture?size=2"]


def test_connections_are_kept(shop: Shop) -> None:
    source = pictures(shop)
    for number in range(5):
        source.read(shop.link(f"/{number}"))
    assert len(shop.clients) == 1


def test_several_threads_read_at_a_time(shop: Shop) -> None:
    source = pictures(shop)
    with ThreadPoolExecutor(8) as pool:
        links = [shop.link(f"/{number}") for number in range(40)]
        assert list(pool.map(source.read, links)) == [PICTURE] * 40


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("https://other.example/picture", "other.example: of the hosts, only localhost:"),
        ("https://localhost/picture", "localhost: of the hosts, only localhost:"),
        ("http://localhost/picture", "no https address"),
        ("/shop/images/1.png", "no https address"),
        ("https://me:secret@localhost/picture", "no https address"),
        ("https://localhost:99999/picture", "is no address"),
        ("https://[::1/picture", "is no address"),
    ],
)
def test_nothing_else_is_asked(shop: Shop, link: str, reason: str) -> None:
    source = pictures(shop)
    assert not source.has(link)
    with pytest.raises(PictureError, match=reason):
        source.read(link)
    assert shop.asked == []


def test_without_hosts_nothing_is_read() -> None:
    with pytest.raises(PictureError, match="of the hosts, none may be read"):
        WebPictures([]).read("https://localhost/picture")


def test_an_address_that_is_not_public_is_never_connected_to(shop: Shop) -> None:
    with pytest.raises(PictureError, match=r"is 127\.0\.0\.1, which is not of the public internet"):
        WebPictures([shop.host], trust=shop.trust).read(shop.link("/picture"))
    assert shop.asked == []


def test_a_name_with_one_private_address_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    both: list[Address] = [ipaddress.ip_address("8.8.8.8"), ipaddress.ip_address("10.0.0.1")]
    monkeypatch.setattr(web, "resolve", lambda *_: both)
    with pytest.raises(PictureError, match=r"is 10\.0\.0\.1"):
        WebPictures([shop.host], trust=shop.trust).read(shop.link("/picture"))


def test_the_checked_address_is_connected_to_whatever_the_name_says_later(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = pictures(shop)
    source.read(shop.link("/first"))

    def other(*_: object, **__: object) -> None:
        raise AssertionError("resolved again")

    monkeypatch.setattr(socket, "getaddrinfo", other)
    monkeypatch.setattr(web, "resolve", other)
    assert source.read(shop.link("/second")) == PICTURE


def test_a_redirect_on_the_host_is_followed(shop: Shop) -> None:
    assert pictures(shop).read(shop.link("/redirect/redirect/picture")) == PICTURE


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/elsewhere", "127.0.0.1: of the hosts, only"),
        ("/plain", "no https address"),
        ("/loop", "more than 3 redirects"),
    ],
)
def test_no_other_redirect_is(shop: Shop, path: str, reason: str) -> None:
    with pytest.raises(PictureError, match=reason):
        pictures(shop).read(shop.link(path))
    assert "/picture" not in shop.asked


def test_a_redirect_to_another_named_host_is_not_followed(shop: Shop) -> None:
    source = WebPictures([shop.host, f"127.0.0.1:{shop.port}"], trust=shop.trust, is_allowed=lambda _: True)
    with pytest.raises(PictureError, match="redirects to another host"):
        source.read(shop.link("/elsewhere"))


def test_what_passes_is_tried_again(shop: Shop) -> None:
    assert pictures(shop).read(shop.link("/busy-once")) == PICTURE
    assert len(shop.asked) == 2


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/gone", "answered 404"),
        ("/page", "is text/html, not an image"),
        ("/large", "over the limit of 33554432 bytes"),
        ("/says-large", "over the limit of 33554432 bytes"),
    ],
)
def test_what_stays_wrong_is_asked_once(shop: Shop, path: str, reason: str) -> None:
    with pytest.raises(PictureError, match=reason):
        pictures(shop).read(shop.link(path))
    assert len(shop.asked) == 1


def test_a_host_that_drips_is_given_up(shop: Shop) -> None:
    with pytest.raises(PictureError, match=rf"not complete within 0\.2 s, in {ATTEMPTS} attempts"):
        pictures(shop, within_s=0.2).read(shop.link("/slow"))
    assert len(shop.asked) == ATTEMPTS


def test_a_certificate_of_another_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PAUSE_S", 0.01)
    with https_shop(certified="other.example") as shop:
        with pytest.raises(PictureError, match="certificate"):
            pictures(shop).read(shop.link("/picture"))
        assert shop.asked == []


def test_a_name_without_an_address_is_told() -> None:
    with pytest.raises(PictureError, match=r"nowhere\.invalid has no address"):
        WebPictures(["nowhere.invalid"]).read("https://nowhere.invalid/picture")
