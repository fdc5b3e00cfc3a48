"""`python -m training <network> train|evaluate|export`, and what looks at exported files side by side."""

import sys

import typer

from training.clothes.cli import app as clothes
from training.clothes.co_wear_cli import co_wear
from training.compare.cli import compare
from training.data.cli import app as data
from training.errors import TrainingError
from training.gender.cli import app as gender
from training.pose.cli import app as pose
from training.precision_table import precisions
from training.report.cli import app as report
from training.variants_cli import write_served_variants

app = typer.Typer(no_args_is_help=True, help="Train, evaluate and export Vitrine's networks.")
app.add_typer(pose, name="pose")
app.add_typer(gender, name="gender")
app.add_typer(clothes, name="clothes")
app.add_typer(data, name="data")
app.add_typer(report, name="report")
app.command()(compare)
app.command()(precisions)
app.command("variants")(write_served_variants)
app.command()(co_wear)

if __name__ == "__main__":
    try:
        app()
    except TrainingError as error:
        typer.echo(f"refused: {error}", err=True)
        sys.exit(1)
