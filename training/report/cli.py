"""`python -m training report ...`."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import torch
import typer

app = typer.Typer(no_args_is_help=True, help="Write docs/reports: numbers and plots of the exported files.")

MISTAKES = Path("runs/reports")
"""Where the pages with photos go, which are never committed."""

Models = Annotated[Path, typer.Option(help="The model repository.")]
Folder = Annotated[Path, typer.Option(help="Where the Markdown and its pictures go.")]
Limit = Annotated[int | None, typer.Option(min=1, help="Photos to look at, spread over the set; else all.")]
Runs = Annotated[list[Path] | None, typer.Option(help="Folder of a training run to plot; may be repeated.")]
Threads = Annotated[int, typer.Option(min=1, help="CPU threads of PyTorch and ONNX Runtime.")]

T = TypeVar("T")


@app.command()
def gender(
    models: Models = Path("models"),
    folder: Folder = Path("docs/reports"),
    limit: Limit = None,
    run: Runs = None,
    threads: Threads = 2,
) -> None:
    """All versions of the gender network, side by side, on the test faces."""
    from training.gender.evaluate import faces_in, heads_right, predict
    from training.gender.heads import unseen_heads
    from training.report.gender import mistakes, write_report
    from training.report.mistakes import write_mistakes
    from training.report.origin import ModelFile, Origin, versions

    torch.set_num_threads(threads)
    paths = list(versions(models, "gender").values())
    files = [ModelFile.at(path) for path in paths]
    faces = _spread(faces_in("test"), limit)
    said = {file.name: predict(path, faces, threads=threads) for file, path in zip(files, paths, strict=True)}
    heads = unseen_heads()[:limit]
    right = {file.name: heads_right(path, heads, threads) for file, path in zip(files, paths, strict=True)}
    measured_on = f"{len(faces)} faces" + (f" and {len(heads)} heads" if heads else "")
    labelled = [head.gender for head in heads]
    typer.echo(
        write_report(
            folder,
            said,
            Origin(_command(), files, measured_on),
            run or (),
            (labelled, right) if heads else None,
        )
    )
    newest = files[-1].name
    typer.echo(
        write_mistakes(MISTAKES / "gender-mistakes.html", f"Mistakes of {newest}", mistakes(said[newest]))
    )


@app.command()
def clothes(
    models: Models = Path("models"),
    version: Annotated[int | None, typer.Option(help="Of the trunk and the heads; else the highest.")] = None,
    folder: Folder = Path("docs/reports"),
    limit: Limit = None,
    run: Runs = None,
    threads: Threads = 2,
) -> None:
    """The trunk and its three heads on the test crops."""
    from contracts.clothes import SLOTS
    from training.clothes.data import samples_of
    from training.clothes.evaluate import Files, read
    from training.report.clothes import counts_of, mistakes, write_report
    from training.report.mistakes import write_mistakes
    from training.report.origin import ModelFile, Origin, versions

    torch.set_num_threads(threads)
    number = version or max(versions(models, "clothes-trunk"))
    files: Files = {}
    told = []
    for part in ("trunk", *SLOTS):
        path = versions(models, f"clothes-{part}")[number]
        files[part] = path
        told.append(ModelFile.at(path))
    samples = _spread(samples_of("test"), limit)
    readings = read(files, samples, threads=threads)
    photos = len({(sample.source, sample.file) for sample in samples})
    origin = Origin(_command(), told, f"{len(samples)} crops of {photos} photos")
    typer.echo(write_report(folder, samples, readings, counts_of(samples_of("train")), origin, run or ()))
    page = MISTAKES / "clothes-mistakes.html"
    typer.echo(write_mistakes(page, f"Mistakes of clothes@{number}", mistakes(samples, readings)))


@app.command()
def pose(
    models: Models = Path("models"),
    version: Annotated[int | None, typer.Option(help="Else the highest.")] = None,
    labels: Annotated[Path, typer.Option(help="Where `pose label` put its files.")] = Path(
        "runs/pose/labels"
    ),
    folder: Folder = Path("docs/reports"),
    limit: Annotated[int | None, typer.Option(min=1, help="Photos of each set; else all.")] = None,
    run: Runs = None,
    threads: Threads = 2,
) -> None:
    """The pose network on the test photos."""
    from training.onnx_file import session
    from training.pose.evaluate import milliseconds, sets
    from training.report.origin import ModelFile, Origin, versions
    from training.report.pose import judged, write_report

    found = versions(models, "pose")
    path = found[version or max(found)]
    runtime = session(path, threads)
    said = {name: judged(runtime, examples, limit) for name, examples in sets(labels, "test").items()}
    photos = f"{sum(map(len, said.values()))} photos (some in several sets)"
    origin = Origin(_command(), [ModelFile.at(path)], photos)
    typer.echo(write_report(folder, said, milliseconds(path, threads), origin, run or ()))


def _spread(items: Sequence[T], limit: int | None) -> list[T]:
    """All items, or every so many-th so that they are `limit` at most."""
    step = -(-len(items) // limit) if limit else 1
    return list(items[::step])


def _command() -> str:
    """The command as it was typed."""
    return shlex.join(["python", "-m", "training", *sys.argv[1:]])
