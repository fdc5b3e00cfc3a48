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
    start_from: Annotated[
        Path | None, typer.Option(help="Go on from the weights of this checkpoint.")
    ] = None,
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


@app.command()
def export(
    checkpoint: Annotated[Path, typer.Option(help="best.ckpt or last.ckpt of a run.")],
    size: Annotated[int, typer.Option(help="Crop size that the checkpoint was trained on.")] = 150,
    version: int = 1,
    models: Annotated[Path, typer.Option(help="The model repository.")] = Path("models"),
    threads: int = 2,
    limit: Annotated[int | None, typer.Option(help="Validation faces to look at; all by default.")] = None,
    test_limit: Annotated[int | None, typer.Option(help="Test faces to measure on; all by default.")] = None,
) -> None:
    """Write models/gender/<version>/model.onnx: calibrated, int8 if that loses nothing, measured on test."""
    from training.gender.export import export as run

    torch.set_num_threads(threads)
    run(checkpoint, size, models / "gender" / str(version) / "model.onnx", version, limit, test_limit)


@app.command()
def evaluate(
    model: Annotated[Path, typer.Option(help="An exported file.")] = Path("models/gender/1/model.onnx"),
    threads: int = 2,
) -> None:
    """Print accuracy by group, calibration error and confusion of an exported file on the test faces."""
    from training.gender.evaluate import confusion, faces_in, measure, predict

    predictions = predict(model, faces_in("test"), threads=threads)
    for one in measure(predictions):
        typer.echo(f"{one.set:36} {one.metric:28} {one.value:.4f}  ({one.count})")
    counts = confusion(predictions)
    typer.echo(f"labelled male: {counts[0, 0]} as male, {counts[0, 1]} as female")
    typer.echo(f"labelled female: {counts[1, 0]} as male, {counts[1, 1]} as female")
