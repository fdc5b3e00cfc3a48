"""A network of one layer and samples that it can learn, to train for a few steps."""

from pathlib import Path
from typing import Any

import lightning
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

from training.options import TrainingOptions

Pair = tuple[Tensor, Tensor]


class Interrupted(Exception):
    """The machine was needed for something else."""


class ToyTraining(lightning.LightningModule):
    """Squared error of a linear layer behind a dropout; remembers the samples and rates that it met."""

    def __init__(self, rate: float = 0.05, breaks_at: int | None = None) -> None:
        super().__init__()
        torch.manual_seed(3)
        self.network = nn.Linear(4, 1)
        self._rate = rate
        self._breaks_at = breaks_at
        self.met: list[float] = []
        self.rates: list[float] = []
        self.losses: list[float] = []

    def training_step(self, batch: Pair, _: int) -> Tensor:
        if self.global_step == self._breaks_at:
            raise Interrupted
        samples, target = batch
        loss = functional.mse_loss(self.network(functional.dropout(samples, 0.1)), target)
        self.met += samples[:, 0].tolist()
        self.rates.append(self.trainer.optimizers[0].param_groups[0]["lr"])
        self.losses.append(float(loss.detach()))
        self.log("train_loss", loss)
        return loss

    def validation_step(self, batch: Pair, _: int) -> None:
        loss = functional.mse_loss(self.network(batch[0]), batch[1])
        self.log("validation_loss", loss, sync_dist=True)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.Adam(self.parameters(), lr=self._rate)


def samples(count: int = 64) -> TensorDataset:
    """Samples whose first value is their number over `count`, and their sums."""
    generator = torch.Generator().manual_seed(5)
    made = torch.rand(count, 4, generator=generator)
    made[:, 0] = torch.arange(count) / count
    return TensorDataset(made, made.sum(dim=1, keepdim=True))


def loaders() -> tuple[DataLoader[Any], DataLoader[Any]]:
    """Batches of 8: to train 64 drawn from the first half, to validate all in order."""
    drawn = WeightedRandomSampler([1.0] * 32 + [0.0] * 32, 64)
    return DataLoader(samples(), 8, sampler=drawn), DataLoader(samples(), 8)


def options(folder: Path, **changed: Any) -> TrainingOptions:
    """A short run on the CPU, without a limit of time."""
    told = {"minutes": 0, "epochs": 4, "device": "cpu", "precision": "32-true", "threads": 1, **changed}
    return TrainingOptions(folder=folder, batch=8, learning_rate=0.05, **told)
