"""Training the trunk and the three heads together."""

from itertools import islice
from pathlib import Path

import lightning
import torch
from torch import Tensor

from contracts.clothes import SLOTS
from training.checkpoints import checkpoint_to_resume, load_network
from training.clothes.data import UNKNOWN, Targets, training_loader, validation_loader
from training.clothes.exported import load_exported, refit
from training.clothes.losses import losses, total
from training.clothes.network import ClothesNetwork
from training.clothes.resnet import load_imagenet
from training.data.shards import weights_folder
from training.data.tolerant import report_unreadable
from training.options import TrainingOptions
from training.trainer import make_trainer

TRUNK_SHARE = 0.15
"""Learning rate of the pretrained layers, as a share of the new layers'."""

REFITTED_ON = 1024
"""Crops by which what an exported file does not hold is made good again: see `refit`."""


class ClothesTraining(lightning.LightningModule):
    """All parts of the loss; logs them, and per slot the category and worn accuracy on validation.

    The pretrained norms keep ImageNet's statistics: batches are small and mix street photos with cut-outs.
    """

    def __init__(self, network: ClothesNetwork, learning_rate: float, tune_layers: int | None) -> None:
        super().__init__()
        self.network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._learning_rate = learning_rate
        freeze(network, tune_layers)

    def on_train_epoch_start(self) -> None:
        """Hold the pretrained norms."""
        self.network.trunk.resnet.eval()

    def training_step(self, batch: tuple[Tensor, Targets], _: int) -> Tensor:
        """The loss of one batch of (crop uint8 [N, S, S, 3], targets)."""
        crop, targets = batch
        parts = losses(self.network, self.network(_image(crop)), targets)
        loss = total(parts)
        self.log("train_loss", loss)
        self.log_dict({f"train_{name}": value for name, value in parts.items()})
        return loss

    def validation_step(self, batch: tuple[Tensor, Targets], _: int) -> None:
        """Logs the losses and the accuracies on crops as they are."""
        crop, targets = batch
        outputs = self.network(_image(crop))
        parts = losses(self.network, outputs, targets)
        count = len(crop)
        self.log("validation_loss", total(parts), batch_size=count, sync_dist=True)
        self.log_dict(
            {f"validation_{name}": value for name, value in parts.items()}, batch_size=count, sync_dist=True
        )
        for place, slot in enumerate(SLOTS):
            known = targets.category[:, place] != UNKNOWN
            if known.any():
                right = outputs[slot].categories[known].argmax(1) == targets.category[known, place]
                self.log(
                    f"{slot}_accuracy", right.float().mean(), batch_size=int(known.sum()), sync_dist=True
                )
            seen = targets.worn[:, place] != UNKNOWN
            if seen.any():
                right = (outputs[slot].worn[seen] > 0) == (targets.worn[seen, place] == 1)
                self.log(
                    f"{slot}_worn_accuracy", right.float().mean(), batch_size=int(seen.sum()), sync_dist=True
                )

    def configure_optimizers(self) -> torch.optim.Optimizer:
        """AdamW; the pretrained layers learn more slowly."""
        pretrained = [p for p in self.network.trunk.resnet.parameters() if p.requires_grad]
        pretrained_ids = {id(p) for p in self.network.trunk.resnet.parameters()}
        new = [p for p in self.network.parameters() if id(p) not in pretrained_ids]
        groups = [
            {"params": new, "lr": self._learning_rate},
            {"params": pretrained, "lr": self._learning_rate * TRUNK_SHARE},
        ]
        return torch.optim.AdamW(groups, weight_decay=0.02)


def freeze(network: ClothesNetwork, tune_layers: int | None) -> None:
    """Leave only the last `tune_layers` layers of the ResNet in training; None trains every layer.

    12 is how the original was trained: up to the last unit nothing moved.
    """
    layers = network.trunk.resnet.layers()
    network.trunk.resnet.requires_grad_(tune_layers is None)
    for layer in layers[len(layers) - (tune_layers or 0) :]:
        layer.requires_grad_(True)


def train(
    options: TrainingOptions,
    *,
    size: int,
    images_per_epoch: int,
    validation_limit: int,
    tune_layers: int | None,
    start_from: Path | None,
    data: Path | None,
) -> None:
    """Train, and leave checkpoints and logs in the options' folder."""
    told = {"size": size, "tune_layers": tune_layers, "start_from": start_from, "data": data}
    trainer = make_trainer(options, monitor="validation_loss", told=told)
    network = ClothesNetwork()
    training = training_loader(options, size, images_per_epoch, data)
    if start_from is None:
        load_imagenet(network.trunk.resnet, weights_folder() / "resnet50v2-stages1-3.npz")
    elif start_from.suffix == ".onnx":
        load_exported(network, start_from)
        few = islice(training, -(-REFITTED_ON // options.batch))
        refit(network, ((_image(crop), targets) for crop, targets in few))
        network.train()
    else:
        load_network(network, start_from)
    validation = validation_loader(options, size, validation_limit, data)
    trainer.fit(
        ClothesTraining(network, options.learning_rate, tune_layers),
        training,
        validation,
        ckpt_path=checkpoint_to_resume(options.folder, options.resume),
    )
    report_unreadable(training, validation)


def _image(crop: Tensor) -> Tensor:
    """Crops uint8 [N, S, S, 3] -> RGB 0..1 [N, 3, S, S], channels last in memory as they already are."""
    return crop.permute(0, 3, 1, 2).float() / 255
