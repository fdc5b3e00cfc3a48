"""Where pictures are, what reads them, and where it is kept what was read."""

import re
from pathlib import Path
from typing import Annotated, Final

import typer

from services.recommender.errors import FeedError
from serving.inference.device import Device

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
DEFAULT_MODELS: Final = Path("models")
OnDevice = Annotated[Device, typer.Option(envvar="DEVICE", help="Where the clothes networks run.")]
PoseUrl = Annotated[
    str,
    typer.Option(
        envvar="POSE_URL",
        help="Address of the pose service, which finds garments on people who "
        "wear them; without it, pictures are read whole.",
    ),
]
DEFAULT_READINGS: Final = Path("var/readings.sqlite")
"""Beside the catalog that `make run` serves."""
ReadingsFile = Annotated[
    Path | None,
    typer.Option(
        "--readings",
        envvar="READINGS_FILE",
        dir_okay=False,
        help="File of what `vitrine pictures read` has read; no picture is opened here then.",
    ),
]


def need_pictures(images: Path, hosts: list[str]) -> None:
    """One word before the work, where else every product would be left out for its picture.

    Raises:
        FeedError: there is neither a folder, nor an archive, nor a host.
    """
    if not images.exists() and not hosts:
        raise FeedError(
            f"images: {images} is neither a folder nor a zip archive; name one by --images, "
            "or the host of the pictures by --allow-hosts"
        )


def refuse_pictures_beside(readings: Path | None, images: Path | None, hosts: list[str] | None) -> None:
    """An option that would be of no use is a misunderstanding.

    Raises:
        BadParameter: there are readings, and pictures are named too.
    """
    if readings is not None and (images is not None or hosts):
        raise typer.BadParameter(
            f"with --readings ({readings}) no picture is opened: --images and --allow-hosts are for "
            "`vitrine pictures read`"
        )
