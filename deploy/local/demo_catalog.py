"""The demo catalog in a folder of its own, read by the networks that are served now.

`python -m deploy.local.demo_catalog` is the job `catalog` of `docker-compose.yml`: there another container
has read the pictures, into the file `DEMO_READINGS`.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from deploy.local.checks import CannotStart
from deploy.local.demo import FEED, networks_digest, vitrine
from deploy.local.plan import ROOT

SCHEMA = ROOT / "services" / "recommender" / "catalog" / "schema.py"


def ensure_demo_catalog(environment: dict[str, str]) -> None:
    """Have it imported, if need be, by a process of its own: LanceDB's threads must not be here when we fork.

    Raises:
        CannotStart: the import failed.
    """
    if _is_current(environment):
        return
    command = [sys.executable, "-m", "deploy.local.demo_catalog"]
    if subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode != 0:
        raise CannotStart("the demo catalog could not be imported (see above)")


def import_demo_catalog(environment: dict[str, str]) -> None:
    """Import the demo feed if there is no catalog, or if it was read by other networks or from another feed.

    Embeddings of two networks cannot be compared, so a model file that is swapped makes the catalog stale. A
    catalog that is not the demo's own is left as it is: an address, a folder without our stamp, or one whose
    live version is not the one that we made.

    Raises:
        CannotStart: the import failed.
    """
    if _is_current(environment):
        return
    uri = environment["CATALOG_URI"]
    stamp = _stamp(uri)
    _, _, made = stamp.read_text().partition(" ") if stamp.exists() else ("", "", "")
    if made and _live_version(uri) not in ("", made):
        return
    fingerprint = _fingerprint(environment)
    # what an interrupted import leaves behind is ours too, and not finished
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(f"unfinished {made}")
    readings = environment.get("DEMO_READINGS")
    # its pictures show garments that nobody wears, and the service is not up yet
    pictures = ["--readings", readings] if readings else ["--pose-url", ""]
    if not vitrine(environment, "catalog", "import", str(FEED), *pictures, "--catalog", uri):
        raise CannotStart("the demo feed was not taken (see above)")
    stamp.write_text(f"{fingerprint} {_live_version(uri)}")


def _is_current(environment: dict[str, str]) -> bool:
    """Whether nothing is to be done, as far as can be seen without opening the catalog."""
    uri = environment["CATALOG_URI"]
    stamp = _stamp(uri)
    if "://" in uri or not Path(uri).exists():
        return "://" in uri
    return not stamp.exists() or stamp.read_text().partition(" ")[0] == _fingerprint(environment)


def _stamp(uri: str) -> Path:
    """The file that says what the demo catalog was made from, and which version that became."""
    return Path(f"{uri}.stamp")


def _live_version(uri: str) -> str:
    """Empty where there is none."""
    # LanceDB takes half a second to import, and a start that imports nothing does without
    from services.recommender.catalog.versions import published_versions
    from services.recommender.errors import CatalogMissing

    try:
        return "".join(str(version.number) for version in published_versions(uri) if version.live)
    except CatalogMissing:
        return ""


def _fingerprint(environment: dict[str, str]) -> str:
    """A digest of the feed, of the catalog's columns, and of what looks at the pictures or has done so."""
    readings = environment.get("DEMO_READINGS")
    seen = _readings_digest(Path(readings)) if readings else networks_digest(environment)
    return hashlib.sha256(FEED.read_bytes() + SCHEMA.read_bytes() + seen.encode()).hexdigest()


def _readings_digest(path: Path) -> str:
    # of a package that `make run` does not need until its first import
    from services.recommender.errors import ReadingsUnusable
    from services.recommender.pictures.readings import Readings

    try:
        with Readings(path) as readings:
            return readings.digest
    except ReadingsUnusable as error:
        raise CannotStart(str(error)) from error


if __name__ == "__main__":
    try:
        import_demo_catalog(dict(os.environ))
    except CannotStart as error:
        sys.exit(str(error))
