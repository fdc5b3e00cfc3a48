"""`vitrine`: the groups of commands put together."""

import typer

from services.recommender.cli.catalog import catalog
from services.recommender.events.cli import app as events

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Vitrine's catalog.")
app.add_typer(catalog, name="catalog")
app.add_typer(events, name="events")


@app.callback()
def main() -> None:
    """Vitrine's catalog."""
