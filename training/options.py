"""What the training of every network is told, and how a command takes it."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Concatenate, Literal, ParamSpec, get_type_hints

import typer

from serving.cores import available_cores

Device = Literal["auto", "cpu", "cuda"]
Precision = Literal["auto", "32-true", "16-mixed", "bf16-mixed"]

P = ParamSpec("P")


@dataclass(frozen=True, kw_only=True)
class TrainingOptions:
    """One run: how long, how fast, on what, and where it leaves its files."""

    folder: Annotated[Path, typer.Option(help="Where checkpoints and logs go.")]
    batch: Annotated[int, typer.Option(min=1, help="Images in a step of each device.")]
    learning_rate: Annotated[float, typer.Option(min=0, help="The peak, after warming up.")]
    minutes: Annotated[
        float, typer.Option(min=0, help="The run ends after this time. 0: it has all its epochs.")
    ] = 60
    epochs: Annotated[int, typer.Option(min=1, help="Or after so many epochs.")] = 1000
    patience: Annotated[
        int, typer.Option(min=0, help="Or when so many validations in a row were no better. 0: never.")
    ] = 0
    device: Annotated[Device, typer.Option(help="Where to compute.")] = "auto"
    devices: Annotated[int, typer.Option(min=1, help="GPUs (or CPU processes) on each node.")] = 1
    nodes: Annotated[int, typer.Option(min=1, help="Machines that train together.")] = 1
    precision: Annotated[Precision, typer.Option(help="auto: what is fast on the device.")] = "auto"
    threads: Annotated[int, typer.Option(min=1, help="CPU threads of PyTorch.")] = field(
        default_factory=available_cores
    )
    workers: Annotated[
        int, typer.Option(min=0, help="Processes that load images for each device. 0: its own.")
    ] = 0
    resume: Annotated[
        str | None,
        typer.Option(help="Go on with this very run: a checkpoint, or last for the folder's newest."),
    ] = None
    seed: Annotated[int, typer.Option(help="Of everything that is drawn.")] = 17


def takes_training_options(
    defaults: TrainingOptions,
) -> Callable[[Callable[Concatenate[TrainingOptions, P], None]], Callable[..., None]]:
    """Make the fields of `TrainingOptions` options of a typer command, which gets them as its first argument.

    Typer has no groups of options; without this, each network's command would list them all again.
    """

    def decorate(function: Callable[Concatenate[TrainingOptions, P], None]) -> Callable[..., None]:
        hints = get_type_hints(TrainingOptions, include_extras=True)
        shared = [
            inspect.Parameter(
                one.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=getattr(defaults, one.name),
                annotation=hints[one.name],
            )
            for one in fields(TrainingOptions)
        ]
        own = [
            one.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            for one in list(inspect.signature(function).parameters.values())[1:]
        ]

        @functools.wraps(function)
        def command(**given: Any) -> None:
            options = TrainingOptions(**{one.name: given.pop(one.name) for one in shared})
            function(options, **given)  # type: ignore[call-arg]

        parameters = [*own, *shared]
        command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        command.__annotations__ = {one.name: one.annotation for one in parameters}
        return command

    return decorate
