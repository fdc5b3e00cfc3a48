"""`python -m training precisions`: what each precision of the exported networks costs and loses."""

import io
import re
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

START, END = "<!-- precisions:start -->", "<!-- precisions:end -->"
"""Between these marks of the page stands what the command printed last."""

_WIDTH = 110
_PRECISIONS = ("fp32", "fp16", "int8")
_BATCHES = (1, 8)


def precisions(
    exports: Annotated[
        Path, typer.Option(help="Where `export` puts <name>/<version>/<precision>.onnx.")
    ] = Path("runs/export"),
    limit: Annotated[int | None, typer.Option(min=1, help="Test photos to look at; all by default.")] = None,
    labels: Annotated[Path, typer.Option(help="Pose only: where `pose label` put its files.")] = Path(
        "runs/pose/labels"
    ),
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
    write: Annotated[bool, typer.Option("--write", help="Put the table into --page.")] = False,
    page: Annotated[Path, typer.Option(help="A page with the marks for it.")] = Path("docs/measurements.md"),
) -> None:
    """Print accuracy on test photos, size and time on this CPU of fp32, fp16 and int8 of each network.

    The time of fp16 here says nothing about a GPU, which it is for: a CPU casts it to float32 and back.
    """
    from training.errors import TrainingError

    console = Console(width=_WIDTH)
    try:
        found = table(exports, limit, labels, threads)
        console.print(found)
        if write:
            put_into(page, found)
    except TrainingError as error:
        console.print(f"refused: {error}", soft_wrap=True, markup=False)
        raise typer.Exit(1) from error


def table(exports: Path, limit: int | None, labels: Path, threads: int) -> Table:
    """A row for each precision of each network version under `exports`; ModelFileError if there is none."""
    from training.compare.network import open_network
    from training.compare.scores import scores
    from training.compare.speed import forward, median_milliseconds
    from training.errors import ModelFileError

    found = Table(title=f"The networks by precision ({threads} threads; fp16 is for a GPU, not for this CPU)")
    for column in ("network", "precision", "metric", "value", "photos", "MB"):
        found.add_column(column)
    for batch in _BATCHES:
        found.add_column(f"ms an image, batch {batch}")
    # The heads of clothes are read with their trunk.
    versions = sorted(
        {
            file.parent
            for name in ("pose", "gender", "clothes-trunk")
            for file in exports.glob(f"{name}/*/fp32.onnx")
        }
    )
    if not versions:
        raise ModelFileError(f"{exports}: no <name>/<version>/fp32.onnx; `export` of a network writes them")
    for version in versions:
        networks = {
            precision: open_network(version / f"{precision}.onnx")
            for precision in _PRECISIONS
            if (version / f"{precision}.onnx").is_file()
        }
        times = [
            median_milliseconds([forward(network, batch, threads) for network in networks.values()], runs=20)
            for batch in _BATCHES
        ]
        for row, (precision, network) in enumerate(networks.items()):
            overall = scores(network, limit, labels, threads)[0]
            found.add_row(
                f"{network.task} {version.name}",
                precision,
                overall.metric,
                f"{overall.values.mean():.4f}",
                str(len(overall.values)),
                f"{network.megabytes:.1f}",
                *(f"{time[row] / batch:.1f}" for batch, time in zip(_BATCHES, times, strict=True)),
            )
    return found


def put_into(page: Path, found: Table, start: str = START, end: str = END) -> None:
    """Replace what stands between the two marks of `page` by the table; DataError if it has no marks."""
    from training.errors import DataError

    text = page.read_text(encoding="utf-8")
    if not re.search(f"{start}.*{end}", text, re.DOTALL):
        raise DataError(f"{page}: no {start} with {end} after it")
    paper = Console(file=io.StringIO(), width=_WIDTH)
    paper.print(found)
    assert isinstance(paper.file, io.StringIO)
    lines = "\n".join(line.rstrip() for line in paper.file.getvalue().splitlines())
    before, rest = text.split(start, 1)
    after = rest.split(end, 1)[1]
    page.write_text(f"{before}{start}\n```\n{lines}\n```\n{end}{after}", encoding="utf-8")
