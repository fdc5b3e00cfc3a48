"""`python -m benchmarks.outfits`: is what people wear together ranked over what they could wear instead?

Of every outfit on the street photos that did not train, one piece is asked about and the other is looked for:
among pieces of its kind in every colour of the palette, as a shop has them, and among what the others in the
photos wear. The ranking that completes a look scores all of them. The area under the ROC curve is the chance
that the piece that was worn scores higher than another; half is chance.

What is worn together was counted on the photos that train. The rules of colour harmony were weighed with
these numbers in view: they tell whether a change loses something, and promise nothing of other photos.
"""

from pathlib import Path
from typing import Annotated, Final

import numpy as np
import pyarrow as pa
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.retrieval_scores import interval
from contracts.clothes import CATEGORIES, EMBEDDING_SIZE, Category, Slot
from contracts.palette import PALETTE
from contracts.recommender import Filters, GenderHint
from services.recommender.catalog.embeddings import InMemory
from services.recommender.catalog.shelf import ShelfBuilder
from services.recommender.feeds.product import FeedProduct
from services.recommender.importing.batches import CatalogProduct, record_batch
from services.recommender.ranking.candidates import Candidates
from services.recommender.ranking.look import Look
from services.recommender.ranking.outfit import complete
from services.recommender.ranking.weights import RankingWeights
from serving.colour.lab import lab_from_hex
from serving.inference.session import load
from training.clothes.co_wear import co_worn
from training.data.split import Part

Piece = tuple[Category, str]
"""A category, and a colour of the palette."""

UNSEEN: Final[tuple[Part, ...]] = ("validation", "test")
COLOURS: Final = tuple(PALETTE)
NOBODY: Final = GenderHint(label="all", confidence=0, source="none")
ANYTHING: Final = Filters(in_stock=False)

ONLY: Final[dict[str, dict[str, float]]] = {
    "colour harmony": {"worn_with": 0, "worn_with_colour": 0},
    "colours worn together": {"worn_with": 0, "harmony": 0},
    "the ranking": {},
}
"""What is compared: weights that are changed."""


def shop_of(categories: tuple[Category, ...]) -> Candidates:
    """Every category in every colour of the palette, alike in everything else."""
    embedding = np.eye(1, EMBEDDING_SIZE, dtype=np.float32)[0]
    products = [
        CatalogProduct(_feed_product(category, colour), category, embedding, "none")
        for category in categories
        for colour in COLOURS
    ]
    table = pa.Table.from_batches([record_batch(products)])
    builder = ShelfBuilder(table, len(table), InMemory(len(table)))
    for batch in table.append_column("_rowid", pa.array(range(len(table)), pa.uint64())).to_batches():
        builder.add(batch)
    return builder.build(made_at=0).candidates(np.arange(len(table)), None)


def chances(
    pairs: list[tuple[Piece, Piece]], shop: Candidates, weights: RankingWeights
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each pair, the chance that the worn second piece scores over another of its kind; equals count half.

    Args:
        pairs: what is asked about, and what is worn with it.
        shop: has every second piece.
        weights: of the ranking.

    Returns:
        `[pairs]` against every other colour, and `[pairs]` against the colours that the others wear.
    """
    worn = np.array([COLOURS.index(colour) for _, (_, colour) in pairs])
    by_colour = np.array([_colour_scores(asked, of_kind, shop, weights) for asked, (of_kind, _) in pairs])
    own = by_colour[np.arange(len(pairs)), worn][:, None]
    wins = (own > by_colour) + 0.5 * (own == by_colour)
    # its own colour, or itself among those that are worn, is a half that does not count
    against_shop = (wins.sum(axis=1) - 0.5) / (len(COLOURS) - 1)
    against_worn = (wins[:, worn].sum(axis=1) - 0.5) / (len(pairs) - 1)
    return against_shop, against_worn


def report(pairs: list[tuple[Piece, Piece]], changed: RankingWeights) -> Table:
    """Both ways round: the lower piece is looked for, and the upper one."""
    table = Table(title="What is worn together, over other colours (AUC with its 95 % interval)")
    for column in ("", "every colour of a shop", "what others wear"):
        table.add_column(column)
    slots: tuple[Slot, Slot] = ("upper", "lower")
    ways = (pairs, [(below, upper) for upper, below in pairs])
    for asked, wanted, way in zip(slots, slots[::-1], ways, strict=True):
        shop = shop_of(CATEGORIES[wanted])
        table.add_section()
        table.add_row(f"[bold]{asked} is asked about[/], {len(way)} outfits")
        for part, weights in ONLY.items():
            for_shop, for_worn = chances(way, shop, changed.model_copy(update=weights))
            table.add_row(part, _with_interval(for_shop), _with_interval(for_worn))
    return table


def _colour_scores(
    asked: Piece, of_kind: Category, shop: Candidates, weights: RankingWeights
) -> NDArray[np.float64]:
    """`[colours of the palette]` of the pieces of one category."""
    category, colour = asked
    lab, share = lab_from_hex([PALETTE[colour]]), np.ones(1, np.float32)
    look = Look({category: 1.0}, lab, share, colour, None, "none")
    picks = complete(look, shop.take(shop.category == of_kind), NOBODY, ANYTHING, len(COLOURS), weights)
    scores = {pick.id: pick.score for pick in picks}
    return np.array([scores[f"{of_kind}-{name}"] for name in COLOURS])


def _with_interval(area: NDArray[np.float64]) -> str:
    low, high = interval(area)
    return f"{area.mean():.3f} ({low:.3f} to {high:.3f})"


def _feed_product(category: Category, colour: str) -> FeedProduct:
    name = f"{category}-{colour}"
    return FeedProduct(
        id=name,
        title=name,
        link="/",
        image_link="/",
        availability="in_stock",
        price="1.00 EUR",
        gender="unisex",
        color=colour,
    )


def main(
    pose: Annotated[Path, typer.Option(help="The pose network that finds the pieces.")] = Path(
        "models/pose/1/model.onnx"
    ),
    weights: Annotated[str, typer.Option(help="Ranking weights, as RANKING_WEIGHTS takes them.")] = "{}",
) -> None:
    """Print how often what is worn together scores over what could be worn instead."""
    network = load(pose, "cpu")
    pairs: list[tuple[Piece, Piece]] = [
        ((one.upper, one.upper_colour), (one.below, one.below_colour))
        for part in UNSEEN
        for one in track(co_worn(network, part), f"Looking at {part} photos")
        if one and one.upper_colour and one.below_colour
    ]
    Console(width=110).print(report(pairs, RankingWeights.model_validate_json(weights)))


if __name__ == "__main__":
    typer.run(main)
