from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from training.options import TrainingOptions, takes_training_options

DEFAULTS = TrainingOptions(folder=Path("runs/toy"), batch=16, learning_rate=1e-3, minutes=5)


@pytest.fixture
def told() -> list[tuple[TrainingOptions, int]]:
    return []


@pytest.fixture
def app(told: list[tuple[TrainingOptions, int]]) -> typer.Typer:
    app = typer.Typer()

    @app.command()
    @takes_training_options(DEFAULTS)
    def train(options: TrainingOptions, size: Annotated[int, typer.Option(help="Of the toy.")] = 3) -> None:
        """Train the toy."""
        told.append((options, size))

    return app


def test_without_options_the_network_has_its_defaults(
    app: typer.Typer, told: list[tuple[TrainingOptions, int]]
) -> None:
    assert CliRunner().invoke(app, []).exit_code == 0
    assert told == [(DEFAULTS, 3)]


def test_shared_and_own_options_come_together(
    app: typer.Typer, told: list[tuple[TrainingOptions, int]]
) -> None:
    line = "--size 4 --folder a --minutes 0 --epochs 2 --device cpu --devices 2 --nodes 3 --precision 32-true"
    done = CliRunner().invoke(app, [*line.split(), "--learning-rate", "0.5", "--resume", "last"])
    assert done.exit_code == 0
    [(options, size)] = told
    assert size == 4
    assert options.folder == Path("a")
    assert (options.minutes, options.epochs, options.learning_rate) == (0, 2, 0.5)
    assert (options.device, options.devices, options.nodes) == ("cpu", 2, 3)
    assert (options.precision, options.resume, options.batch) == ("32-true", "last", 16)


@pytest.mark.parametrize(
    ("name", "value"),
    [("devices", "0"), ("minutes", "-1"), ("device", "tpu"), ("precision", "8"), ("batch", "x")],
)
def test_a_value_that_cannot_be_is_refused_by_name(
    app: typer.Typer, told: list[tuple[TrainingOptions, int]], name: str, value: str
) -> None:
    done = CliRunner().invoke(app, [f"--{name}", value])
    assert done.exit_code == 2
    assert f"--{name}" in done.output
    assert not told


def test_help_names_every_option(app: typer.Typer) -> None:
    done = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200"})
    assert "Train the toy." in done.output
    for name in ("size", "resume", "patience", "learning-rate", "nodes"):
        assert f"--{name}" in done.output
