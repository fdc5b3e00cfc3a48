"""The photos that are sent: street photos as they are, or as large as a phone's."""

from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks.unseen import UnseenPhoto, unseen_photos
from gateway.settings import GatewaySettings

DIFFERENT = 100
"""Photos that are sent in turn: what follows from one that was sent before is cached, as in a shop."""


@dataclass(frozen=True)
class Upload:
    """A photo as it is sent."""

    name: str
    data: bytes
    width: int
    height: int

    @property
    def sent_mb(self) -> float:
        """Raw pixels of it that go to the three model services."""
        side: int = GatewaySettings.model_fields["longest_side"].default
        scale = min(1.0, side / max(self.width, self.height))
        return 3 * 3 * self.width * self.height * scale**2 / 1e6


def uploads(longest_side: int | None) -> list[Upload]:
    """Street photos as they are, or enlarged and as JPEG, as from a phone."""
    photos = unseen_photos(DIFFERENT)
    if longest_side is None:
        return [Upload(photo.row.file, photo.data, photo.width, photo.height) for photo in photos]
    return [_enlarged(photo, longest_side) for photo in photos]


def _enlarged(photo: UnseenPhoto, longest_side: int) -> Upload:
    pixels = cv2.imdecode(np.frombuffer(photo.data, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    scale = longest_side / max(pixels.shape)
    larger = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    _, data = cv2.imencode(".jpg", larger, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return Upload(photo.row.file, data.tobytes(), larger.shape[1], larger.shape[0])
