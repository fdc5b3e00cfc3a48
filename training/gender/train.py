"""Training a gender network on UTKFace, on its labels or on what a better network says."""

from collections.abc import Callable, Mapping
from typing import Any

import lightning
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.checkpoints import checkpoint_to_resume
from training.data.tolerant import report_unreadable
from training.gender.data import TrainingFaces, training_loader, validation_loader
from training.gender.network import GenderNetwork
from training.options import TrainingOptions
from training.trainer import make_trainer

SMOOTHING = 0.05
"""A share of the labels is wrong, and a department hint should not be dead sure."""

TEACHER_SHARE = 0.7
"""Of the target, where a teacher is given; the rest is the label."""

HIDDEN_SHARE = 0.03
"""Learning rate of the original's hidden layer, as a share of the others'.

Adam moves each weight by about the rate, and a unit sums 331,776 inputs: at the full rate a step carries it
below zero for every face, where ReLU has no gradient that would bring it back. Of 64 units, 5 were left.
"""

Taught = Callable[[Tensor], Tensor]
"""Faces uint8 [N, S, S, 3] -> probability of female, float [N]."""


class GenderTraining(lightning.LightningModule):
    """Binary cross-entropy with smoothed labels; logs loss and accuracy on validation."""

    def __init__(self, network: nn.Module, learning_rate: float, teacher: Taught | None = None) -> None:
        super().__init__()
        self.network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._learning_rate = learning_rate
        self._teacher = teacher

    def training_step(self, batch: tuple[Tensor, Tensor], _: int) -> Tensor:
        """The loss of one batch of (face uint8 [N, S, S, 3], female [N])."""
        face, female = images(batch[0]), batch[1]
        logit = self.network(face).float()
        target = target_of(female, self._teacher(batch[0]) if self._teacher else None)
        loss = functional.binary_cross_entropy_with_logits(logit, target)
        self.log("train_loss", loss)
        self.log("train_accuracy", ((logit > 0) == (female > 0.5)).float().mean())
        return loss

    def validation_step(self, batch: tuple[Tensor, Tensor], _: int) -> None:
        """Logs the loss and the accuracy on faces as they are."""
        self.log_validation(self.network(images(batch[0])).float(), batch[1])

    def log_validation(self, logit: Tensor, female: Tensor) -> None:
        """Logs the loss and the accuracy of logits float [N] against labels 0 or 1."""
        loss = functional.binary_cross_entropy_with_logits(logit, female)
        self.log("validation_loss", loss, sync_dist=True)
        right = (logit > 0) == (female > 0.5)
        self.log("validation_accuracy", right.float().mean(), sync_dist=True)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        """AdamW at the peak learning rate; the trainer's schedule warms up and anneals."""
        hidden = list(self.network.hidden.parameters()) if isinstance(self.network, GenderNetwork) else []
        others = {id(one) for one in hidden}
        groups: list[dict[str, Any]] = [
            {"params": [one for one in self.parameters() if one.requires_grad and id(one) not in others]},
            {"params": hidden, "lr": self._learning_rate * HIDDEN_SHARE},
        ]
        return torch.optim.AdamW(groups, lr=self._learning_rate, weight_decay=0.02)


def images(faces: Tensor) -> Tensor:
    """Faces uint8 [N, S, S, 3] -> float 0..255 [N, 3, S, S], channels last in memory as they already are."""
    return faces.permute(0, 3, 1, 2).float()


def target_of(female: Tensor, taught: Tensor | None) -> Tensor:
    """What [N] faces are to be given, 0..1: the label, smoothed; with a teacher, mostly what that says."""
    target = female * (1 - SMOOTHING) + SMOOTHING / 2
    return target if taught is None else TEACHER_SHARE * taught + (1 - TEACHER_SHARE) * target


def train(
    options: TrainingOptions,
    network: nn.Module,
    images_per_epoch: int,
    drawn: TrainingFaces,
    teacher: Taught | None = None,
    told: Mapping[str, object] | None = None,
) -> None:
    """Train `network`; checkpoints and logs go to the options' folder. `told` is written to the logs."""
    trainer = make_trainer(options, monitor="validation_loss", told=told)
    loaders = training_loader(options, images_per_epoch, drawn), validation_loader(options, drawn.data)
    trainer.fit(
        GenderTraining(network, options.learning_rate, teacher),
        *loaders,
        ckpt_path=checkpoint_to_resume(options.folder, options.resume),
    )
    report_unreadable(*loaders)
