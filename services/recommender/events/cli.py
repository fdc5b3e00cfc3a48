"""`vitrine events`: what became of the products that were shown."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from contracts.events import EventList
from services.recommender.errors import RecommenderError
from services.recommender.events.categories import categories_of
from services.recommender.events.counts import EventCounts
from services.recommender.events.events import Events
from services.recommender.events.redis_store import RedisAway
from services.recommender.events.report import table_of_list, tables
from services.recommender.settings import RecommenderSettings

app = typer.Typer(no_args_is_help=True, help="What shoppers saw, opened and bought.")

CatalogUri = Annotated[
    str, typer.Option("--catalog", envvar="CATALOG_URI", help="Folder or address (s3://…) of the catalog.")
]
DEFAULT_URI = RecommenderSettings.model_fields["catalog_uri"].default

Result = TypeVar("Result")

screen = Console(stderr=True)


@app.command()
def fold() -> None:
    """Move what is buffered in Redis, or in the events file, into the counts.

    The recommender does so by itself every few seconds; this is for a machine whose recommender has ended.
    REDIS_URL and EVENTS_FILE say where the events are.
    """
    folded = _run(Events.fold)
    screen.print(f"{folded} events folded", highlight=False)


@app.command()
def report(
    catalog_uri: CatalogUri = DEFAULT_URI,
    of_list: Annotated[
        EventList | None,
        typer.Option("--list", help="By position in this list only, as each has its own places."),
    ] = None,
) -> None:
    """Show click-through by list, by position and by category, and what was bought.

    Whatever is buffered is folded first.
    """

    async def folded_counts(events: Events) -> EventCounts:
        await events.fold()
        return await events.counts()

    counts = _run(folded_counts)
    if not counts.products:
        screen.print("No events yet.")
        return
    if of_list is not None:
        shown = [table_of_list(counts, of_list)]
    else:
        try:
            shown = tables(counts, categories_of(catalog_uri, list(counts.products)))
        except RecommenderError as error:
            raise _failed(error) from error
    console = Console()
    for table in shown:
        console.print(table)


def _run(work: Callable[[Events], Awaitable[Result]]) -> Result:
    async def opened() -> Result:
        events = Events(RecommenderSettings())
        try:
            return await work(events)
        finally:
            await events.close()

    try:
        return asyncio.run(opened())
    except (RecommenderError, RedisAway, OSError) as error:
        raise _failed(error) from error


def _failed(error: Exception) -> typer.Exit:
    reason = f"Redis does not answer: {error}" if isinstance(error, RedisAway) else str(error)
    screen.print(f"[red]That did not work.[/] {reason}", highlight=False)
    return typer.Exit(1)
