"""`python -m benchmarks.catalog_embedding`: how much of the networks' speed an import of pictures reaches.

The demo shop's pictures go through the networks alone, as crops that lie ready in memory, and then through a
whole import: feed, files, decoding, cropping, networks, catalog. In turn, several times, since a machine is
not equally fast at all times. The networks alone run in two ways: batch after batch, each on all cores, as a
loop around a session does; and as an import runs them.
"""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import cv2
import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from contracts.clothes import Slot
from services.recommender.feeds.categories import SLOT_OF
from services.recommender.feeds.file import FeedFile
from services.recommender.feeds.rows import Row
from services.recommender.importing.looking import OwnEyes
from services.recommender.importing.run import import_feed
from services.recommender.pictures.embed import BATCH, ClothesEmbedder
from services.recommender.pictures.reading import PictureReader
from services.recommender.pictures.sources import FolderPictures
from serving.cores import available_cores
from serving.inference.device import Device
from serving.inference.model import Models
from serving.inference.repository import list_files
from serving.inference.session import load
from serving.networks.clothes import MODELS, read_garments

IMAGES: Final = Path(__file__).parents[1] / "services" / "recommender" / "demo" / "images"
WANTED: Final = 0.9
JPEG_QUALITY: Final = 90


def save_as_jpeg(folder: Path, longest_side: int) -> None:
    """The demo's pictures in the format of most shops, enlarged or reduced."""
    for file in IMAGES.glob("*.webp"):
        pixels = cv2.imread(str(file))
        assert pixels is not None
        scale = longest_side / max(pixels.shape)
        resized = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        cv2.imwrite(str(folder / f"{file.stem}.jpg"), resized, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])


def write_feed(path: Path, images: Path, pictures: int) -> None:
    """A product for each picture, over and over; the query makes each link another one."""
    files = sorted(file for file in images.iterdir() if file.suffix in {".jpg", ".webp"})
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

    def of(self, other: "Speed") -> tuple[float, float]:
        """The share of the other's speed that this is, by the clock and by the work of the processor."""
        return self.a_second / other.a_second, other.processor_ms / self.processor_ms


class Round(NamedTuple):
    """The networks alone, in two ways, and an import."""

    in_batches: Speed
    as_imported: Speed
    imported: Speed


@contextmanager
def measured(pictures: int) -> Iterator[list[Speed]]:
    """What the block takes, once it is done."""
    wall, processor = time.monotonic(), time.process_time()
    speed: list[Speed] = []
    yield speed
    taken = time.process_time() - processor
    speed.append(Speed(pictures / (time.monotonic() - wall), taken * 1000 / pictures))


def in_batches(models: Models, crops: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]) -> Speed:
    """Pictures through the networks alone, one batch after the other."""
    with measured(len(crops)) as speed:
        for start in range(0, len(crops), BATCH):
            part = slice(start, start + BATCH)
            read_garments(models, np.stack(crops[part]), slots[part])
    return speed[0]


def as_imported(
    embedder: ClothesEmbedder, crops: Sequence[NDArray[np.uint8]], slots: Sequence[Slot]
) -> Speed:
    """Pictures through the networks alone, as an import runs them."""
    with measured(len(crops)) as speed:
        embedder.embed(crops, slots)
    return speed[0]


def imported(feed: FeedFile, eyes: OwnEyes, pictures: int) -> Speed:
    """Pictures through an import into a new catalog."""
    with tempfile.TemporaryDirectory() as folder, measured(pictures) as speed:
        report = import_feed(feed, str(Path(folder) / "catalog"), eyes)
    assert report.embedded == pictures
    return speed[0]


def main(
    pictures: Annotated[int, typer.Option(help="Of the feed that is imported.")] = 1320,
    rounds: Annotated[int, typer.Option(min=1, help="Of all, one after the other.")] = 3,
    jpeg: Annotated[
        int | None, typer.Option(min=224, help="Save them as JPEG first; pixels on the longer side.")
    ] = None,
    models: Annotated[Path, typer.Option(envvar="MODELS_DIR")] = Path("models"),
    device: Annotated[Device, typer.Option(envvar="DEVICE")] = "auto",
) -> None:
    """Print pictures a second of the bare networks and of an import, and what the import reaches of them."""
    with tempfile.TemporaryDirectory() as folder:
        images = IMAGES
        if jpeg is not None:
            (images := Path(folder) / "images").mkdir()
            save_as_jpeg(images, jpeg)
        feed = FeedFile(Path(folder) / "feed.tsv")
        write_feed(feed.path, images, pictures)
        eyes = OwnEyes(PictureReader(FolderPictures(images)), embedder := ClothesEmbedder(models, device))
        networks = {name: load(list_files(models, name)[0].path, device) for name in MODELS}
        crops, slots = crops_of(feed, eyes.reader)
        in_batches(networks, crops[: 2 * BATCH], slots[: 2 * BATCH])
        as_imported(embedder, crops[: 2 * BATCH], slots[: 2 * BATCH])
        speeds = [
            Round(
                in_batches(networks, crops, slots),
                as_imported(embedder, crops, slots),
                imported(feed, eyes, len(crops)),
            )
            for _ in range(rounds)
        ]
    kind = f"JPEG of {jpeg} pixels" if jpeg else "WebP of the demo shop"
    Console().print(table(speeds, f"{len(crops)} pictures ({kind}), {available_cores()} cores"))


def table(rounds: Sequence[Round], title: str) -> Table:
    """Every round, and the medians of what the import reaches of the networks alone."""
    table = Table(title=title)
    table.add_column("", no_wrap=True)
    for name in ("pictures a second", "processor ms", "import reaches", "by work"):
        table.add_column(name)
    alone = f"networks, batches of {BATCH}", "networks, as imported"
    for one in rounds:
        for name, speed in zip((*alone, "import"), one, strict=True):
            reached = (f"{share:.2f}" for share in one.imported.of(speed))
            table.add_row(name, f"{speed.a_second:.1f}", f"{speed.processor_ms:.1f}", *reached)
        table.add_section()
    for place, name in enumerate(alone):
        medians = np.median([one.imported.of(one[place]) for one in rounds], axis=0)
        table.add_row(f"median, {name}", "", "", *(f"{share:.2f}" for share in medians))
    table.caption = f"wanted: {WANTED} of the networks alone"
    return table


if __name__ == "__main__":
    typer.run(main)
