"""`python -m training clothes ...`."""

from pathlib import Path
from typing import Annotated

import torch
import typer

from training.options import TrainingOptions, takes_training_options

app = typer.Typer(no_args_is_help=True, help="The clothes trunk and its three heads.")

RUNS = Path("runs/clothes")

Data = Annotated[
    Path | None, typer.Option(help="DeepFashion (Category and Attribute); by default the data folder's sets.")
]


@app.command()
@takes_training_options(TrainingOptions(folder=RUNS, batch=32, learning_rate=1e-3))
def train(
    options: TrainingOptions,
    data: Data = None,
    size: Annotated[int, typer.Option(help="Pixels on a side of the crops; what is served has 224.")] = 160,
    images_per_epoch: Annotated[int, typer.Option(help="Crops drawn between two validations.")] = 4000,
    validation_limit: Annotated[int, typer.Option(help="Crops that a validation looks at.")] = 600,
    tune_layers: Annotated[
        int | None,
        typer.Option(help="Train only so many last layers of the trunk, 12 as the original did; else all."),
    ] = None,
    start_from: Annotated[
        Path | None,
        typer.Option(
            help="Weights for a new run: a checkpoint, or an exported trunk; by default ImageNet's."
        ),
    ] = None,
) -> None:
    """Train the trunk and the three heads together."""
    from training.clothes.train import train as run

    run(
        options,
        size=size,
        images_per_epoch=images_per_epoch,
        validation_limit=validation_limit,
        tune_layers=tune_layers,
        start_from=start_from,
        data=data,
    )


@app.command()
def export(
    checkpoint: Annotated[Path, typer.Option(help="best.ckpt or last.ckpt of a run.")],
    version: int = 1,
    models: Annotated[Path, typer.Option(help="The model repository.")] = Path("models"),
    threads: int = 2,
    every: Annotated[int, typer.Option(help="Look at every so many-th sample only; 1 for all.")] = 1,
    data: Data = None,
) -> None:
    """Write the trunk and three heads: calibrated, int8 if that loses nothing, measured on test."""
    from training.clothes.export import export as run

    torch.set_num_threads(threads)
    run(checkpoint, models, version, every, data)


@app.command()
def evaluate(
    models: Annotated[Path, typer.Option(help="The model repository.")] = Path("models"),
    version: int = 1,
    threads: int = 2,
    data: Data = None,
) -> None:
    """Print accuracy, recalls, calibration and `worn` of exported files on the test photos."""
    from contracts.clothes import SLOTS
    from training.clothes.data import samples_of
    from training.clothes.evaluate import PUBLISHED_SETS, SETS, Files, measure, read, retrieval

    files: Files = {
        part: models / f"clothes-{part}" / str(version) / "model.onnx" for part in ("trunk", *SLOTS)
    }
    samples = samples_of("test", data)
    readings = read(files, samples, data, threads=threads)
    sets = SETS if data is None else PUBLISHED_SETS
    for slot in SLOTS:
        near = retrieval(samples, readings, slot)
        for one in [*measure(samples, readings, slot, sets), *([near] if near else [])]:
            typer.echo(f"{slot:6} {one.set:50} {one.metric:36} {one.value:.4f}  ({one.count})")
