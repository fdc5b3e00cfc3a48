"""`vitrine catalog update`."""

import time
from pathlib import Path
from typing import Annotated

import typer

from services.recommender.cli.feed_options import Currency, FormatOf, RejectsFile
from services.recommender.cli.options import DEFAULT_URI, CatalogUri
from services.recommender.cli.rejects import tell_rejects
from services.recommender.cli.screen import screen, told
from services.recommender.errors import RowsRejected
from services.recommender.feeds.file import FeedFile
from services.recommender.importing.update import update_catalog


def update(
    feed: Annotated[
        Path,
        typer.Argument(
            help="Feed of any format; of TSV, id and one of price, sale_price and availability is enough.",
            exists=True,
            dir_okay=False,
        ),
    ],
    catalog_uri: CatalogUri = DEFAULT_URI,
    format_: FormatOf = None,
    currency: Currency = "",
    strict: Annotated[bool, typer.Option("--strict", help="Change nothing if a row is rejected.")] = False,
    rejects: RejectsFile = None,
) -> None:
    """Take over prices and availability of products that are in the catalog, by their id.

    A row with a price and no sale price ends the sale. Everything else that a row says is left alone, and
    so are products that the feed does not name.
    """
    started = time.monotonic()
    with told("Nothing was changed."):
        file = FeedFile(feed, format_, currency=currency)
        try:
            with screen.status(feed.name) as status:

                def on_rows(rows: int) -> None:
                    speed = rows / max(time.monotonic() - started, 1e-3)
                    status.update(f"{feed.name}: {rows:,} rows, {speed:,.0f}/s")

                report = update_catalog(file, catalog_uri, strict=strict, on_rows=on_rows)
        except RowsRejected as error:
            tell_rejects(error.rejects, rejects)
            raise
    tell_rejects(report.rejects, rejects)
    screen.print(
        f"{report.changed} products changed, {report.unchanged} were so already, "
        f"{len(report.rejects)} rows left out; {catalog_uri} is at version {report.version}",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
