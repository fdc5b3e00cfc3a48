"""The learning rate over a run, by the clock and by the steps."""

import math
import time

import lightning
from lightning.pytorch.callbacks import Callback

WARM_UP = 0.04


class TimedCosine(Callback):
    """Warm up, then anneal every learning rate to zero by a half cosine over the run, and then stop.

    A run on shared cores cannot know how many steps it will get, but it knows when it must be done. With
    `minutes` the run is as far as the larger of two shares: of the time, and of the steps of all epochs;
    without it (0), only the steps count. The time that is used up is part of the checkpoint, so that a
    resumed run goes on where it was.
    """

    def __init__(self, minutes: float, warm_up: float = WARM_UP) -> None:
        self._seconds = minutes * 60
        self._warm_up = warm_up
        self._used = 0.0
        self._mark = 0.0
        self._steps = math.inf
        self._peaks: list[float] = []

    def on_train_start(self, trainer: lightning.Trainer, *_: object) -> None:
        """Take the learning rates that the optimizer was made with as the peaks."""
        self._mark = time.monotonic()
        self._steps = trainer.estimated_stepping_batches
        self._peaks = [group.setdefault("peak", group["lr"]) for group in trainer.optimizers[0].param_groups]

    def on_train_batch_start(self, trainer: lightning.Trainer, *_: object) -> None:
        """Set the learning rates for this step; end the run once the time is used up."""
        now = time.monotonic()
        # The first process's clock counts: others a step apart would wait for each other for ever.
        self._used = trainer.strategy.broadcast(self._used + now - self._mark)
        self._mark = now
        factor = factor_at(self.progress(trainer), self._warm_up)
        for group, peak in zip(trainer.optimizers[0].param_groups, self._peaks, strict=True):
            group["lr"] = peak * factor
        if self._seconds and self._used >= self._seconds:
            trainer.should_stop = True

    def progress(self, trainer: lightning.Trainer) -> float:
        """How far the run is, 0..1."""
        by_time = self._used / self._seconds if self._seconds else 0.0
        return min(max(by_time, trainer.global_step / self._steps), 1.0)

    def seconds_left(self, trainer: lightning.Trainer) -> float:
        """How long the run will still take at its pace so far; infinite before the first step."""
        done = self.progress(trainer)
        return self._used * (1 - done) / done if done else math.inf

    def state_dict(self) -> dict[str, float]:
        """The seconds used so far."""
        return {"used": self._used}

    def load_state_dict(self, state_dict: dict[str, float]) -> None:
        """Go on from the seconds used before."""
        self._used = state_dict["used"]


def factor_at(progress: float, warm_up: float) -> float:
    """Share of the peak learning rate, 0..1, when `progress` (0..1) of the run is done."""
    if progress < warm_up:
        return max(progress / warm_up, 0.02)
    return 0.5 * (1 + math.cos(math.pi * min((progress - warm_up) / (1 - warm_up), 1.0)))
