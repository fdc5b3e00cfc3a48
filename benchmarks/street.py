"""`python -m benchmarks.street`: 100 street photos that no network saw, through the running system."""

import statistics
from dataclasses import dataclass
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.running import require_running
from benchmarks.unseen import UnseenPhoto, overlap, unseen_photos
from contracts.gateway import RecommendationsResponse

COVERED = 0.4
"""Intersection over union from which the upper box covers the garment of the mask."""


@dataclass(frozen=True)
class Outcome:
    """What came back for one photo."""

    photo: UnseenPhoto
    status: int
    answer: RecommendationsResponse | None
    milliseconds: float

    @property
    def covers(self) -> bool | None:
        """Whether the upper box covers the upper garment; None where there is no mask to tell."""
        garment = self.photo.upper_garment
        if garment is None:
            return None
        region = self.answer.people[0].regions.upper if self.answer else None
        return region is not None and overlap(region.box, garment) >= COVERED

    @property
    def has_person(self) -> bool:
        """Whether somebody was found."""
        return self.answer is not None and self.answer.subject == "person"

    @property
    def has_products(self) -> bool:
        """Whether any garment has products."""
        garments = self.answer.people[0].garments if self.answer else []
        return any(garment.recommendations for garment in garments)


def send(client: httpx.Client, photo: UnseenPhoto) -> Outcome:
    """Upload one photo, alone."""
    response = client.post("/v1/recommendations", files={"photo": (photo.row.file, photo.data, "image/webp")})
    answer = RecommendationsResponse.model_validate_json(response.content) if response.is_success else None
    return Outcome(photo, response.status_code, answer, response.elapsed.total_seconds() * 1000)


def report(outcomes: list[Outcome]) -> Table:
    """The table of the main job."""
    masked = [outcome for outcome in outcomes if outcome.covers is not None]
    times = [outcome.milliseconds for outcome in outcomes]
    total = len(outcomes)
    rows = [
        ("answered 200", f"{sum(outcome.status == 200 for outcome in outcomes)} of {total}", "all"),
        ("main person found", f"{sum(outcome.has_person for outcome in outcomes)} of {total}", ">= 95 %"),
        (
            f"upper box covers the masked upper garment (IoU >= {COVERED})",
            f"{sum(bool(outcome.covers) for outcome in masked)} of {len(masked)}",
            ">= 95 %",
        ),
        ("has products", f"{sum(outcome.has_products for outcome in outcomes)} of {total}", "all"),
        ("degraded", f"{sum(bool(o.answer and o.answer.degraded) for o in outcomes)} of {total}", "0"),
        ("median", f"{statistics.median(times):.0f} ms", "< 400 ms"),
        ("95th percentile", f"{statistics.quantiles(times, n=20)[-1]:.0f} ms", ""),
        ("slowest", f"{max(times):.0f} ms", "<= 1500 ms"),
    ]
    for stage in ("decode", "pose", "gender", "clothes", "recommend", "total"):
        taken = [o.answer.timings_ms[stage] for o in outcomes if o.answer and stage in o.answer.timings_ms]
        if taken:
            rows.append((f"median of {stage}", f"{statistics.median(taken):.1f} ms", ""))
    table = Table("", "measured", "wanted", title="Street photos that no network was trained on")
    for row in rows:
        table.add_row(*row)
    return table


def main(
    url: Annotated[str, typer.Option(help="the gateway")] = "http://127.0.0.1:8000",
    photos: Annotated[int, typer.Option(help="how many photos")] = 100,
    missed: Annotated[bool, typer.Option(help="name the photos whose upper box is off")] = False,
) -> None:
    """Send street photos of the test split one after another and print what came back."""
    require_running(url)
    console = Console()
    unseen = unseen_photos(photos)
    with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
        for photo in unseen[:3]:
            send(client, photo)
        outcomes = [send(client, photo) for photo in track(unseen, "Sending", console=console)]
    console.print(report(outcomes))
    if missed:
        console.print(*[o.photo.row.file for o in outcomes if o.covers is False or not o.has_person])


if __name__ == "__main__":
    typer.run(main)
