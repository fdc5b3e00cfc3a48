"""The options about pictures -> what looks at them."""

from pathlib import Path

from services.recommender.importing.looking import OwnEyes
from services.recommender.pictures.embed import ClothesEmbedder
from services.recommender.pictures.pose import PoseRegions
from services.recommender.pictures.reading import PictureReader
from services.recommender.pictures.sources import FirstThatHas, FolderPictures, PictureSource, ZipPictures
from services.recommender.pictures.web import WebPictures
from serving.inference.device import Device


def own_eyes(images: Path, hosts: list[str], models: Path, device: Device, pose_url: str) -> OwnEyes:
    """Pictures of a folder or an archive, then of the hosts; the networks; the pose service if it is named.

    Raises:
        EmbedderMissing: the networks cannot be loaded.
        FeedError: the archive is none.
    """
    local: PictureSource = ZipPictures(images) if images.is_file() else FolderPictures(images)
    source = FirstThatHas(local, WebPictures(hosts)) if hosts else local
    regions = PoseRegions(pose_url) if pose_url else None
    return OwnEyes(PictureReader(source, regions), ClothesEmbedder(models, device))
