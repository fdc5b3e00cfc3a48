"""How inferences share a device: each core of a CPU has its own, a GPU computes batch after batch."""

from dataclasses import dataclass

from serving.cores import available_cores
from serving.inference.device import Device
from serving.inference.session import execution_provider


@dataclass(frozen=True, slots=True)
class Lanes:
    """What to load a model with, and how to run it."""

    at_once: int
    """Inferences, all in the same session."""
    together: int
    """Items of one inference."""
    threads: int | None
    """Of one inference on a CPU."""


def lanes(device: Device, max_batch: int, threads: int = 1) -> Lanes:
    """The lanes of a device.

    A core of a CPU that takes an item of its own waits for no other at the end of an operator, and what the
    layers of one item hand on stays in the core's cache, where that of a batch does not fit.

    Args:
        device: where models run.
        max_batch: items that a GPU computes together.
        threads: of one inference on a CPU; more than there are cores are as many as there are.

    Raises:
        NotReady: this build of ONNX Runtime does not have the device's provider.
    """
    if execution_provider(device) != "CPUExecutionProvider":
        return Lanes(at_once=1, together=max_batch, threads=None)
    cores = available_cores()
    threads = min(threads, cores)
    return Lanes(at_once=cores // threads, together=1, threads=threads)
