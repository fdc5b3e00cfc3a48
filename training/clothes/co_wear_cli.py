"""`python -m training co-wear`."""

from pathlib import Path
from typing import Annotated

import typer

from services.recommender.ranking.co_wear import COUNTS


def co_wear(
    pose: Annotated[Path, typer.Option(help="The pose network that finds the pieces.")] = Path(
        "models/pose/1/model.onnx"
    ),
    output: Annotated[Path, typer.Option(help="Where the counts go.")] = COUNTS,
) -> None:
    """Count which pieces and colours are worn together in the street photos that train.

    The recommender names what completes a look by them. No photo, and nothing of one, goes into the file.
    """
    from collections import Counter

    from rich.progress import track

    from serving.inference.session import load
    from training.clothes.co_wear import co_worn, write_counts

    worn = [one for one in track(co_worn(load(pose, "cpu"), "train"), "Looking at photos") if one]
    sightings = Counter(sighting for one in worn for sighting in one.sightings())
    write_counts(output, sightings)
    typer.echo(f"{output}: {len(worn)} outfits, {len(sightings)} different pairs")
