"""Which feed, how it is read, and where its bad rows are written."""

from pathlib import Path
from typing import Annotated

import typer

from services.recommender.feeds.formats import Format

FeedPath = Annotated[
    Path,
    typer.Argument(
        help="Google Merchant feed (TSV or XML), Shopify product CSV, or JSON Lines.",
        exists=True,
        dir_okay=False,
    ),
]
FormatOf = Annotated[
    Format | None, typer.Option("--format", help="Of the feed; if not given, told from its content.")
]
Categories = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="Table of what belongs to which category (CSV)."),
]
Currency = Annotated[
    str,
    typer.Option(
        show_default=False,
        help="Of the prices, such as EUR; rows in another are left out. If not given, that of most of the "
        "first 1,000 rows, and EUR for a Shopify file, which does not say it.",
    ),
]
Shop = Annotated[str, typer.Option(help="Address of a Shopify shop: https://shop.example")]


def _writable(path: Path | None) -> Path | None:
    """Before the work, not after it; what is in the file stays until then."""
    if path is not None:
        try:
            path.open("a").close()
        except OSError as error:
            raise typer.BadParameter(f"file {str(path)!r} cannot be written: {error.strerror}") from error
    return path


RejectsFile = Annotated[
    Path | None,
    typer.Option(
        "--rejects",
        dir_okay=False,
        callback=_writable,
        help="Write the rows that are left out to this file.",
    ),
]
