"""`vitrine catalog`."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from contracts.clothes import CATEGORIES
from services.recommender.catalog.stats import catalog_stats
from services.recommender.errors import RecommenderError
from services.recommender.feeds.tsv import Reject
from services.recommender.importing.run import ImportReport, import_feed
from services.recommender.pictures.embed import ClothesEmbedder
from services.recommender.settings import RecommenderSettings

SHOWN_REJECTS = 20

catalog = typer.Typer(no_args_is_help=True, help="Fill the catalog from a product feed, and look into it.")

CatalogUri = Annotated[
    str, typer.Option("--catalog", envvar="CATALOG_URI", help="Folder or address (s3://…) of the catalog.")
]
DEFAULT_URI = RecommenderSettings.model_fields["catalog_uri"].default

screen = Console(stderr=True)


@catalog.command("import")
def import_(
    feed: Annotated[
        Path, typer.Argument(help="Google Merchant feed, tab-separated.", exists=True, dir_okay=False)
    ],
    catalog_uri: CatalogUri = DEFAULT_URI,
    images: Annotated[
        Path | None,
        typer.Option(file_okay=False, help="Folder of the pictures; if not given, `images` beside the feed."),
    ] = None,
    models: Annotated[
        Path, typer.Option(envvar="MODELS_DIR", help="Model repository with the clothes networks.")
    ] = Path("models"),
    rejects: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Write the rows that were left out to this file.")
    ] = None,
) -> None:
    """Import a feed as a new version of the catalog.

    The feed replaces what is in the catalog. Its good rows go in, each bad one is reported with its line.
    Services see the old catalog until the new one is complete, and switch to it by themselves.
    """
    with feed.open("rb") as lines:
        rows = max(sum(1 for line in lines if line.strip()) - 1, 0)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]} products/s"),
        TimeRemainingColumn(),
    )
    try:
        embedder = ClothesEmbedder(models)
        with Progress(*columns, console=screen) as progress:
            task = progress.add_task(feed.name, total=rows, rate="–")

            def advance() -> None:
                speed = progress.tasks[task].speed
                progress.update(task, advance=1, rate=f"{speed:.0f}" if speed else "–")

            report = import_feed(feed, catalog_uri, images or feed.parent / "images", embedder, advance)
    except (RecommenderError, RuntimeError) as error:
        screen.print(f"[red]Nothing was imported.[/] {error}", highlight=False)
        raise typer.Exit(1) from error
    if rejects is not None:
        _write_rejects(rejects, report.rejects)
    _tell(report, catalog_uri)


@catalog.command()
def stats(catalog_uri: CatalogUri = DEFAULT_URI) -> None:
    """Count the products of the catalog that is served."""
    try:
        counted = catalog_stats(catalog_uri)
    except RecommenderError as error:
        screen.print(f"[red]{error}[/]", highlight=False)
        raise typer.Exit(1) from error
    table = Table(
        "category", *GENDERS, "all", title=f"{counted.products} products, version {counted.version}"
    )
    for category in (label for labels in CATEGORIES.values() for label in labels):
        of_category = counted.by_category.get(category, Counter())
        numbers = [of_category.get(gender, 0) for gender in GENDERS]
        table.add_row(category, *(str(number) for number in [*numbers, sum(numbers)]))
    console = Console()
    console.print(table)
    console.print(
        "availability: " + ", ".join(f"{name} {count}" for name, count in counted.availability.items())
    )
    console.print(
        f"prices: {counted.cheapest_cents / 100:.2f} to {counted.dearest_cents / 100:.2f} {counted.currency}"
    )
    console.print("embeddings: " + ", ".join(f"{name} ({n})" for name, n in counted.embedding_models.items()))


GENDERS = ("female", "male", "unisex")


def _write_rejects(path: Path, rejects: list[Reject]) -> None:
    lines = ["line\tid\treason", *(f"{reject.line}\t{reject.id}\t{reject.reason}" for reject in rejects)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _tell(report: ImportReport, uri: str) -> None:
    for reject in report.rejects[:SHOWN_REJECTS]:
        screen.print(f"line {reject.line}: {reject.id}: {reject.reason}", style="yellow", markup=False)
    if len(report.rejects) > SHOWN_REJECTS:
        screen.print(f"and {len(report.rejects) - SHOWN_REJECTS} more: see them all with --rejects FILE")
    screen.print(
        f"{report.imported.total()} products imported, {len(report.rejects)} rows left out; "
        f"{uri} is at version {report.version}",
        highlight=False,
    )
