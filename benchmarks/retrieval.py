"""`python -m benchmarks.retrieval`: are the products that are shown like the one in the photo?

A third of the product photos, by the hash of their names, are questions; the others are the catalog. Right is
a product of the same category, colour and department by the shop's labels. A question is read by the clothes
service and ranked as the recommender ranks; its labels only say what was right.

The networks were trained on most of these photos, so what counts are the questions of the test part. Weights
were chosen on those of the validation part (`--part validation`). In the strictest trial the test photos are
asked for among each other: no network has seen any of them, on either side.
"""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.product_photos import as_products, as_questions, labelled_photos
from benchmarks.retrieval_scores import CUTS, Scores, interval, mean_of, score
from benchmarks.retrieval_trials import (
    Order,
    Shop,
    Trial,
    at_random,
    by_category,
    by_fit,
    question_of,
    trials,
)
from services.recommender.pictures.embed import ClothesEmbedder
from services.recommender.ranking.weights import RankingWeights
from training.data.shards import Shards
from training.data.split import Part
from training.precision_table import put_into

WIDTH = 110

SHUFFLES = 10
"""Random orders of each question, of which the mean counts."""

START, END = "<!-- retrieval:start -->", "<!-- retrieval:end -->"
"""Between these marks of the page stands what the command printed last."""


def read_shop(models: Path, part: Part) -> Shop:
    """All photos through the networks: minutes on a CPU."""
    photos, shards = labelled_photos(), Shards("products")
    asked = sorted({row for trial in trials(photos, part) for row in trial.asked})
    questions = as_questions(track([photos[row] for row in asked], "Reading questions"), shards, models)
    products = as_products(track(photos, "Reading products"), shards, ClothesEmbedder(models, "cpu"))
    return Shop(photos, products, dict(zip(asked, questions, strict=True)))


def judge(shop: Shop, trial: Trial, order: Order, times: int, *, told: bool) -> Scores:
    """Score one way of ordering, the mean of so many times where chance is in it.

    Questions for which the catalog has nothing right do not count.
    """
    random = np.random.default_rng(0)
    right = [shop.right(row)[catalog] for row, catalog in zip(trial.asked, trial.catalogs, strict=True)]
    orders, judged = [], []
    for row, catalog, of_row in zip(trial.asked, trial.catalogs, right, strict=True):
        if of_row.any():
            question = question_of(shop, row, catalog, told=told)
            orders.append([order(question, random) for _ in range(times)])
            judged.append(of_row)
    return mean_of([score(list(one), judged) for one in zip(*orders, strict=True)])


def ways(weights: RankingWeights) -> dict[str, tuple[Order, int]]:
    """The ways of ordering that are compared, by what they are called, and how often each is tried."""
    return {
        "at random (the original)": (at_random, SHUFFLES),
        "the category alone": (by_category, SHUFFLES),
        "Vitrine's ranking": (by_fit(weights, diverse=False), 1),
        "… near repeats apart": (by_fit(weights, diverse=True), 1),
    }


def report(shop: Shop, part: Part, weights: RankingWeights) -> Table:
    """Every trial, each way of ordering, with and without the shopper's choice of a department."""
    table = Table(
        title="Same category, colour and department among what is shown (mAP with its 95 % interval)"
    )
    for column in ("", "mAP (95 % interval)", *(f"recall@{cut}" for cut in CUTS), f"any in {CUTS[0]}"):
        table.add_column(column)
    for trial in trials(shop.photos, part):
        for told in (False, True):
            asked = "department chosen" if told else "department not known"
            rows = {name: judge(shop, trial, *way, told=told) for name, way in ways(weights).items()}
            count = len(next(iter(rows.values())).found)
            table.add_section()
            table.add_row(f"[bold]{trial.name}[/]\n{count}, {asked}")
            for name, scores in rows.items():
                table.add_row(name, *cells(scores))
    return table


def cells(scores: Scores) -> list[str]:
    """Means over the questions; of the average precision with its interval."""
    low, high = interval(scores.average_precision)
    return [
        f"{scores.average_precision.mean():.3f} ({low:.3f} to {high:.3f})",
        *(f"{scores.recall[cut].mean():.3f}" for cut in CUTS),
        f"{scores.found.mean():.3f}",
    ]


def main(
    models: Annotated[Path, typer.Option(help="The model repository.")] = Path("models"),
    part: Annotated[Part, typer.Option(help="Photos that are asked for.")] = "test",
    weights: Annotated[str, typer.Option(help="Ranking weights, as RANKING_WEIGHTS takes them.")] = "{}",
    write: Annotated[bool, typer.Option("--write", help="Put the table into --page.")] = False,
    page: Annotated[Path, typer.Option(help="A page with the marks for it.")] = Path("docs/measurements.md"),
) -> None:
    """Print how much of what is shown is what was asked for, against chance and the category alone."""
    table = report(read_shop(models, part), part, RankingWeights.model_validate_json(weights))
    Console(width=WIDTH).print(table)
    if write:
        put_into(page, table, START, END)


if __name__ == "__main__":
    typer.run(main)
