"""`vitrine catalog versions` and `vitrine catalog rollback`."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from services.recommender.catalog.versions import published_versions, roll_back
from services.recommender.cli.options import DEFAULT_URI, CatalogUri
from services.recommender.cli.screen import screen, told
from services.recommender.importing.lock import writing


def versions(catalog_uri: CatalogUri = DEFAULT_URI) -> None:
    """List the versions that can be rolled back to, newest first."""
    with told("No versions:"):
        found = published_versions(catalog_uri)
    table = Table("version", "by", "published (UTC)", "products", "")
    for version in found:
        table.add_row(
            str(version.number),
            version.kind,
            f"{version.published:%Y-%m-%d %H:%M:%S}",
            str(version.products),
            "served" if version.live else "",
        )
    Console().print(table)


def rollback(
    catalog_uri: CatalogUri = DEFAULT_URI,
    to: Annotated[
        int | None,
        typer.Option(help="Version to serve; if not given, the one before this one."),
    ] = None,
) -> None:
    """Serve an earlier version again. Nothing is deleted: --to brings the newer one back."""
    with told("The catalog is as it was."), writing(catalog_uri):
        version = roll_back(catalog_uri, to)
    screen.print(f"{catalog_uri} is at version {version}", highlight=False, soft_wrap=True)
