"""`python -m training data ...`: what a folder of data holds, and what is wrong with it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Final, Protocol, get_args

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from training.data.attributes import attribute_photos
from training.data.coco import people
from training.data.deepfashion import listed, with_photos
from training.data.deepfashion_ten import ORIGINAL_COUNTS, SLOT_OF, prepared
from training.data.garments import garment_photos
from training.data.keypoints import sports_people
from training.data.kimono import kimono_photos
from training.data.photos import photos_of
from training.data.problems import Problems
from training.data.products import product_photos
from training.data.shards import data_folder
from training.data.split import Part
from training.data.street import street_photos
from training.data.utkface import GENDERS, faces

app = typer.Typer(no_args_is_help=True, help="What the data sets hold, and what is wrong with them.")

PARTS: Final[tuple[Part, ...]] = get_args(Part)

Data = Annotated[Path, typer.Option(help="The folder of the published set.", exists=True, file_okay=False)]
Check = Annotated[bool, typer.Option("--check-photos", help="Decode every photo, to count the broken ones.")]


class Record(Protocol):
    """What the records of all data sets have in common."""

    @property
    def file(self) -> str:
        """The photo's name in its shard."""

    @property
    def shard(self) -> str:
        """The archive, or the folder, that holds it."""

    @property
    def part(self) -> Part:
        """What the photo is for."""


SHARDS: Final[dict[str, Callable[[Path], Sequence[Record]]]] = {
    "street": street_photos,
    "attributes": attribute_photos,
    "garments": garment_photos,
    "products": product_photos,
    "kimono": kimono_photos,
    "keypoints": sports_people,
    "utkface": faces,
}


@app.command()
def shards(
    data: Annotated[
        Path | None, typer.Option(help="By default VITRINE_DATA, or ../shared/data.", file_okay=False)
    ] = None,
    check_photos: Check = False,
) -> None:
    """Our shards: photos by source and part."""
    folder = data or data_folder()
    found: dict[str, Sequence[Record]] = {}
    problems = Problems("shards")
    for source, read in SHARDS.items():
        with problems.skipping("missing source"):
            found[source] = read(folder)
    _print("photos", found)
    problems.conclude(len(found))
    for source, records in found.items() if check_photos else ():
        _check(source, records, folder)


@app.command()
def utkface(data: Data, check_photos: Check = False) -> None:
    """The UTKFace folder: faces by gender and part."""
    found = faces(data)
    _print("faces", {name: [face for face in found if face.gender == name] for name in GENDERS})
    if check_photos:
        _check("utkface", found, data)


@app.command()
def coco(data: Data, check_photos: Check = False) -> None:
    """The COCO folder: photos with labelled people, by part."""
    found = people(data)
    _print("photos", {"coco": found})
    typer.echo(f"{sum(len(photo.people) for photo in found)} people with joints in them")
    if check_photos:
        _check("coco", found, data)


@app.command()
def deepfashion(data: Data, check_photos: Check = False) -> None:
    """The DeepFashion folder, prepared: garments by slot, category and part, and the original's number."""
    problems = Problems("deepfashion")
    everything = listed(data, problems)
    chosen = prepared(everything)
    by_category = {name: [one for one in chosen if one.category == name] for name in SLOT_OF}
    _print("garments", by_category, slot=SLOT_OF, original=ORIGINAL_COUNTS)
    rest = Counter(one.category for one in everything if one.category not in SLOT_OF)
    typer.echo(f"{len(everything)} listed, {rest.total()} of them of {len(rest)} other categories")
    found = with_photos(data, chosen, problems)
    problems.conclude(len(found))
    if check_photos:
        _check("deepfashion", found, data)


def _print(what: str, groups: Mapping[str, Sequence[Record]], **columns: Mapping[str, object]) -> None:
    """A row for each group: its name, how many in each part and in all, and what `columns` say of it."""
    table = Table("", *PARTS, what, *columns)
    for name, records in groups.items():
        parts = Counter(record.part for record in records)
        row = (*(parts[part] for part in PARTS), len(records), *(column[name] for column in columns.values()))
        table.add_row(name, *map(str, row))
    Console().print(table)


def _check(source: str, records: Sequence[Record], data: Path) -> None:
    """Read every photo and count those that cannot be read."""
    problems, photos = Problems(source), photos_of(source, data)
    for record in track(records, source):
        with problems.skipping("unreadable photo"):
            photos.rgb(record.shard, record.file)
    problems.conclude(len(records) - problems.counts.total())
