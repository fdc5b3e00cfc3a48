"""`python -m training gender ...`."""

from pathlib import Path
from typing import Annotated

import torch
import typer

from training.gender.networks import Name
from training.options import TrainingOptions, takes_training_options

app = typer.Typer(no_args_is_help=True, help="The gender networks.")

RUNS = Path("runs/gender")

Data = Annotated[
    Path | None, typer.Option(help="A UTKFace folder; by default the shards of the data folder.")
]

Teaches = Annotated[Path | None, typer.Option(help="Learn also what this exported file says.")]
HeadsShare = Annotated[
    float,
    typer.Option(
        min=0, max=0.9, help="Of the faces: heads of the attribute photos, cut out as the services do."
    ),
]
Strength = Annotated[float, typer.Option(min=0, max=1, help="How much the faces are varied.")]


@app.command()
@takes_training_options(TrainingOptions(folder=RUNS, batch=64, learning_rate=1e-3))
def train(
    options: TrainingOptions,
    network: Annotated[Name, typer.Option(help="The design's CNN, or the residual one.")] = Name.RESIDUAL,
    data: Data = None,
    images_per_epoch: Annotated[int, typer.Option(help="Faces drawn between two validations.")] = 8000,
    teacher: Teaches = None,
    rank: Annotated[int, typer.Option(help="Of the original's second kernel in training; 0: full.")] = 32,
    heads_share: HeadsShare = 0.0,
    strength: Strength = 1.0,
    start_from: Annotated[
        Path | None,
        typer.Option(
            help="Weights for a new run: a checkpoint, an exported file, or what dlib publishes (.dat)."
        ),
    ] = None,
) -> None:
    """Train on UTKFace."""
    from training.gender.data import TrainingFaces
    from training.gender.heads import heads_of
    from training.gender.networks import load, new_network
    from training.gender.teacher import Teacher
    from training.gender.train import train as run

    trained = load(start_from)[1] if start_from else new_network(network, rank or None)
    told: dict[str, object] = {"network": network.value, "start_from": start_from, "teacher": teacher}
    told |= {"rank": rank, "heads_share": heads_share, "strength": strength}
    heads = heads_of(["train"]) if heads_share else ()
    drawn = TrainingFaces(data=data, heads=heads, heads_share=heads_share, strength=strength)
    taught = Teacher(teacher, options.threads) if teacher else None
    run(options, trained, images_per_epoch, drawn, taught, told)


@app.command("train-dense")
@takes_training_options(
    TrainingOptions(folder=RUNS / "dense", batch=256, learning_rate=1e-3, minutes=0, epochs=30)
)
def train_dense(
    options: TrainingOptions,
    start_from: Annotated[Path, typer.Option(help="A checkpoint of the design's CNN, or an exported file.")],
    data: Data = None,
    variations: Annotated[int, typer.Option(min=1, help="Of each face; 6 GB of disk each.")] = 2,
    components: Annotated[int, typer.Option(min=1, help="That the feature maps are told by.")] = 768,
    teacher: Teaches = None,
    rank: Annotated[int, typer.Option(min=1, help="At which the second kernel is computed.")] = 32,
    heads_share: HeadsShare = 0.0,
    strength: Strength = 0.3,
) -> None:
    """New dense layers for the design's CNN, trained on feature maps that are computed once."""
    from training.gender.data import TrainingFaces
    from training.gender.dense import train_dense as run
    from training.gender.heads import heads_of
    from training.gender.network import GenderNetwork
    from training.gender.networks import load
    from training.gender.teacher import Teacher

    _, network = load(start_from)
    if not isinstance(network, GenderNetwork):
        raise typer.BadParameter(f"{start_from} is not the design's CNN", param_hint="--start-from")
    if not network.rank:
        network = network.factored(rank)
    told: dict[str, object] = {"start_from": start_from, "teacher": teacher, "rank": rank}
    told |= {"variations": variations, "components": components}
    told |= {"heads_share": heads_share, "strength": strength}
    heads = heads_of(["train"]) if heads_share else ()
    drawn = TrainingFaces(data=data, heads=heads, heads_share=heads_share, strength=strength)
    taught = Teacher(teacher, options.threads) if teacher else None
    run(options, network, drawn, variations, components, taught, told)


@app.command()
def export(
    checkpoint: Annotated[Path, typer.Option(help="best.ckpt or recent.ckpt of a run.")],
    version: Annotated[
        int | None, typer.Option(help="By default 1 for the original, 2 for the residual.")
    ] = None,
    models: Annotated[Path, typer.Option(help="The model repository.")] = Path("models"),
    threads: int = 2,
    limit: Annotated[int | None, typer.Option(help="Faces to look at; all by default.")] = None,
    trained_on: Annotated[
        str | None, typer.Option(help="For the file's metadata; by default the training part of UTKFace.")
    ] = None,
    data: Data = None,
) -> None:
    """Write models/gender/<version>/model.onnx: calibrated, int8 if that loses nothing, measured on test."""
    from training.gender.export import TRAINED_ON
    from training.gender.export import export as run
    from training.gender.networks import load

    torch.set_num_threads(threads)
    name, network = load(checkpoint)
    run(network, models, version or name.version, limit, data, trained_on or TRAINED_ON)


@app.command()
def evaluate(
    model: Annotated[Path, typer.Option(help="An exported file.")] = Path("models/gender/1/model.onnx"),
    threads: int = 2,
    data: Data = None,
) -> None:
    """Print accuracy by group, calibration error and confusion of an exported file on the test faces."""
    from training.gender.evaluate import confusion, faces_in, measure, measure_heads, predict
    from training.gender.heads import unseen_heads

    predictions = predict(model, faces_in("test", data=data), data, threads=threads)
    of_photos = [] if data else measure_heads(model, unseen_heads(), threads)
    for one in measure(predictions) + of_photos:
        typer.echo(f"{one.set:36} {one.metric:28} {one.value:.4f}  ({one.count})")
    counts = confusion(predictions)
    typer.echo(f"labelled male: {counts[0, 0]} as male, {counts[0, 1]} as female")
    typer.echo(f"labelled female: {counts[1, 0]} as male, {counts[1, 1]} as female")
