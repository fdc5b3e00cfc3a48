import threading
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import cv2
import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Slot
from services.recommender.errors import PictureError
from services.recommender.feeds.product import FeedProduct
from services.recommender.importing.batches import feed_batch
from services.recommender.importing.looking import BATCHES, DEPTH, Looking
from services.recommender.importing.pile import Pile
from services.recommender.importing.report import ImportReport
from services.recommender.pictures.embed import BATCH, Embedder
from services.recommender.pictures.reading import PictureReader
from tests.unit.services.recommender.shop import FakeEmbedder, row, unit


class GreyPictures:
    """The picture `/7` is grey 7 all over; some are missing."""

    description = "grey"

    def __init__(self, *missing: int) -> None:
        self.missing = missing
        self.read_so_far = 0

    def has(self, link: str) -> bool:
        return bool(link)

    def read(self, link: str) -> bytes:
        self.read_so_far += 1
        number = int(urlsplit(link).path[1:])
        if number in self.missing:
            raise PictureError(f"image_link: {number} is missing")
        return cv2.imencode(".png", np.full((40, 40, 3), number, np.uint8))[1].tobytes()


class Recorder(FakeEmbedder):
    """Keeps how many crops came together."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def embed(self, pictures: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
        self.sizes.append(len(pictures))
        return super().embed(pictures, slots)


def pile(*numbers: int) -> Pile:
    """Products with the grey pictures of these numbers."""
    rows = [row(0, id=f"p{number}", image_link=f"/{number}") for number in numbers]
    products = [FeedProduct.model_validate({key: one for key, one in each.items() if one}) for each in rows]
    return Pile(feed_batch(products, ["Tee"] * len(products)), {})


def looking(embedder: Embedder, source: GreyPictures | None = None) -> tuple[Looking, ImportReport]:
    report = ImportReport()
    return Looking(PictureReader(source or GreyPictures()), embedder, report, threads=3), report


def seen(piles: Sequence[Pile]) -> dict[str, list[float]]:
    """Embeddings by product, in their order."""
    return {
        one: embedding
        for each in piles
        for one, embedding in zip(each.ids, each.batch(now=0)["embedding"].to_pylist(), strict=True)
    }


def test_piles_keep_their_order_and_each_picture_its_embedding() -> None:
    embedder = Recorder()
    piles = [pile(*range(40)), pile(), pile(*range(40, 43)), pile(*range(43, 60))]
    look, report = looking(embedder)
    assert list(look.look(piles, lambda: True)) == piles
    assert report.embedded == sum(embedder.sizes) == 60
    assert sorted(embedder.sizes) == [1, 3, 40 % BATCH, BATCH, BATCH, BATCH]
    expected = {f"p{number}": unit(number).astype(np.float16).tolist() for number in range(60)}
    assert seen(piles) == expected
    assert list(seen(piles)) == list(expected)


def test_a_picture_that_cannot_be_read_breaks_its_own_row_only() -> None:
    look, report = looking(FakeEmbedder(), GreyPictures(3, 19))
    [done] = look.look([pile(*range(20))], lambda: True)
    assert done.broken == {3: "image_link: 3 is missing", 19: "image_link: 19 is missing"}
    assert report.embedded == 18
    assert not np.any(seen([done])["p3"])


def test_what_is_not_wanted_is_read_and_not_embedded() -> None:
    embedder, source = Recorder(), GreyPictures(3)
    look, report = looking(embedder, source)
    [done] = look.look([pile(*range(20))], lambda: False)
    assert (embedder.sizes, report.embedded, source.read_so_far, list(done.broken)) == ([], 0, 20, [3])


def test_the_networks_have_several_batches_at_a_time() -> None:
    together = threading.Barrier(BATCHES)

    class Patient(FakeEmbedder):
        def embed(self, pictures: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> NDArray[np.float32]:
            together.wait(10)
            return super().embed(pictures, slots)

    look, report = looking(Patient())
    assert list(look.look([pile(*range(BATCHES * BATCH))], lambda: True))
    assert report.embedded == BATCHES * BATCH


def test_what_is_begun_is_bounded() -> None:
    source, taken = GreyPictures(), 0

    def piles() -> Iterator[Pile]:
        nonlocal taken
        for number in range(50):
            taken += 1
            yield pile(*range(number * 5, number * 5 + 5))

    look, _ = looking(FakeEmbedder(), source)
    next(iter(look.look(piles(), lambda: True)))
    assert source.read_so_far <= DEPTH + BATCHES * BATCH
    assert taken <= DEPTH // 5 + BATCHES + 1
