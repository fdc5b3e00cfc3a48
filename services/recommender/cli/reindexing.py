"""`vitrine catalog reindex`."""

from pathlib import Path
from typing import Annotated

import typer

from services.recommender.cli.eyes import eyes, need_pictures
from services.recommender.cli.options import (
    DEFAULT_MODELS,
    DEFAULT_URI,
    AllowHosts,
    CatalogUri,
    Models,
    OnDevice,
    PoseUrl,
    screen,
    told,
)
from services.recommender.cli.progress import progress
from services.recommender.importing.reindex import reindex as reindex_catalog
from services.recommender.importing.reindex import staleness


def reindex(
    catalog_uri: CatalogUri = DEFAULT_URI,
    images: Annotated[Path, typer.Option(help="Folder or zip archive of the pictures.")] = Path("images"),
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
    with told("The catalog is as it was."):
        looking = eyes(images, allow_hosts or [], models, device, pose_url)
        stale = staleness(catalog_uri, looking.embedder.model)
        if not stale.products:
            screen.print(f"All is read by {looking.embedder.model}: nothing to do.", highlight=False)
            return
        read_by = ", ".join(name or "no network" for name in stale.models)
        screen.print(
            f"The clothes networks are {looking.embedder.model} now; "
            f"{stale.products} products were read by {read_by}.",
            highlight=False,
            soft_wrap=True,
        )
        if check:
            return
        need_pictures(images, allow_hosts or [])
        with progress("reindex") as on_progress:
            report = reindex_catalog(catalog_uri, looking, on_progress=on_progress)
    screen.print(
        f"{report.embedded} pictures embedded, {report.resumed} products were done already, "
        f"{report.without_picture} are without an embedding because their picture cannot be read; "
        f"{catalog_uri} is at version {report.version}",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
