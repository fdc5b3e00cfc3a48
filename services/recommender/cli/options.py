"""What several commands share: options, the screen, and how an error is told."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.recommender.errors import RecommenderError
from services.recommender.settings import RecommenderSettings
from serving.inference.session import Device

CatalogUri = Annotated[
    str, typer.Option("--catalog", envvar="CATALOG_URI", help="Folder or address (s3://…) of the catalog.")
]
DEFAULT_URI = RecommenderSettings.model_fields["catalog_uri"].default

Images = Annotated[
    Path | None,
    typer.Option(help="Folder or zip archive of the pictures; if not given, `images` beside the feed."),
]


def _host_names(hosts: list[str] | None) -> list[str] | None:
    for host in hosts or []:
        if not re.fullmatch(r"[\w.-]+(?::[0-9]{1,5})?", host):
            raise typer.BadParameter(f"{host!r} is not the name of a host, like cdn.shop.example")
    return hosts


AllowHosts = Annotated[
    list[str] | None,
    typer.Option(
        callback=_host_names,
        help="Also read pictures by https from this host (cdn.shop.example, or with :port); "
        "may be given several times.",
    ),
]
Models = Annotated[Path, typer.Option(envvar="MODELS_DIR", help="Repository of the clothes networks.")]
DEFAULT_MODELS = Path("models")
OnDevice = Annotated[Device, typer.Option(envvar="DEVICE", help="Where the clothes networks run.")]
PoseUrl = Annotated[
    str,
    typer.Option(
        envvar="POSE_URL",
        help="Address of the pose service, which finds garments on people who "
        "wear them; without it, pictures are read whole.",
    ),
]


def _writable(path: Path | None) -> Path | None:
    """Before the work, not after it; what is in the file stays until then."""
    if path is not None:
        try:
            path.open("a").close()
        except OSError as error:
            raise typer.BadParameter(f"file {str(path)!r} cannot be written: {error.strerror}") from error
    return path


RejectsFile = Annotated[
    Path | None,
    typer.Option(
        "--rejects",
        dir_okay=False,
        callback=_writable,
        help="Write the rows that are left out to this file.",
    ),
]

screen = Console(stderr=True)


@contextmanager
def told(what_failed: str) -> Iterator[None]:
    """End the program with one line, not with a traceback, on an error that a merchandiser can act on."""
    try:
        yield
    except (RecommenderError, RuntimeError, OSError) as error:
        screen.print(f"[red]{what_failed}[/]", end=" ")
        screen.print(str(error), style=None, markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
