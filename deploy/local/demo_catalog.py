"""The demo catalog in a folder of its own, read by the networks that are served now.

`python -m deploy.local.demo_catalog` is the import job of `docker-compose.yml`.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from deploy.local.checks import CannotStart
from deploy.local.plan import MODELS, ROOT

FEED = ROOT / "services" / "recommender" / "demo" / "feed.tsv"
SCHEMA = ROOT / "services" / "recommender" / "catalog" / "schema.py"


def ensure_demo_catalog(environment: dict[str, str]) -> None:
    """Import the demo feed if there is no catalog, or if it was read by other networks or from another feed.

    Embeddings of two networks cannot be compared, so a model file that is swapped makes the catalog stale. A
    catalog that is not the demo's own is left as it is: an address, a folder without our stamp, or one whose
    live version is not the one that we made.

    Raises:
        CannotStart: the import failed.
    """
    uri = environment["CATALOG_URI"]
    stamp = Path(f"{uri}.stamp")
    if "://" in uri or (Path(uri).exists() and not stamp.exists()):
        return
    wanted = _fingerprint(Path(environment["MODELS_DIR"]))
    was, _, made = stamp.read_text().partition(" ") if stamp.exists() else ("", "", "")
    if Path(uri).exists() and (was == wanted or (made and made != _live_version(uri))):
        return
    # what an interrupted import leaves behind is ours too, and not finished
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(f"unfinished {made}")
    command = [
        sys.executable,
        "-m",
        "services.recommender.cli",
        "catalog",
        "import",
        str(FEED),
        # its pictures show garments that nobody wears, and the service is not up yet
        "--pose-url",
        "",
        "--catalog",
        uri,
    ]
    if subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode != 0:
        raise CannotStart("the demo catalog could not be imported (see above)")
    stamp.write_text(f"{wanted} {_live_version(uri)}")


def _live_version(uri: str) -> str:
    """Empty where there is none."""
    # LanceDB takes half a second to import, and a start that imports nothing does without
    from services.recommender.catalog.versions import published_versions
    from services.recommender.errors import CatalogMissing

    try:
        return "".join(str(version.number) for version in published_versions(uri) if version.live)
    except CatalogMissing:
        return ""


def _fingerprint(models_dir: Path) -> str:
    """A digest of the feed, of the catalog's columns and of all versions of the clothes networks."""
    digest = hashlib.sha256(FEED.read_bytes() + SCHEMA.read_bytes())
    for name in MODELS:
        if name.startswith("clothes"):
            for path in sorted((models_dir / name).glob("*/model.onnx")):
                digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        ensure_demo_catalog(dict(os.environ))
    except CannotStart as error:
        sys.exit(str(error))
