"""The demo shop's feed, what it is read by, and the commands that read it."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from deploy.local.plan import MODELS, ROOT

FEED: Final = ROOT / "services" / "recommender" / "demo" / "feed.tsv"


def networks_digest(environment: dict[str, str]) -> str:
    """Of all versions of the clothes networks: embeddings of two of them cannot be compared."""
    digest = hashlib.sha256()
    for name in MODELS:
        if name.startswith("clothes"):
            for path in sorted((Path(environment["MODELS_DIR"]) / name).glob("*/model.onnx")):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def vitrine(environment: dict[str, str], *arguments: str) -> bool:
    """Run `vitrine ...` in a process of its own, without the shop's own readings; whether it went well."""
    command = [sys.executable, "-m", "services.recommender.cli", *arguments]
    own = {name: value for name, value in environment.items() if name != "READINGS_FILE"}
    return subprocess.run(command, env=own, cwd=ROOT, check=False).returncode == 0
