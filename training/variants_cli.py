"""`python -m training variants`: a served file in the precisions that it is not served in."""

from pathlib import Path
from typing import Annotated

import typer


def write_served_variants(
    models: Annotated[
        list[Path], typer.Argument(help="Versions in a model repository; clothes by its trunk.")
    ],
    exports: Annotated[Path, typer.Option(help="Where they are written, beside those of `export`.")] = Path(
        "runs/export"
    ),
) -> None:
    """Write fp32, fp16 and int8 of files that are served, such as fp16 for a GPU of what is int8 for a CPU.

    Of an int8 file the float ones are made from its weights as they are: what rounding took stays lost.
    """
    import onnx

    from training.compare.network import open_network
    from training.dequantise import dequantised
    from training.onnx_file import Card
    from training.precision import precision_of, variants, write_variants

    for path in models:
        network = open_network(path)
        trunks = exports / "clothes-trunk" / path.name if network.task == "clothes" else None
        quantised = any(precision_of(onnx.load(file)) == "int8" for file in network.files.values())
        for part, file in network.files.items():
            served = onnx.load(file)
            plain = dequantised(served) if precision_of(served) == "int8" else served
            card = Card.of(served)
            of_trunk = trunks if network.task == "clothes" and part != "trunk" else None
            found = variants(plain, served if quantised else None)
            for written in write_variants(exports / card.task / path.name, found, card, of_trunk).values():
                typer.echo(f"{written}: {written.stat().st_size / 1e6:.1f} MB")
