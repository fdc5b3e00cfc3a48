"""The options about pictures -> what looks at them."""

from pathlib import Path

from services.recommender.errors import FeedError
from services.recommender.importing.run import Eyes
from services.recommender.pictures.embed import ClothesEmbedder
from services.recommender.pictures.pose import PoseRegions
from services.recommender.pictures.reading import PictureReader
from services.recommender.pictures.sources import FirstThatHas, FolderPictures, PictureSource, ZipPictures
from services.recommender.pictures.web import WebPictures
from serving.inference.session import Device


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


def eyes(images: Path, hosts: list[str], models: Path, device: Device, pose_url: str) -> Eyes:
    """Pictures of a folder or an archive, then of the hosts; the networks; the pose service if it is named.

    Raises:
        EmbedderMissing: the networks cannot be loaded.
        FeedError: the archive is none.
    """
    local: PictureSource = ZipPictures(images) if images.is_file() else FolderPictures(images)
    source = FirstThatHas(local, WebPictures(hosts)) if hosts else local
    regions = PoseRegions(pose_url) if pose_url else None
    return Eyes(PictureReader(source, regions), ClothesEmbedder(models, device))
