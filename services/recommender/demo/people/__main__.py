"""Paints the sample photos of the page: `python -m services.recommender.demo.people`."""

import io
import json
from pathlib import Path

from PIL import Image

from services.recommender.demo.people.cast import CAST
from services.recommender.demo.people.portrait import portrait

FOLDER = Path(__file__).parents[4] / "gateway" / "web" / "samples"
THUMBNAIL = (240, 360)
"""Half as large again as the page shows it, for dense screens."""


def write_samples(folder: Path) -> None:
    """Write `<name>.webp` and `<name>-small.webp` of everyone in the cast, and the page's list of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for person in CAST:
        photo = Image.fromarray(portrait(person))
        small = photo.resize(THUMBNAIL, Image.Resampling.LANCZOS)
        for image, suffix in ((photo, ""), (small, "-small")):
            data = io.BytesIO()
            image.save(data, "WEBP", quality=88, method=4)
            (folder / f"{person.name}{suffix}.webp").write_bytes(data.getvalue())
    listing = [
        {
            "photo": f"/assets/samples/{person.name}.webp",
            "thumbnail": f"/assets/samples/{person.name}-small.webp",
            "description": person.description,
        }
        for person in CAST
    ]
    (folder / "samples.json").write_text(json.dumps(listing, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_samples(FOLDER)
    print(f"{len(CAST)} sample photos in {FOLDER}")
