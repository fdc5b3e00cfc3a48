"""Training the gender CNN: small crops first, then the full size."""

from pathlib import Path

import lightning
import torch
from torch import Tensor
from torch.nn import functional

from training.gender.data import training_loader, validation_loader
from training.gender.network import SIZE, GenderNetwork, enlarged
from training.trainer import load_network, make_trainer

SMOOTHING = 0.05
"""A share of the labels is wrong, and a department hint should not be dead sure."""


class GenderTraining(lightning.LightningModule):
    """Binary cross-entropy with smoothed labels; logs loss and accuracy on validation."""

    def __init__(self, network: GenderNetwork, learning_rate: float) -> None:
        super().__init__()
        self.network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._learning_rate = learning_rate

    def training_step(self, batch: tuple[Tensor, Tensor], _: int) -> Tensor:
        """The loss of one batch of (face [N, 1, S, S], female [N])."""
        face, female = batch
        logit = self.network(face.contiguous(memory_format=torch.channels_last)).float()
        target = female * (1 - SMOOTHING) + SMOOTHING / 2
        loss = functional.binary_cross_entropy_with_logits(logit, target)
        self.log("train_loss", loss)
        self.log("train_accuracy", ((logit > 0) == (female > 0.5)).float().mean())
        return loss

    def validation_step(self, batch: tuple[Tensor, Tensor], _: int) -> None:
        """Logs the loss and the accuracy on faces as they are."""
        face, female = batch
        logit = self.network(face.contiguous(memory_format=torch.channels_last)).float()
        self.log("validation_loss", functional.binary_cross_entropy_with_logits(logit, female))
        self.log("validation_accuracy", ((logit > 0) == (female > 0.5)).float().mean())

    def configure_optimizers(self) -> torch.optim.Optimizer:
        """AdamW at the peak learning rate; the trainer's schedule warms up and anneals."""
        return torch.optim.AdamW(self.parameters(), lr=self._learning_rate, weight_decay=0.02)


def starting_network(size: int, start_from: Path | None, start_size: int) -> GenderNetwork:
    """A fresh network, or one that goes on from a checkpoint trained on crops of `start_size`."""
    if start_from is None:
        return GenderNetwork(size)
    network = GenderNetwork(start_size)
    load_network(network, start_from)
    return network if start_size == size else enlarged(network, size)


def train(
    folder: Path,
    *,
    size: int = SIZE,
    minutes: float,
    epochs: int,
    images_per_epoch: int,
    batch: int,
    learning_rate: float,
    device: str,
    start_from: Path | None,
    start_size: int,
    resume: Path | None,
    validation_limit: int,
) -> None:
    """Train and leave `best.ckpt`, `last.ckpt` and the logs in `folder`."""
    trainer = make_trainer(folder, minutes=minutes, epochs=epochs, device=device, monitor="validation_loss")
    network = starting_network(size, start_from, start_size)
    trainer.fit(
        GenderTraining(network, learning_rate),
        training_loader(size, images_per_epoch, batch),
        validation_loader(size, batch, validation_limit),
        ckpt_path=resume,
    )
