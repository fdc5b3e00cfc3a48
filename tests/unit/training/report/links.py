"""The pictures that a report shows."""

import re
from pathlib import Path

from training.report.origin import Origin

MADE = Origin("python -m training report made", [], "made photos")


def pictures_of(report: Path) -> set[str]:
    """The pictures that the Markdown links to; each is there and is an SVG."""
    links = set(re.findall(r"!\[.+?\]\((.+?)\)", report.read_text(encoding="utf-8")))
    for link in links:
        assert "<svg" in (report.parent / link).read_text(encoding="utf-8"), link
    return links


def row_of(report: Path, starts: str) -> list[str]:
    """The cells of the first table row that begins with `starts`."""
    lines = report.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"| {starts} |")).strip("| ").split(" | ")
