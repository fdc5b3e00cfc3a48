"""`python -m training <network> train|evaluate|export`."""

import typer

from training.clothes.cli import app as clothes
from training.gender.cli import app as gender
from training.pose.cli import app as pose
from training.report.cli import app as report

app = typer.Typer(no_args_is_help=True, help="Train, evaluate and export Vitrine's networks.")
app.add_typer(pose, name="pose")
app.add_typer(gender, name="gender")
app.add_typer(clothes, name="clothes")
app.add_typer(report, name="report")

if __name__ == "__main__":
    app()
