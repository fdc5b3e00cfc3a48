"""Packshots with a model who wears the garment: the pose service knows where on the picture it is."""

import threading
from typing import Final

import numpy as np
import urllib3
from numpy.typing import NDArray
from pydantic import ValidationError
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout

from contracts.clothes import Slot
from contracts.geometry import Box
from contracts.pose import PoseResponse
from services.recommender.errors import PoseUnavailable
from serving.image.pnm import MEDIA_TYPE, encode_pnm

WITHIN_S: Final = 10.0
ENOUGH: Final = 20
"""After so many failures in a row, the service is not asked any more."""


class PoseRegions:
    """Asks the pose service; several threads may ask at a time."""

    def __init__(self, url: str, within_s: float = WITHIN_S) -> None:
        """Ask the service at this address, each time for at most `within_s` seconds."""
        self._url = url.rstrip("/")
        timeout = Timeout(total=within_s)
        self._http = urllib3.PoolManager(maxsize=16, timeout=timeout, retries=False)
        self._failures = 0
        self._counting = threading.Lock()

    def region(self, pixels: NDArray[np.uint8], slot: Slot) -> Box | None:
        """Where the main person wears this slot.

        Args:
            pixels: uint8 `[H, W, 3]` RGB.
            slot: of the product.

        Returns:
            None where nobody is in the picture, or the region is out of it or only estimated: a garment that
            lies or hangs is seen best whole.

        Raises:
            PoseUnavailable: no answer that can be used.
        """
        if self._failures >= ENOUGH:
            raise PoseUnavailable(f"pose: not asked after {ENOUGH} failures in a row")
        try:
            answer = self._http.request(
                "POST",
                f"{self._url}/v1/pose",
                body=encode_pnm(pixels),
                headers={"Content-Type": MEDIA_TYPE},
            )
            if answer.status != 200:
                raise PoseUnavailable(f"pose: answered {answer.status}")
            people = PoseResponse.model_validate_json(answer.data).people
        except (HTTPError, ValidationError, PoseUnavailable) as error:
            with self._counting:
                self._failures += 1
            raise PoseUnavailable(f"pose: {error}") from error
        self._failures = 0
        region = getattr(people[0].regions, slot) if people else None
        return None if region is None or region.estimated else region.box
