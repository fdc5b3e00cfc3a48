"""`vitrine catalog`: its commands put together."""

import typer

from services.recommender.cli.exports import export
from services.recommender.cli.imports import import_
from services.recommender.cli.reindexing import reindex
from services.recommender.cli.stats import stats
from services.recommender.cli.updates import update
from services.recommender.cli.versions import rollback, versions

app = typer.Typer(no_args_is_help=True, help="Fill the catalog from a product feed, and look into it.")
app.command("import")(import_)
for command in (update, stats, export, versions, rollback, reindex):
    app.command()(command)
