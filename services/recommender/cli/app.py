"""`vitrine`: the groups of commands put together."""

import typer

from services.recommender.cli.catalog import catalog

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Vitrine's catalog.")
app.add_typer(catalog, name="catalog")


@app.callback()
def main() -> None:
    """Vitrine's catalog."""
