"""Memory that is free but still counted as this process's: kept low, and given back.

Reading a catalog allocates and frees much on many threads. glibc gives every thread an arena of its own and
keeps what is freed in each; LanceDB reads ahead as far as its buffer is large (2 GiB unless told).
"""

import ctypes
import os
import sys
from typing import Final

import pyarrow as pa

_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
"""Of malloc.h; the parameters are described in mallopt(3)."""

ARENAS: Final = 2
LARGE: Final = 4 * 2**20
"""Bytes from which a piece of memory is returned at once when it is freed; glibc would soon raise this to 32
MiB by itself."""
READ_AHEAD: Final = 8 * 2**20
"""Bytes that LanceDB may hold of what was read and not yet asked for."""


def keep_low() -> None:
    """To be called before the first catalog is opened. An environment that says otherwise is heeded."""
    os.environ.setdefault("LANCE_DEFAULT_IO_BUFFER_SIZE", str(READ_AHEAD))
    if "ARROW_DEFAULT_MEMORY_POOL" not in os.environ:
        pa.set_memory_pool(pa.system_memory_pool())  # its own ones keep what is freed
    if libc := _glibc():
        if "MALLOC_ARENA_MAX" not in os.environ:
            libc.mallopt(_M_ARENA_MAX, ARENAS)
        if "MALLOC_MMAP_THRESHOLD_" not in os.environ:
            libc.mallopt(_M_MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Return what is free to the system."""
    pa.default_memory_pool().release_unused()
    if libc := _glibc():
        libc.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    """The C library, where it is glibc: others have neither function."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    return libc if hasattr(libc, "malloc_trim") else None
