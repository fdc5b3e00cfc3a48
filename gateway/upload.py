"""The uploaded photo: checked as it arrives, decoded once, never on disk."""

from dataclasses import dataclass

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser

from contracts.gateway import PhotoSize
from serving.cores import available_cores
from serving.image import Limits, decode, encode_pnm

FORM_OVERHEAD = 64 * 2**10
"""Bytes that a form may have besides the photo."""


@dataclass(frozen=True)
class Upload:
    """The photo as the services get it, and the size that it had."""

    pnm: bytes
    size: PhotoSize


def keep_uploads_in_memory(max_bytes: int) -> None:
    """Let the form parser keep a whole photo in memory; by default it writes one over 1 MB to disk."""
    MultiPartParser.spool_max_size = max_bytes + FORM_OVERHEAD


class Decoder:
    """Decodes uploads away from the event loop, no more at once than there are cores."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._places = CapacityLimiter(available_cores())

    async def read(self, photo: UploadFile) -> Upload:
        """The decoded upload; raises as `serving.image.decode` does."""
        data = await photo.read()
        return await anyio.to_thread.run_sync(self._decode, data, limiter=self._places)

    def _decode(self, data: bytes) -> Upload:
        photo = decode(data, self._limits)
        return Upload(encode_pnm(photo.pixels), PhotoSize(width=photo.width, height=photo.height))
