"""A page of the worst mistakes to look at. It holds photos, so it stays on the machine that has them."""

import base64
import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.errors import ReportError

MOST = 120
"""Mistakes on a page."""

_CHECKOUT = Path(__file__).resolve().parents[2]
_IGNORED = _CHECKOUT / "runs"

_HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
  :root {{ color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }}
  main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 16px; }}
  figure {{ margin: 0; }}
  img {{ width: 100%; border-radius: 4px; }}
</style>
<h1>{title}</h1>
<main>
"""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A crop uint8 [H, W, 3] RGB that was read wrongly; the wrong label was given `probability` 0..1."""

    crop: NDArray[np.uint8]
    labelled: str
    read_as: str
    probability: float
    note: str


def write_mistakes(path: Path, title: str, mistakes: Sequence[Mistake]) -> Path:
    """Write an HTML page of the MOST most confident mistakes, the worst first; returns `path`.

    Raises ReportError for a path in the checkout outside of runs/: photos must never be committed.
    """
    target = path.resolve()
    if target.is_relative_to(_CHECKOUT) and not target.is_relative_to(_IGNORED):
        raise ReportError(f"{path} would hold photos and could be committed; only {_IGNORED} takes them")
    worst = sorted(mistakes, key=lambda mistake: -mistake.probability)[:MOST]
    target.parent.mkdir(parents=True, exist_ok=True)
    parts = [_HEAD.format(title=html.escape(title)), *map(_figure, worst), "</main>\n"]
    target.write_text("".join(parts), encoding="utf-8")
    return path


def _figure(mistake: Mistake) -> str:
    done, encoded = cv2.imencode(".webp", cv2.cvtColor(mistake.crop, cv2.COLOR_RGB2BGR))
    assert done
    picture = base64.b64encode(encoded.tobytes()).decode("ascii")
    says = f"{mistake.labelled}, read as {mistake.read_as} {mistake.probability:.2f}"
    return (
        f'<figure><img alt="" src="data:image/webp;base64,{picture}">'
        f"<figcaption><b>{html.escape(says)}</b><br>{html.escape(mistake.note)}</figcaption></figure>\n"
    )
