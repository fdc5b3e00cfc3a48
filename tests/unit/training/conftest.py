"""Training without leaving a mark on the process of the tests."""

from collections.abc import Iterator

import pytest
import torch

from training import trainer


@pytest.fixture
def own_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Seeds, threads and the C library's memory stay as they were."""
    threads, random = torch.get_num_threads(), torch.get_rng_state()
    monkeypatch.setenv("PL_GLOBAL_SEED", "0")
    monkeypatch.setenv("PL_SEED_WORKERS", "0")
    monkeypatch.setattr(trainer, "keep_buffers", lambda: None)
    yield
    torch.set_num_threads(threads)
    torch.set_rng_state(random)
