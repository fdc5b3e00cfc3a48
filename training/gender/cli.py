"""`python -m training gender ...`."""

from pathlib import Path
from typing import Annotated

import torch
import typer

app = typer.Typer(no_args_is_help=True, help="The gender CNN.")

RUNS = Path("runs/gender")


@app.command()
def train(
    folder: Annotated[Path, typer.Option(help="Where checkpoints and logs go.")] = RUNS,
    size: Annotated[int, typer.Option(help="Pixels on a side of the crops; what is served has 150.")] = 150,
    minutes: Annotated[float, typer.Option(help="The run ends after this time.")] = 60,
    epochs: Annotated[int, typer.Option(help="Or after so many epochs.")] = 1000,
    images_per_epoch: int = 4000,
    batch: int = 64,
    learning_rate: float = 5e-4,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    threads: Annotated[int, typer.Option(help="CPU threads of PyTorch.")] = 2,
    start_from: Annotated[Path | None, typer.Option(help="Go on from the weights of this checkpoint.")] = None,
    start_size: Annotated[int, typer.Option(help="Crop size that --start-from was trained on.")] = 75,
    resume: Annotated[Path | None, typer.Option(help="Go on with this very run.")] = None,
    validation_limit: int = 600,
) -> None:
    """Train on UTKFace."""
    from training.gender.train import train as run

    torch.set_num_threads(threads)
    run(
        folder,
        size=size,
        minutes=minutes,
        epochs=epochs,
        images_per_epoch=images_per_epoch,
        batch=batch,
        learning_rate=learning_rate,
        device=device,
        start_from=start_from,
        start_size=start_size,
        resume=resume,
        validation_limit=validation_limit,
    )
