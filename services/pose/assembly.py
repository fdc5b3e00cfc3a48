"""Joining candidates to people: greedy, the surest connection first."""

import numpy as np

from services.pose.affinity import Connections
from services.pose.peaks import Peaks

Skeleton = dict[int, int]
"""Joint number -> peak number; a joint that was not found is left out."""


def assemble(peaks: Peaks, connections: Connections) -> list[Skeleton]:
    """People as joined candidates; those that nothing joins are left out.

    Connections of all limbs are taken together by falling score. One that would give a person a second nose
    (or any joint twice) is refused: either end is better explained by what was joined before it.
    """
    joint = peaks.joint.tolist()
    groups: list[Skeleton] = [{joint[peak]: peak} for peak in range(len(joint))]
    order = np.argsort(-connections.scores, kind="stable")
    for start, end in zip(connections.start[order].tolist(), connections.end[order].tolist(), strict=True):
        one, other = groups[start], groups[end]
        if one is other or not one.keys().isdisjoint(other.keys()):
            continue
        one.update(other)
        for peak in other.values():
            groups[peak] = one
    unique = {id(group): group for group in groups}
    return [group for group in unique.values() if len(group) > 1]
