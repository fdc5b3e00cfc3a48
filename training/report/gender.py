"""The report of the gender networks, every version beside the others."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.calibration import calibration_error
from training.data.shards import Shards
from training.data.utkface import Face, Gender
from training.gender.evaluate import ADULT, Prediction, confusion
from training.gender.network import LABELS
from training.report.history import tell_history
from training.report.mistakes import Mistake
from training.report.origin import Origin
from training.report.page import Page
from training.report.plots import Corner, draw_confusion, draw_lines, draw_reliability, picture
from training.report.scores import THRESHOLDS, answered, reliability
from training.report.shares import Share

Versions = Mapping[str, Sequence[Prediction]]
"""What each file says of the same faces, by the file's name."""

Heads = tuple[Sequence[Gender], Mapping[str, NDArray[np.bool_]]]
"""How heads cut out of photos are labelled, and of each file whether it says so, bool [N]."""

Groups = dict[str, Callable[[Face], bool]]


def _from_age(age: int, face: Face) -> bool:
    return face.age >= age


def _in_band(band: tuple[int, int], face: Face) -> bool:
    return band[0] <= face.age <= band[1]


def _labelled(race: str, gender: str, face: Face) -> bool:
    return face.age >= ADULT and race in ("", face.race) and gender in ("", face.gender)


HEADLINES: Groups = {
    "all ages": partial(_from_age, 0),
    "3 and older": partial(_from_age, 3),
    f"{ADULT} and older": partial(_from_age, ADULT),
}
AGES: Groups = {
    **{
        f"{first}–{last}": partial(_in_band, (first, last))
        for first, last in ((0, 2), (3, 12), (13, 19), (20, 39), (40, 59))
    },
    "60 and older": partial(_from_age, 60),
}
LABELLED: Groups = {
    **{race: partial(_labelled, race, "") for race in ("White", "Black", "Asian", "Indian", "other")},
    **{gender: partial(_labelled, "", gender) for gender in LABELS},
}


_COVERAGE: tuple[tuple[int, str, Corner], ...] = (
    (1, "share right of the answered", "lower right"),
    (0, "share answered", "lower left"),
)
"""Of `answered` which share, what it is, and the corner that its lines leave free."""


def write_report(
    folder: Path,
    versions: Versions,
    origin: Origin,
    runs: Sequence[Path] = (),
    heads: Heads | None = None,
) -> Path:
    """Write gender.md and its pictures to `folder`; returns its path. `runs`: training folders to plot."""
    page = Page(folder, "gender", "Gender: which department of the shop")
    origin.tell(page)
    page.heading("Accuracy, %")
    page.text(
        "Of babies and many small children the label cannot be seen in the face, and they are no shoppers: "
        f"the figure to compare by is that from {ADULT} years."
    )
    _tell_groups(page, "faces", versions, HEADLINES)
    page.heading("By age", 3)
    _tell_groups(page, "years", versions, AGES)
    page.heading(f"By the set's labels, {ADULT} years and older", 3)
    _tell_groups(page, "label", versions, LABELLED)
    grown = {name: [one for one in said if one.face.age >= ADULT] for name, said in versions.items()}
    page.heading(f"Confusion, {ADULT} years and older")
    with picture(page.picture("confusion", "Labelled by predicted, a panel a file"), len(grown)) as panels:
        for axes, (name, said) in zip(panels, grown.items(), strict=True):
            draw_confusion(axes, confusion(list(said)), LABELS, name)
    if heads:
        _tell_heads(page, heads)
    _tell_confidence(page, grown)
    tell_history(page, runs)
    return page.write()


def mistakes(said: Sequence[Prediction]) -> list[Mistake]:
    """The faces that a file took for the other label."""
    shards = Shards("utkface")
    return [
        Mistake(
            crop=shards.rgb(one.face.shard, one.face.file),
            labelled=one.face.gender,
            read_as=LABELS[int(one.female > 0.5)],
            probability=max(one.female, 1 - one.female),
            note=f"{one.face.age} years, {one.face.race}: {one.face.file}",
        )
        for one in said
        if not one.right
    ]


def _tell_groups(page: Page, what: str, versions: Versions, groups: Groups) -> None:
    rows = []
    for group, belongs in groups.items():
        shares = [
            Share.of(np.array([one.right for one in said if belongs(one.face)], np.bool_))
            for said in versions.values()
        ]
        rows.append((group, shares[0].count, *shares))
    page.table((what, "count", *versions), rows)


def _tell_heads(page: Page, heads: Heads) -> None:
    genders, right = np.array(heads[0]), heads[1]
    page.heading("Heads in the attribute photos, cut out as the services do, %")
    page.text("Of photos on which no network was trained, where the service sees a face.")
    rows: list[Sequence[object]] = [("all", len(genders), *map(Share.of, right.values()))]
    for label in LABELS:
        of_label = genders == label
        rows.append((label, int(of_label.sum()), *(Share.of(one[of_label]) for one in right.values())))
    page.table(("heads", "count", *right), rows)


def _tell_confidence(page: Page, versions: Versions) -> None:
    page.heading(f"Confidence, {ADULT} years and older")
    answers = {name: _answers(said) for name, said in versions.items()}
    page.table(
        ("file", "expected calibration error, %"),
        [(name, f"{100 * calibration_error(*answer):.1f}") for name, answer in answers.items()],
    )
    with picture(page.picture("reliability", "Share right by confidence, a line a file")) as (axes,):
        draw_reliability(axes, {name: reliability(*answer) for name, answer in answers.items()})
    page.text(
        "Were answers below a confidence withheld: the share still answered, and the accuracy of these."
    )
    page.table(
        ("confidence from", *(f"{name}, {what}" for name in answers for what in ("answered", "right"))),
        [
            (threshold, *(share for answer in answers.values() for share in answered(*answer, threshold)))
            for threshold in THRESHOLDS
        ],
    )
    grid = np.linspace(0.5, 1, 101)
    with picture(page.picture("coverage", "Accuracy and share answered by least confidence"), 2) as panels:
        for axes, (which, y, legend) in zip(panels, _COVERAGE, strict=True):
            lines = {
                name: (grid.tolist(), [answered(*answer, least)[which].value for least in grid])
                for name, answer in answers.items()
            }
            draw_lines(axes, lines, "least confidence", y, legend)


def _answers(said: Sequence[Prediction]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    female = np.array([one.female for one in said])
    return np.maximum(female, 1 - female), np.array([one.right for one in said], np.bool_)
