"""How a run without a terminal tells how far it is."""

import math
import time
from datetime import timedelta

import lightning
from lightning.pytorch.callbacks import Callback

from training.schedule import TimedCosine


class EpochLines(Callback):
    """Prints a line after each epoch: step, the epoch's logged values, images per second, time left."""

    def __init__(self, schedule: TimedCosine) -> None:
        self._schedule = schedule
        self._start = 0.0
        self._batches = 0

    def on_train_epoch_start(self, *_: object) -> None:
        """Start to count."""
        self._start, self._batches = time.monotonic(), 0

    def on_train_batch_end(self, *_: object) -> None:
        """Count a batch."""
        self._batches += 1

    def on_train_epoch_end(self, trainer: lightning.Trainer, *_: object) -> None:
        """Print the line, once for all processes. The time of validation counts too."""
        if not trainer.is_global_zero or not trainer.train_dataloader:
            return
        images = self._batches * trainer.train_dataloader.batch_size * trainer.world_size
        rate = images / (time.monotonic() - self._start)
        left = self._schedule.seconds_left(trainer)
        values = "  ".join(f"{name} {float(value):.4f}" for name, value in trainer.callback_metrics.items())
        print(
            f"epoch {trainer.current_epoch}  step {trainer.global_step}  {values}  {rate:.0f} images/s  "
            f"{timedelta(seconds=round(left)) if math.isfinite(left) else '?'} left",
            flush=True,
        )
