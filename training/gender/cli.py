"""`python -m training gender ...`."""

from pathlib import Path
from typing import Annotated

import torch
import typer

from training.gender.networks import Name

app = typer.Typer(no_args_is_help=True, help="The gender networks.")

RUNS = Path("runs/gender")


@app.command()
def train(
    network: Annotated[Name, typer.Option(help="The design's CNN, or MobileNetV2.")] = Name.MOBILE,
    folder: Annotated[Path, typer.Option(help="Where checkpoints and logs go.")] = RUNS,
    minutes: Annotated[float, typer.Option(help="The run ends after this time.")] = 60,
    epochs: Annotated[int, typer.Option(help="Or after so many epochs.")] = 1000,
    images_per_epoch: int = 8000,
    batch: int = 64,
    learning_rate: float = 1e-3,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    threads: Annotated[int, typer.Option(help="CPU threads of PyTorch.")] = 2,
    teacher: Annotated[
        Path | None, typer.Option(help="Learn also what the network of this checkpoint says.")
    ] = None,
    rank: Annotated[int, typer.Option(help="Of the original's second kernel in training; 0: full.")] = 32,
    hold_first: Annotated[
        bool, typer.Option(help="Leave the original's first layer as it is: twice as fast.")
    ] = False,
    start_from: Annotated[
        Path | None, typer.Option(help="Go on from the weights of this checkpoint.")
    ] = None,
    resume: Annotated[Path | None, typer.Option(help="Go on with this very run.")] = None,
    seed: int = 17,
) -> None:
    """Train on UTKFace."""
    from training.gender.network import GenderNetwork
    from training.gender.networks import load, new_network
    from training.gender.train import train as run

    torch.set_num_threads(threads)
    trained = load(start_from)[1] if start_from else new_network(network, rank or None)
    if hold_first and isinstance(trained, GenderNetwork):
        trained.first.requires_grad_(False)
    run(
        folder,
        trained,
        minutes=minutes,
        epochs=epochs,
        images_per_epoch=images_per_epoch,
        batch=batch,
        learning_rate=learning_rate,
        device=device,
        teacher=load(teacher)[1] if teacher else None,
        resume=resume,
        seed=seed,
    )


@app.command()
def export(
    checkpoint: Annotated[Path, typer.Option(help="best.ckpt or recent.ckpt of a run.")],
    version: Annotated[int | None, typer.Option(help="By default 1 for the original, 2 for mobile.")] = None,
    models: Annotated[Path, typer.Option(help="The model repository.")] = Path("models"),
    threads: int = 2,
    limit: Annotated[int | None, typer.Option(help="Faces to look at; all by default.")] = None,
) -> None:
    """Write models/gender/<version>/model.onnx: calibrated, int8 if that loses nothing, measured on test."""
    from training.gender.export import export as run
    from training.gender.networks import load

    torch.set_num_threads(threads)
    name, network = load(checkpoint)
    run(network, models, version or name.version, limit)


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
