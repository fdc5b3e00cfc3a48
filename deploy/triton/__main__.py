"""`python -m deploy.triton models OUT`: a model repository that Triton Inference Server serves."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from deploy.triton.model_config import Device, Limits, NotServable
from deploy.triton.repository import write_repository

DEFAULT = Limits()

console = Console()


def main(
    models: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="<name>/<version>/model.onnx")],
    out: Annotated[Path, typer.Argument(file_okay=False, help="Where Triton's repository is written.")],
    device: Annotated[Device, typer.Option(help="Where Triton runs the models.")] = "cpu",
    max_batch: Annotated[int, typer.Option(min=1, help="Most items computed together.")] = DEFAULT.max_batch,
    max_waiting: Annotated[
        int, typer.Option(min=1, help="Most requests in the queue; what is over it is refused.")
    ] = DEFAULT.max_waiting,
    max_wait_s: Annotated[
        float, typer.Option(min=0.001, help="Seconds after which a waiting request is refused.")
    ] = DEFAULT.max_wait_s,
    instances: Annotated[
        int, typer.Option(min=1, help="Copies of a model on each device.")
    ] = DEFAULT.instances,
) -> None:
    """Write config.pbtxt for each model from its ONNX file, beside a copy of the file."""
    try:
        configs = write_repository(models, out, device, Limits(max_batch, max_waiting, max_wait_s, instances))
    except NotServable as error:
        console.print(f"[red]Nothing can be served:[/] {error}", highlight=False)
        raise typer.Exit(1) from error
    for config in configs:
        console.print(f"{out / config.name / 'config.pbtxt'}", highlight=False)


if __name__ == "__main__":
    typer.run(main)
