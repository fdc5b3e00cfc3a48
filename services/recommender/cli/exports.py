"""`vitrine catalog export`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from services.recommender.catalog.export import exported, write_jsonl, write_tsv
from services.recommender.cli.options import DEFAULT_URI, CatalogUri
from services.recommender.cli.screen import screen, told


class ExportFormat(StrEnum):
    """What can be written."""

    TSV = "tsv"
    JSONL = "jsonl"


WRITERS = {ExportFormat.TSV: write_tsv, ExportFormat.JSONL: write_jsonl}


def export(
    to: Annotated[Path, typer.Argument(help="File to write; - is the standard output.", dir_okay=False)],
    catalog_uri: CatalogUri = DEFAULT_URI,
    format_: Annotated[
        ExportFormat | None,
        typer.Option("--format", help="If not given, by the name of the file; tsv where that says nothing."),
    ] = None,
) -> None:
    """Write the catalog that is served as a feed that can be imported again."""
    chosen = format_ or (ExportFormat.JSONL if to.suffix in {".jsonl", ".ndjson"} else ExportFormat.TSV)
    write = WRITERS[chosen]
    with told("Nothing was exported."):
        products = exported(catalog_uri)
        if str(to) == "-":
            count = write(products, sys.stdout)
        else:
            unfinished = to.with_name(f"{to.name}.part")
            with unfinished.open("w", encoding="utf-8") as file:
                count = write(products, file)
            unfinished.replace(to)
    screen.print(f"{count} products exported", highlight=False)
