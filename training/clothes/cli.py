"""`python -m training clothes ...`."""

from pathlib import Path
from typing import Annotated

import torch
import typer

app = typer.Typer(no_args_is_help=True, help="The clothes trunk and its three heads.")

RUNS = Path("runs/clothes")


@app.command()
def train(
    folder: Annotated[Path, typer.Option(help="Where checkpoints and logs go.")] = RUNS,
    size: Annotated[int, typer.Option(help="Pixels on a side of the crops; what is served has 224.")] = 160,
    minutes: Annotated[float, typer.Option(help="The run ends after this time.")] = 60,
    epochs: Annotated[int, typer.Option(help="Or after so many epochs.")] = 1000,
    images_per_epoch: int = 3000,
    batch: int = 32,
    learning_rate: float = 1e-3,
    tune_layers: Annotated[
        int | None,
        typer.Option(help="Train only so many last layers of the trunk, 12 as the original did; else all."),
    ] = None,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    threads: Annotated[int, typer.Option(help="CPU threads of PyTorch.")] = 2,
    start_from: Annotated[
        Path | None, typer.Option(help="Go on from the weights of this checkpoint.")
    ] = None,
    resume: Annotated[Path | None, typer.Option(help="Go on with this very run.")] = None,
    validation_limit: int = 400,
    seed: int = 17,
) -> None:
    """Train on street, attributes, garments, products and kimono."""
    from training.clothes.train import train as run

    torch.set_num_threads(threads)
    run(
        folder,
        size=size,
        minutes=minutes,
        epochs=epochs,
        images_per_epoch=images_per_epoch,
        batch=batch,
        learning_rate=learning_rate,
        tune_layers=tune_layers,
        device=device,
        start_from=start_from,
        resume=resume,
        validation_limit=validation_limit,
        seed=seed,
    )


@app.command()
def export(
    checkpoint: Annotated[Path, typer.Option(help="best.ckpt or last.ckpt of a run.")],
    version: int = 1,
    models: Annotated[Path, typer.Option(help="The model repository.")] = Path("models"),
    threads: int = 2,
    every: Annotated[int, typer.Option(help="Look at every so many-th sample only; 1 for all.")] = 1,
) -> None:
    """Write the trunk and three heads: calibrated, int8 if that loses nothing, measured on test."""
    from training.clothes.export import export as run

    torch.set_num_threads(threads)
    run(checkpoint, models, version, every)


@app.command()
def evaluate(
    models: Annotated[Path, typer.Option(help="The model repository.")] = Path("models"),
    version: int = 1,
    threads: int = 2,
) -> None:
    """Print accuracy, recalls, calibration and `worn` of exported files on the test photos."""
    from contracts.clothes import SLOTS
    from training.clothes.data import samples_of
    from training.clothes.evaluate import Files, measure, read, retrieval

    files: Files = {
        part: models / f"clothes-{part}" / str(version) / "model.onnx" for part in ("trunk", *SLOTS)
    }
    samples = samples_of("test")
    readings = read(files, samples, threads=threads)
    for slot in SLOTS:
        near = retrieval(samples, readings, slot)
        for one in [*measure(samples, readings, slot), *([near] if near else [])]:
            typer.echo(f"{slot:6} {one.set:50} {one.metric:36} {one.value:.4f}  ({one.count})")
