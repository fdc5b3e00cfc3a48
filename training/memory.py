"""How PyTorch's large buffers are taken from the system on Linux."""

import ctypes
import sys

_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_MAX, _M_ARENA_MAX = -1, -2, -4, -8
_KEPT = 512 << 20


def keep_buffers() -> None:
    """Let the C library keep the memory of freed activations instead of handing it back after each step.

    By default glibc maps every large buffer anew, and the kernel fills it with zeros page by page: up to
    two thirds of a training step on two cores (`docs/measurements.md`). Does nothing where there is no glibc.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for parameter, value in (
            (_M_MMAP_MAX, 0),
            (_M_TRIM_THRESHOLD, -1),
            (_M_TOP_PAD, _KEPT),
            (_M_ARENA_MAX, 1),
        ):
            mallopt(parameter, value)
