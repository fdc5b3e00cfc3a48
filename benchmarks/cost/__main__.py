"""`python -m benchmarks.cost`: what a photo costs each part of the system, and so what many photos cost."""

from functools import partial
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.cost.containers import usage_of_containers
from benchmarks.cost.measure import measure
from benchmarks.cost.processes import usage_of_processes
from benchmarks.cost.tables import cost_table, sizing_table
from benchmarks.cost.uploads import uploads
from benchmarks.running import require_running
from deploy.local.plan import Plan


def main(
    port: Annotated[int, typer.Option(help="of the gateway; the services have the four after it")] = 8000,
    compose: Annotated[
        str | None,
        typer.Option(
            help="a Compose project, as vitrine: ask Docker what its containers use", metavar="PROJECT"
        ),
    ] = None,
    clients: Annotated[int, typer.Option(min=1, help="photos under way at a time")] = 8,
    count: Annotated[int, typer.Option(min=1, help="photos")] = 400,
    longest_side: Annotated[
        int | None, typer.Option(help="pixels; enlarge the photos, as from a phone: 4000", min=1)
    ] = None,
) -> None:
    """Measure and print."""
    plan = Plan(port)
    require_running(plan.url("gateway"))
    usage = partial(usage_of_containers, compose) if compose else partial(usage_of_processes, plan)
    cost = measure(plan.url("gateway"), usage, uploads(longest_side), clients, count)
    console = Console()
    console.print(cost_table(cost, clients), sizing_table(cost))
    console.print(
        f"{cost.photos} photos answered in {cost.seconds:.1f} s, {cost.photos / cost.seconds:.1f} a second; "
        f"{cost.refused} turned away; {cost.sent_mb:.1f} MB of pixels a photo between gateway and services",
        highlight=False,
    )


if __name__ == "__main__":
    typer.run(main)
