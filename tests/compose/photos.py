"""What the clients send: real street photos, or the page's drawn samples where there are none."""

import os
from pathlib import Path

from deploy.local.plan import ROOT
from tests.photos import street_photos

PHOTOS = 200


def photos() -> list[bytes]:
    """200 photos as a client sends them; the samples in turns where the folder of photos is missing."""
    data = Path(os.environ.get("VITRINE_DATA", "../shared/data"))
    if (data / "street" / "street.csv").exists() or os.environ.get("VITRINE_PHOTOS") == "required":
        return [photo.data for photo in street_photos()]
    samples = [path.read_bytes() for path in sorted((ROOT / "gateway" / "web" / "samples").glob("*.webp"))]
    return [samples[place % len(samples)] for place in range(PHOTOS)]
