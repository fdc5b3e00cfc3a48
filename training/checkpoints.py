"""What a run leaves on disk, and how one goes on from it."""

import random
import time
from pathlib import Path
from typing import Any

import lightning
import torch
from lightning.pytorch.callbacks import Callback

from training.errors import DataError

EVERY_SECONDS = 300


class RecentCheckpoint(Callback):
    """Keeps `recent.ckpt`, written every five minutes and at the end, so that little is lost."""

    def __init__(self, folder: Path, seconds: float = EVERY_SECONDS) -> None:
        self._path = folder / "recent.ckpt"
        self._seconds = seconds
        self._written = time.monotonic()

    def on_train_batch_end(self, trainer: lightning.Trainer, *_: object) -> None:
        """Write a checkpoint when the last one is old."""
        # All processes write together or none does, whatever their clocks say.
        if trainer.strategy.broadcast(time.monotonic() - self._written >= self._seconds):
            trainer.save_checkpoint(self._path)
            self._written = time.monotonic()

    def on_train_end(self, trainer: lightning.Trainer, *_: object) -> None:
        """Write where the run ended, which after annealing is where it is best."""
        trainer.save_checkpoint(self._path)


class RandomState(Callback):
    """Makes the states of Python's and PyTorch's random generators part of the checkpoint.

    Lightning leaves them out; with them, a run resumed from the end of an epoch goes on as if it had not been
    interrupted: it draws the same samples and drops out the same units.
    """

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def state_dict(self) -> dict[str, Any]:
        """The states now, of the first process."""
        return {
            "python": random.getstate(),
            "torch": torch.get_rng_state(),
            "cuda": torch.cuda.get_rng_state() if torch.cuda.is_available() else None,
        }

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Keep them until the run is set up, which draws random numbers too."""
        self._loaded = state_dict

    def on_fit_start(self, *_: object) -> None:
        """Go on with the loaded states: Lightning draws the first samples right after this."""
        if not self._loaded:
            return
        random.setstate(self._loaded["python"])
        torch.set_rng_state(self._loaded["torch"].cpu())
        if self._loaded["cuda"] is not None and torch.cuda.is_available():
            torch.cuda.set_rng_state(self._loaded["cuda"].cpu())


def checkpoint_to_resume(folder: Path, resume: str | None) -> Path | None:
    """The checkpoint that `resume` names: a path, or "last" for the newest in `folder`; None without it.

    Raises:
        DataError: there is no such file, or no checkpoint in `folder`.
    """
    if resume is None:
        return None
    if resume != "last":
        if not Path(resume).is_file():
            raise DataError(f"resume: no file {resume}")
        return Path(resume)
    found = sorted(folder.glob("*.ckpt"), key=lambda path: path.stat().st_mtime_ns)
    if not found:
        raise DataError(f"resume: no checkpoint in {folder}")
    return found[-1]


def load_network(network: torch.nn.Module, checkpoint: Path) -> None:
    """Load the `network.` part of a training checkpoint into `network`, every name matched."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)["state_dict"]
    prefix = "network."
    network.load_state_dict({k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)})
