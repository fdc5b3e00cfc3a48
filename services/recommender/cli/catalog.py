"""`vitrine catalog`: its commands put together."""

import typer

from services.recommender.cli.imports import import_
from services.recommender.cli.stats import stats

catalog = typer.Typer(no_args_is_help=True, help="Fill the catalog from a product feed, and look into it.")
catalog.command("import")(import_)
catalog.command()(stats)
