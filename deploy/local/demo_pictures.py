"""The demo shop's pictures, read for a catalog that another container writes.

`python -m deploy.local.demo_pictures` is the job `pictures` of `docker-compose.yml`.
"""

import hashlib
import os
import sys
from pathlib import Path

from deploy.local.checks import CannotStart
from deploy.local.demo import FEED, networks_digest, vitrine


def read_demo_pictures(environment: dict[str, str]) -> None:
    """Read them into the file `DEMO_READINGS`, if they were not read by these networks, or from this feed.

    A catalog at an address is filled by its shop: for that, nothing is read.

    Raises:
        CannotStart: they could not be read.
    """
    if "://" in environment["CATALOG_URI"]:
        return
    readings = environment["DEMO_READINGS"]
    stamp = Path(f"{readings}.stamp")
    now = hashlib.sha256(FEED.read_bytes() + networks_digest(environment).encode()).hexdigest()
    if Path(readings).exists() and stamp.exists() and stamp.read_text() == now:
        return
    # its pictures show garments that nobody wears, and the service is not up yet
    if not vitrine(environment, "pictures", "read", str(FEED), "--pose-url", "", "--readings", readings):
        raise CannotStart("the demo's pictures could not be read (see above)")
    stamp.write_text(now)


if __name__ == "__main__":
    try:
        read_demo_pictures(dict(os.environ))
    except CannotStart as error:
        sys.exit(str(error))
