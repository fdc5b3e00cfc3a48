"""`python -m benchmarks.street_regions`: the pose service's own part, in process, on unseen street photos."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import cv2
import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.unseen import UnseenPhoto, overlap, unseen_photos
from contracts.pose import Person
from services.pose.decoding import decode
from services.pose.network_input import network_input
from services.pose.people import find_people
from services.pose.task import PoseTask
from serving.image import Limits
from serving.image import decode as decode_image
from serving.inference.model import Models
from serving.inference.session import load

COVERED = 0.4
"""Intersection over union from which the upper box covers the garment of the mask."""
COLOURS = {"head": (60, 60, 240), "upper": (60, 200, 60), "lower": (240, 140, 40), "whole": (200, 60, 200)}
"""BGR of each region's box."""


@dataclass(frozen=True)
class Finding:
    """Who was found in one photo, and how long the network and the decoding took."""

    photo: UnseenPhoto
    pixels: NDArray[np.uint8]
    people: list[Person]
    network_ms: float
    decoding_ms: float

    @property
    def upper_overlap(self) -> float | None:
        """IoU of the main person's upper box with the masked upper garment; None without such a mask."""
        if self.photo.upper_garment is None:
            return None
        region = self.people[0].regions.upper if self.people else None
        return overlap(region.box, self.photo.upper_garment) if region else 0.0


def find(models: Models, photo: UnseenPhoto) -> Finding:
    """Read one photo as the service does."""
    pixels = decode_image(photo.data, Limits()).pixels
    image = network_input(pixels)
    started = time.perf_counter()
    (maps,) = PoseTask().predict(models, [image])
    computed = time.perf_counter()
    people = find_people(decode(maps.heatmaps, maps.pafs), photo.width, photo.height)
    done = time.perf_counter()
    return Finding(photo, pixels, people, (computed - started) * 1000, (done - computed) * 1000)


def draw(finding: Finding) -> NDArray[np.uint8]:
    """The photo, uint8 [H, W, 3] BGR: everyone's joints, the main person's regions (thin if estimated)."""
    picture = finding.pixels[..., ::-1].copy()
    height, width = picture.shape[:2]
    for person in finding.people:
        for joint in person.keypoints:
            cv2.circle(picture, (round(joint.x * width), round(joint.y * height)), 3, (0, 230, 230), -1)
    for name, region in finding.people[0].regions if finding.people else ():
        if region is not None:
            x0, y0, x1, y1 = (
                round(edge * size) for edge, size in zip(region.box, (width, height) * 2, strict=True)
            )
            cv2.rectangle(picture, (x0, y0), (x1, y1), COLOURS[name], 1 if region.estimated else 3)
    return picture


def report(findings: list[Finding]) -> Table:
    """The table of the pose service."""
    overlaps = np.array([found.upper_overlap for found in findings if found.upper_overlap is not None])
    network = np.array([found.network_ms for found in findings])
    decoding = np.array([found.decoding_ms for found in findings])
    table = Table("", "measured", title="Pose on street photos that no network was trained on")
    table.add_row("somebody found", f"{sum(bool(found.people) for found in findings)} of {len(findings)}")
    table.add_row(
        f"upper box, IoU >= {COVERED}", f"{np.count_nonzero(overlaps >= COVERED)} of {len(overlaps)}"
    )
    table.add_row("upper box, mean IoU", f"{overlaps.mean():.3f}")
    table.add_row("network, median", f"{np.median(network):.1f} ms")
    table.add_row(
        "decoding, median and 99th percentile",
        f"{np.median(decoding):.1f}, {np.quantile(decoding, 0.99):.1f} ms",
    )
    return table


def main(
    model: Annotated[Path, typer.Option(help="the network's file")] = Path("models/pose/1/model.onnx"),
    photos: Annotated[int, typer.Option(help="how many photos, those with a mask first")] = 200,
    threads: Annotated[int, typer.Option(help="of the network")] = 2,
    out: Annotated[Path | None, typer.Option(help="a folder for the photos with what was found")] = None,
) -> None:
    """Print how well the regions fit; with `--out`, draw them."""
    models = {"pose": load(model, "cpu", threads)}
    findings = [find(models, photo) for photo in unseen_photos(photos)]
    Console().print(report(findings))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for found in findings:
            cv2.imwrite(str(out / f"{Path(found.photo.row.file).stem}.png"), draw(found))


if __name__ == "__main__":
    typer.run(main)
