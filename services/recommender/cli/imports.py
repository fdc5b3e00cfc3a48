"""`vitrine catalog import`."""

from pathlib import Path
from typing import Annotated

import typer

from services.recommender.cli.eyes import eyes, need_pictures
from services.recommender.cli.options import (
    DEFAULT_MODELS,
    DEFAULT_URI,
    AllowHosts,
    CatalogUri,
    Images,
    Models,
    OnDevice,
    PoseUrl,
    RejectsFile,
    screen,
    told,
)
from services.recommender.cli.progress import progress
from services.recommender.cli.rejects import tell_rejects
from services.recommender.errors import RowsRejected
from services.recommender.feeds.formats import Format
from services.recommender.importing.parsing import FeedFile
from services.recommender.importing.report import ImportReport
from services.recommender.importing.run import import_feed


def import_(
    feed: Annotated[
        Path,
        typer.Argument(
            help="Google Merchant feed (TSV or XML), Shopify product CSV, or JSON Lines.",
            exists=True,
            dir_okay=False,
        ),
    ],
    catalog_uri: CatalogUri = DEFAULT_URI,
    format_: Annotated[
        Format | None, typer.Option("--format", help="Of the feed; if not given, told from its content.")
    ] = None,
    categories: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Table of what belongs to which category (CSV)."),
    ] = None,
    currency: Annotated[str, typer.Option(help="Of the prices of a Shopify file.")] = "EUR",
    shop: Annotated[str, typer.Option(help="Address of a Shopify shop: https://shop.example")] = "",
    images: Images = None,
    allow_hosts: AllowHosts = None,
    models: Models = DEFAULT_MODELS,
    device: OnDevice = "auto",
    pose_url: PoseUrl = "",
    embedding: Annotated[
        bool,
        typer.Option("--embedding/--no-embedding", help="Look at the pictures, or at the feed alone."),
    ] = True,
    strict: Annotated[bool, typer.Option("--strict", help="Import nothing if a row is rejected.")] = False,
    rejects: RejectsFile = None,
) -> None:
    """Import a feed as a new version of the catalog.

    The feed replaces what is in the catalog. Its good rows go in, each bad one is reported with its line.
    Services see the old catalog until the new one is complete, and switch to it by themselves. An import
    that was interrupted goes on where it was.
    """
    with told("Nothing was imported."):
        folder = images or feed.parent / "images"
        if embedding:
            need_pictures(folder, allow_hosts or [])
        looking = eyes(folder, allow_hosts or [], models, device, pose_url) if embedding else None
        file = FeedFile(feed, format_, categories, currency, shop)
        try:
            with progress(feed.name) as on_progress:
                report = import_feed(file, catalog_uri, looking, strict=strict, on_progress=on_progress)
        except RowsRejected as error:
            tell_rejects(error.rejects, rejects)
            raise
    tell_rejects(report.rejects, rejects)
    _tell(report, catalog_uri)


def _tell(report: ImportReport, uri: str) -> None:
    lines = [f"{report.products} products imported, {len(report.rejects)} rows left out"]
    if report.unmapped:
        lines.append(f"{report.unmapped} of them are none of the ten categories: kept, not recommended")
    if report.resumed:
        lines.append(f"{report.resumed} were in already, from an import that was interrupted")
    if report.embedded or report.reused:
        lines.append(f"{report.embedded} pictures embedded, {report.reused} products keep their embedding")
    if report.posed:
        lines.append(f"{report.posed} pictures cropped to the garment on the person who wears it")
    if report.pose_errors:
        lines.append(f"{report.pose_errors} pictures read whole because the pose service did not answer")
    lines.append(f"{uri} is at version {report.version}")
    for line in lines:
        screen.print(line, highlight=False, markup=False, soft_wrap=True)
