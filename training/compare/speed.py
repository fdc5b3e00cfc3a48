"""How long exported networks take for a batch of images."""

import time
from collections.abc import Callable, Sequence

import numpy as np

from contracts.clothes import SLOTS
from training.compare.network import ExportedNetwork
from training.onnx_file import session

POSE_SIZE = (368, 256)
"""Height and width that the pose network is timed at, where its graph leaves them open."""


def forward(network: ExportedNetwork, batch: int, threads: int) -> Callable[[], object]:
    """What runs `network` once over `batch` images of noise on the CPU, `threads` threads."""
    sessions = {part: session(file, threads) for part, file in network.files.items()}
    first = sessions["trunk" if network.task == "clothes" else network.task]
    height, width = (
        size if isinstance(size, int) else free
        for size, free in zip(first.get_inputs()[0].shape[1:3], POSE_SIZE, strict=True)
    )
    image = np.random.default_rng(0).integers(0, 256, (batch, height, width, 3), dtype=np.uint8)

    def run() -> None:
        outputs = first.run(None, {"image": image})
        if network.task == "clothes":
            for slot in SLOTS:
                sessions[slot].run(None, {"features": outputs[0]})

    return run


def median_milliseconds(jobs: Sequence[Callable[[], object]], runs: int = 50) -> list[float]:
    """The median time of each job, after one run that is not counted.

    Jobs take turns, so that what else the machine does slows them all alike.
    """
    times = np.zeros((len(jobs), runs + 1))
    for turn in range(runs + 1):
        for row, job in enumerate(jobs):
            start = time.perf_counter()
            job()
            times[row, turn] = time.perf_counter() - start
    return [float(1000 * median) for median in np.median(times[:, 1:], axis=1)]
