"""A product's picture -> the crop that the clothes networks see, unless it is known already."""

import hashlib
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from contracts.clothes import Slot
from contracts.geometry import WHOLE_FRAME, Box
from services.recommender.errors import PictureError, PoseUnavailable
from services.recommender.pictures.sources import MAX_BYTES, PictureSource, file_name
from serving.errors import ServingError
from serving.image import Limits, decode
from serving.networks.clothes_crop import CROP_SIZE, garment_crop

WHOLE: Final = Limits(max_bytes=MAX_BYTES, enough=2 * CROP_SIZE)
"""The networks see 224 pixels of it. A reduction that decoding does not give takes longer than to crop it."""

SEARCHED: Final = Limits(max_bytes=MAX_BYTES, longest_side=4 * CROP_SIZE)
"""The networks may see 224 pixels of a part of it, and it is sent to the pose service as it is."""

Cut = Literal["whole", "region"]
"""Whether the crop is the picture, or what the pose service was asked for."""


class Regions(Protocol):
    """Tells where on a picture a garment is."""

    def region(self, pixels: NDArray[np.uint8], slot: Slot) -> Box | None:
        """The box of the slot on uint8 `[H, W, 3]` RGB, or None for the whole picture.

        Raises:
            PoseUnavailable: it cannot tell.
        """


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was read."""

    digest: str
    """Of its bytes, its slot and its cut: the same networks make the same embedding of the same digest."""
    crop: NDArray[np.uint8] | None
    """uint8 `[224, 224, 3]` RGB; None where the digest is the known one."""
    worn: bool = False
    """Whether it was cropped to the region of a person."""
    pose_failed: bool = False


class PictureReader:
    """Reads, decodes and crops. Several threads may read at a time."""

    def __init__(self, source: PictureSource, regions: Regions | None = None) -> None:
        """Read from a source; with `regions`, a garment that is worn is cropped out of its picture."""
        self._source = source
        self._regions = regions

    @property
    def description(self) -> str:
        """What the crops depend on besides the feed."""
        return f"{self._source.description}, {'region' if self._regions else 'whole'}"

    def read(self, link: str, slot: Slot, known: str) -> Picture:
        """The picture of a product.

        Args:
            link: `image_link` of the feed.
            slot: of the product.
            known: digest of the picture whose embedding is there already; empty if none is.

        Raises:
            PictureError: it cannot be read, or is no image.
        """
        data = self._source.read(link)
        digest = _digest(data, slot, "region" if self._regions else "whole")
        if digest == known:
            return Picture(digest, None)
        if self._regions is None:
            return Picture(digest, _whole(data, link))
        pixels = _decoded(data, link, SEARCHED)
        try:
            box = self._regions.region(pixels, slot)
        except PoseUnavailable:
            whole = _digest(data, slot, "whole")
            return Picture(whole, None if whole == known else _whole(data, link), pose_failed=True)
        return Picture(digest, garment_crop(pixels, box or WHOLE_FRAME), worn=box is not None)


def _whole(data: bytes, link: str) -> NDArray[np.uint8]:
    return garment_crop(_decoded(data, link, WHOLE), WHOLE_FRAME)


def _decoded(data: bytes, link: str, limits: Limits) -> NDArray[np.uint8]:
    try:
        return decode(data, limits).pixels
    except ServingError as error:
        raise PictureError(f"image_link: {file_name(link)!r}: {error.detail}") from error


def _digest(data: bytes, slot: Slot, cut: Cut) -> str:
    return hashlib.blake2b(data, digest_size=16, person=f"{slot} {cut}".encode()).hexdigest()
