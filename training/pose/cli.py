"""`python -m training pose ...`."""

from pathlib import Path
from typing import Annotated

import torch
import typer

from training.options import TrainingOptions, takes_training_options

app = typer.Typer(no_args_is_help=True, help="The pose networks.")

RUNS = Path("runs/pose")
MODEL = Path("models/pose/1/model.onnx")

Labels = Annotated[Path, typer.Option(help="Where `label` put its files.")]


@app.command()
def label(folder: Labels = RUNS / "labels", threads: int = 1) -> None:
    """Label the photos with the teachers (once: sources that have a file are left out)."""
    from training.pose.teachers import label_all

    torch.set_num_threads(threads)
    label_all(folder)


@app.command()
@takes_training_options(TrainingOptions(folder=RUNS / "run", batch=8, learning_rate=5e-4, minutes=75))
def train(
    options: TrainingOptions,
    labels: Labels = RUNS / "labels",
    start_from: Annotated[
        Path | None, typer.Option(help="Weights for a new run: a checkpoint or an exported file.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="A COCO folder; by default the labels of our photos.")
    ] = None,
) -> None:
    """Fine-tune the published starting weights, or those of `--start-from`, on the labelled photos."""
    from training.pose.train import train as run

    run(options, labels, start_from, data)


@app.command()
def export(
    checkpoint: Annotated[
        Path | None,
        typer.Option(help="A checkpoint of `train`, or a file to export again; else the starting weights."),
    ] = None,
    model: Annotated[Path, typer.Option(help="The file to write.")] = MODEL,
    labels: Labels = RUNS / "labels",
    threads: int = 2,
) -> None:
    """Write the ONNX file, measured on the test photos."""
    from training.pose.export import export as run

    torch.set_num_threads(threads)
    difference = run(checkpoint, model, labels, threads=threads)
    typer.echo(f"{model}: largest difference to PyTorch {difference:.2g}")


@app.command()
def evaluate(
    models: Annotated[list[Path], typer.Argument(help="Exported files to compare.")] = [MODEL],  # noqa: B006
    labels: Labels = RUNS / "labels",
    part: Annotated[str, typer.Option(help="test, or validation to choose by.")] = "test",
    threads: int = 2,
) -> None:
    """Print a table of PCK@0.2 on each set, one column a model, and milliseconds for one 368 x 256 image."""
    from training.pose.evaluate import measure, milliseconds

    torch.set_num_threads(threads)
    columns = [
        measure(model, labels, "test" if part == "test" else "validation", threads) for model in models
    ]
    for row in zip(*columns, strict=True):
        values = "".join(f"{one.value:>10.3f}" for one in row)
        typer.echo(f"{row[0].set:42}{row[0].metric}{values}  ({row[0].count} photos)")
    times = "".join(f"{milliseconds(model, threads):>10.1f}" for model in models)
    typer.echo(f"{'network, 368 x 256':42}ms     {times}  ({threads} threads)")


@app.command("convert-caffe")
def convert_caffe(
    prototxt: Annotated[Path, typer.Option(help="pose_deploy_linevec.prototxt", exists=True)],
    caffemodel: Annotated[Path, typer.Option(help="pose_iter_440000.caffemodel", exists=True)],
    version: Annotated[int, typer.Option(min=1, help="Of the file in the model repository.")] = 2,
    models: Annotated[Path, typer.Option(help="The model repository.")] = Path("models"),
) -> None:
    """Convert OpenPose's published VGG19 network (COCO) into a file that the pose service serves."""
    from training.pose.caffe import export_converted

    path = models / "pose" / str(version) / "model.onnx"
    difference = export_converted(prototxt, caffemodel, path, version)
    typer.echo(f"{path}: largest difference to PyTorch {difference:.2g}")
