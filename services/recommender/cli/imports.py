"""`vitrine catalog import`."""

from contextlib import nullcontext
from typing import Annotated

import typer

from services.recommender.cli.feed_options import (
    Categories,
    Currency,
    FeedPath,
    FormatOf,
    RejectsFile,
    Shop,
)
from services.recommender.cli.options import DEFAULT_URI, CatalogUri
from services.recommender.cli.picture_options import (
    DEFAULT_MODELS,
    AllowHosts,
    Images,
    Models,
    OnDevice,
    PoseUrl,
    ReadingsFile,
    need_pictures,
    refuse_pictures_beside,
)
from services.recommender.cli.progress import progress
from services.recommender.cli.rejects import tell_rejects
from services.recommender.cli.screen import tell, told
from services.recommender.cli.seeing import seeing
from services.recommender.cli.summary import looked
from services.recommender.errors import RowsRejected
from services.recommender.feeds.file import FeedFile
from services.recommender.importing.report import ImportReport
from services.recommender.importing.run import import_feed


def import_(
    feed: FeedPath,
    catalog_uri: CatalogUri = DEFAULT_URI,
    format_: FormatOf = None,
    categories: Categories = None,
    currency: Currency = "",
    shop: Shop = "",
    readings: ReadingsFile = None,
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
    refuse_pictures_beside(readings, images, allow_hosts)
    folder, hosts = images or feed.parent / "images", allow_hosts or []
    with told("Nothing was imported."):
        if embedding and readings is None:
            need_pictures(folder, hosts)
        seen = seeing(readings, folder, hosts, models, device, pose_url) if embedding else nullcontext()
        file = FeedFile(feed, format_, categories, currency, shop)
        try:
            with seen as eyes, progress(feed.name) as on_progress:
                report = import_feed(file, catalog_uri, eyes, strict=strict, on_progress=on_progress)
        except RowsRejected as error:
            tell_rejects(error.rejects, rejects)
            raise
    tell_rejects(report.rejects, rejects)
    tell([*_lines(report), f"{catalog_uri} is at version {report.version}"])


def _lines(report: ImportReport) -> list[str]:
    lines = [f"{report.products} products imported, {len(report.rejects)} rows left out"]
    if report.unmapped:
        lines.append(f"{report.unmapped} of them are none of the ten categories: kept, not recommended")
    if report.resumed:
        lines.append(f"{report.resumed} were in already, from an import that was interrupted")
    return lines + looked(report)
