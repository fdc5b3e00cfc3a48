"""The report of the pose network: are people found, and are their joints where they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from contracts.pose import KEYPOINT_NAMES
from training.pose.augment import Example
from training.pose.evaluate import BODY, judge_each, main_person
from training.report.history import tell_history
from training.report.origin import Origin
from training.report.page import Page
from training.report.plots import draw_shares, picture
from training.report.shares import Share, percent, resampled

JOINTS = KEYPOINT_NAMES[BODY]


@dataclass(frozen=True, slots=True)
class Judged:
    """A photo of one labelled person: whether anybody was found, and of JOINTS which are right and labelled.

    bool [12] each; nothing is labelled where the label has no torso to measure by.
    """

    found: bool
    right: NDArray[np.bool_]
    labelled: NDArray[np.bool_]


def judged(
    runtime: onnxruntime.InferenceSession, examples: Iterable[Example], limit: int | None = None
) -> list[Judged]:
    """The photos, or the first `limit` of them, through the code that serves."""
    found = []
    for example in islice(examples, limit):
        joints = main_person(runtime, example.image)
        nothing = np.zeros(len(JOINTS), np.bool_)
        right, labelled = judge_each(joints, example) or (nothing, nothing)
        found.append(Judged(joints is not None, right, labelled))
    return found


def write_report(
    folder: Path,
    sets: Mapping[str, Sequence[Judged]],
    milliseconds: float,
    origin: Origin,
    runs: Sequence[Path] = (),
) -> Path:
    """Write pose.md and its picture to `folder`; returns the Markdown's path.

    Args:
        folder: where reports go.
        sets: what was judged, by the set's name.
        milliseconds: of the network alone, for an image of 368 x 256.
        origin: what was run.
        runs: training folders to plot.
    """
    page = Page(folder, "pose", "Pose: people and their joints")
    origin.tell(page)
    page.text(
        "A joint is right if the main person's is reported closer to the label than a fifth of the torso "
        "(PCK@0.2, shoulders to ankles); one that is not reported is wrong. Street and attribute photos are "
        "labelled by teacher networks, keypoints by people."
    )
    page.text(f"The network alone takes {milliseconds:.1f} ms for an image of 368 x 256 (median).")
    sets = {name: photos for name, photos in sets.items() if photos}
    page.table(
        ("set", "photos", "somebody found, %", "measurable", "PCK@0.2, %"),
        [
            (
                name,
                len(photos),
                Share.of(np.array([photo.found for photo in photos])),
                sum(bool(photo.labelled.any()) for photo in photos),
                _pck(photos),
            )
            for name, photos in sets.items()
        ],
    )
    page.heading("By joint, %")
    by_joint = {name: _by_joint(photos) for name, photos in sets.items()}
    page.table(
        ("joint", *by_joint),
        [
            (joint.replace("_", " "), *(shares[place] for shares in by_joint.values()))
            for place, joint in enumerate(JOINTS)
        ],
    )
    with picture(page.picture("joints", "Share right by joint, a colour a set"), 2) as panels:
        for axes, side in zip(panels, ("right", "left"), strict=True):
            places = [place for place, joint in enumerate(JOINTS) if joint.startswith(side)]
            names = [JOINTS[place].removeprefix(f"{side}_") for place in places]
            lines = {name: [shares[place] for place in places] for name, shares in by_joint.items()}
            draw_shares(axes, names, lines, f"the person's {side}")
    tell_history(page, runs)
    return page.write()


def _pck(photos: Sequence[Judged]) -> str:
    right = np.array([photo.right.sum() for photo in photos])
    labelled = np.array([photo.labelled.sum() for photo in photos])
    if not labelled.any():
        return "–"
    return percent(float(right.sum() / labelled.sum()), resampled(right, labelled))


def _by_joint(photos: Sequence[Judged]) -> list[Share]:
    """Of each of JOINTS."""
    right, labelled = (
        np.stack(arrays).sum(axis=0) for arrays in zip(*((p.right, p.labelled) for p in photos), strict=True)
    )
    return [Share(int(good), int(count)) for good, count in zip(right, labelled, strict=True)]
