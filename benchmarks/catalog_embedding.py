"""`python -m benchmarks.catalog_embedding`: how much of the networks' speed an import of pictures reaches.

The demo shop's pictures go through the networks alone, as crops that lie ready in memory, and then through a
whole import: feed, files, decoding, cropping, networks, catalog. Both in turn, several times, since a machine
is not always equally fast.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from contracts.clothes import Slot
from services.recommender.feeds.categories import SLOT_OF
from services.recommender.feeds.rows import Row
from services.recommender.importing.parsing import FeedFile
from services.recommender.importing.run import Eyes, import_feed
from services.recommender.pictures.embed import BATCH, ClothesEmbedder
from services.recommender.pictures.reading import PictureReader
from services.recommender.pictures.sources import FolderPictures
from serving.cores import available_cores
from serving.inference.session import Device

DEMO: Final = Path(__file__).parents[1] / "services" / "recommender" / "demo"
WANTED: Final = 0.9


def write_feed(path: Path, pictures: int) -> None:
    """A product for each picture, over and over; the query makes each link another one."""
    files = sorted((DEMO / "images").glob("*.webp"))
    columns = "id\ttitle\tlink\timage_link\tavailability\tprice"
    rows = (
        f"p{number}\t{file.stem.partition('-')[0]}\t/p/{number}\t/{file.name}?{number}\tin_stock\t9.00 EUR"
        for number, file in zip(range(pictures), cycle(files), strict=False)
    )
    path.write_text("\n".join([columns, *rows]) + "\n")


def crops_of(feed: FeedFile, reader: PictureReader) -> tuple[list[NDArray[np.uint8]], list[Slot]]:
    """Every picture of a feed as the networks see it."""
    crops: list[NDArray[np.uint8]] = []
    slots: list[Slot] = []
    for row in feed.rows:
        if isinstance(row, Row) and row.category is not None:
            slot = SLOT_OF[row.category]
            picture = reader.read(row.product.image_link, slot, "")
            assert picture.crop is not None
            crops.append(picture.crop)
            slots.append(slot)
    return crops, slots


class Speed(NamedTuple):
    """What a picture takes."""

    a_second: float
    """Pictures, by the clock: of a machine that does other things too, it says little."""
    processor_ms: float
    """Of all threads of this process."""


@contextmanager
def measured(pictures: int) -> Iterator[list[Speed]]:
    """What the block takes, once it is done."""
    wall, processor = time.monotonic(), time.process_time()
    speed: list[Speed] = []
    yield speed
    taken = time.process_time() - processor
    speed.append(Speed(pictures / (time.monotonic() - wall), taken * 1000 / pictures))


def bare(embedder: ClothesEmbedder, crops: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> Speed:
    """Pictures through the networks alone."""
    with measured(len(crops)) as speed:
        for start in range(0, len(crops), BATCH):
            embedder.embed(crops[start : start + BATCH], slots[start : start + BATCH])
    return speed[0]


def imported(feed: FeedFile, eyes: Eyes, pictures: int) -> Speed:
    """Pictures through an import into a new catalog."""
    with tempfile.TemporaryDirectory() as folder, measured(pictures) as speed:
        report = import_feed(feed, str(Path(folder) / "catalog"), eyes)
    assert report.embedded == pictures
    return speed[0]


def main(
    pictures: Annotated[int, typer.Option(help="Of the feed that is imported.")] = 1320,
    rounds: Annotated[int, typer.Option(min=1, help="Of both, one after the other.")] = 3,
    models: Annotated[Path, typer.Option(envvar="MODELS_DIR")] = Path("models"),
    device: Annotated[Device, typer.Option(envvar="DEVICE")] = "auto",
) -> None:
    """Print pictures a second of the bare networks, of an import, and the ratio."""
    folder = tempfile.TemporaryDirectory()
    feed = FeedFile(Path(folder.name) / "feed.tsv")
    write_feed(feed.path, pictures)
    eyes = Eyes(PictureReader(FolderPictures(DEMO / "images")), embedder := ClothesEmbedder(models, device))
    crops, slots = crops_of(feed, eyes.reader)
    bare(embedder, crops[: 2 * BATCH], slots[: 2 * BATCH])
    table = Table(title=f"{len(crops)} pictures, {available_cores()} cores")
    for name in ("round", "", "pictures a second", "processor ms per picture"):
        table.add_column(name)
    ratios = []
    for number in range(1, rounds + 1):
        alone, whole = bare(embedder, crops, slots), imported(feed, eyes, len(crops))
        by_clock, by_work = whole.a_second / alone.a_second, alone.processor_ms / whole.processor_ms
        ratios.append((by_clock, by_work))
        table.add_row(str(number), "networks alone", f"{alone.a_second:.1f}", f"{alone.processor_ms:.1f}")
        table.add_row("", "import", f"{whole.a_second:.1f}", f"{whole.processor_ms:.1f}")
        table.add_row("", "ratio", f"{by_clock:.2f}", f"{by_work:.2f}")
    by_clock, by_work = np.median(ratios, axis=0)
    table.caption = f"median ratio {by_clock:.2f} ({by_work:.2f} by work), wanted >= {WANTED}"
    Console().print(table)
    folder.cleanup()


if __name__ == "__main__":
    typer.run(main)
