"""`vitrine catalog reindex`."""

from pathlib import Path
from typing import Annotated

import typer

from services.recommender.cli.options import DEFAULT_URI, CatalogUri
from services.recommender.cli.picture_options import (
    DEFAULT_MODELS,
    AllowHosts,
    Models,
    OnDevice,
    PoseUrl,
    ReadingsFile,
    need_pictures,
    refuse_pictures_beside,
)
from services.recommender.cli.progress import progress
from services.recommender.cli.screen import screen, told
from services.recommender.cli.seeing import seeing
from services.recommender.importing.reindex import reindex as reindex_catalog
from services.recommender.importing.reindex import staleness


def reindex(
    catalog_uri: CatalogUri = DEFAULT_URI,
    readings: ReadingsFile = None,
    images: Annotated[
        Path | None, typer.Option(help="Folder or zip archive of the pictures; if not given, `images`.")
    ] = None,
    allow_hosts: AllowHosts = None,
    models: Models = DEFAULT_MODELS,
    device: OnDevice = "auto",
    pose_url: PoseUrl = "",
    check: Annotated[bool, typer.Option("--check", help="Say what is to be done, and do nothing.")] = False,
) -> None:
    """Look at all pictures again after the clothes networks changed.

    Embeddings of two networks cannot be compared, so products that others read are found by their look no
    more. The catalog is served as it is until all are read again. A reindex that was interrupted goes on
    where it was.
    """
    refuse_pictures_beside(readings, images, allow_hosts)
    folder, hosts = images or Path("images"), allow_hosts or []
    with (
        told("The catalog is as it was."),
        seeing(readings, folder, hosts, models, device, pose_url) as eyes,
    ):
        stale = staleness(catalog_uri, eyes.model)
        if not stale.products:
            screen.print(f"All is read by {eyes.model}: nothing to do.", highlight=False)
            return
        read_by = ", ".join(name or "no network" for name in stale.models)
        screen.print(
            f"The clothes networks are {eyes.model} now; {stale.products} products were read by {read_by}.",
            highlight=False,
            soft_wrap=True,
        )
        if check:
            return
        if readings is None:
            need_pictures(folder, hosts)
        with progress("reindex") as on_progress:
            report = reindex_catalog(catalog_uri, eyes, on_progress=on_progress)
    screen.print(
        f"{report.embedded + report.read_before} pictures embedded, {report.resumed} products were done "
        f"already, {report.without_picture} are without an embedding because their picture cannot be read; "
        f"{catalog_uri} is at version {report.version}",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
