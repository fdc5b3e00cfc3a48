"""What tells an import how products look: a file of readings, or the networks in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from services.recommender.errors import EmbedderMissing
from services.recommender.importing.eyes import Eyes
from services.recommender.importing.read_before import ReadBefore
from services.recommender.pictures.readings import Readings
from serving.inference.device import Device

PACKAGES = ("cv2", "onnxruntime", "urllib3")
"""That open pictures: an image that only takes readings over has none of them."""


@contextmanager
def seeing(
    readings: Path | None, images: Path, hosts: list[str], models: Path, device: Device, pose_url: str
) -> Iterator[Eyes]:
    """Eyes for what was read before if there is a file of it, else own ones.

    Raises:
        EmbedderMissing: the networks cannot be loaded, or what runs them is not installed.
        FeedError: the archive is none.
        ReadingsUnusable: the file is none, or is being written.
    """
    if readings is not None:
        with Readings(readings) as opened:
            yield ReadBefore(opened)
        return
    if missing := [package for package in PACKAGES if find_spec(package) is None]:
        raise EmbedderMissing(
            f"pictures cannot be opened here, without {', '.join(missing)}: run `vitrine pictures read` "
            "where vitrine[inference,pictures] is installed, as in the image vitrine-pictures, and name its "
            "file here by --readings"
        )
    from services.recommender.cli.eyes import own_eyes

    yield own_eyes(images, hosts, models, device, pose_url)
