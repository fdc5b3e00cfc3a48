"""`python -m training compare A B`."""

from pathlib import Path
from typing import Annotated

import typer

Network = Annotated[
    Path, typer.Argument(help="A version's folder, or an ONNX file in one.", show_default=False)
]


def compare(
    a: Network,
    b: Network,
    margin: Annotated[
        float, typer.Option(min=0, max=1, help="Share of accuracy, 0..1, that B may lose and still be taken.")
    ] = 0.0,
    limit: Annotated[int | None, typer.Option(min=1, help="Photos to look at; all by default.")] = None,
    labels: Annotated[Path, typer.Option(help="Pose only: where `pose label` put its files.")] = Path(
        "runs/pose/labels"
    ),
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
) -> None:
    """Tell whether B should replace A, judged on the same test photos. Exit code 0: yes; 1: no.

    A is what is served, B the candidate:

        training compare models/gender/1 models/gender/2

        training compare models/clothes-trunk/1 runs/new/clothes-trunk/2

        training compare runs/export/pose/1/fp32.onnx runs/export/pose/1/int8.onnx --margin 0.005

    Clothes networks are named by the trunk; the heads of the same version beside it belong to it. B is
    recommended if it is better for sure (the 95 % interval of the difference lies above 0) and worse in no
    part. With --margin, for a smaller or faster network, it is enough that it loses no more than that.
    """
    from rich.console import Console

    from training.compare.network import check_comparable, open_network
    from training.compare.paired import difference, objections
    from training.compare.report import accuracy_table, cost_table
    from training.compare.scores import scores
    from training.compare.speed import forward, median_milliseconds
    from training.errors import TrainingError

    console = Console()
    try:
        networks = open_network(a), open_network(b)
        check_comparable(*networks)
        ours, theirs = (scores(network, limit, labels, threads) for network in networks)
    except TrainingError as error:
        console.print(f"refused: {error}", soft_wrap=True, markup=False)
        raise typer.Exit(1) from error
    differences = [
        difference(one.set, one.metric, one.values, other.values)
        for one, other in zip(ours, theirs, strict=True)
    ]
    console.print(accuracy_table(differences, ours, theirs))
    times = median_milliseconds([forward(network, 1, threads) for network in networks])
    console.print(cost_table(networks, times, threads))
    found = objections(differences[0], differences[1:], margin)
    for line in found:
        console.print(line, soft_wrap=True, markup=False)
    verdict = f"{b} is not recommended over {a}" if found else f"{b} is recommended over {a}"
    console.print(verdict, soft_wrap=True, markup=False)
    raise typer.Exit(bool(found))
