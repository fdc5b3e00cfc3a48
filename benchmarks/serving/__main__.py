"""`python -m benchmarks.serving`: the table of one model service against the bare ONNX Runtime loop."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.serving.measures import leaving, overload, stop, throughput
from benchmarks.serving.processes import running
from benchmarks.serving.subject import choose


def main(
    service: Annotated[str | None, typer.Option(help="gender, pose or clothes; by default the first")] = None,
    models: Annotated[Path, typer.Option(help="the model repository")] = Path("models"),
    rounds: Annotated[int, typer.Option(min=1, max=20, help="of bare loops and service in turn")] = 3,
    seconds: Annotated[float, typer.Option(min=1, max=30, help="of each load")] = 4,
) -> None:
    """Measure, print, and exit 1 if an aim is missed. The clients use the same cores as the service."""
    console = Console()
    try:
        subject = choose(models, service)
    except LookupError as error:
        console.print(str(error), style="red")
        raise typer.Exit(1) from error
    with console.status(f"measuring {subject.name}"), running(subject, models) as (bares, process):
        measures = throughput(bares, process, rounds, seconds)
        measures += leaving(process, rounds, seconds)
        measures += overload(process, 2 * seconds)
        measures += stop(process)
    files = ", ".join(map(str, subject.model_files(models)))
    table = Table("measure", "value", "aim", "", title=f"{subject.name}: {files}")
    for measure in measures:
        verdict = {None: "", True: "[green]met", False: "[red]missed"}[measure.met]
        table.add_row(measure.what, measure.value, measure.aim, verdict)
    console.print(table)
    raise typer.Exit(any(measure.met is False for measure in measures))


if __name__ == "__main__":
    typer.run(main)
