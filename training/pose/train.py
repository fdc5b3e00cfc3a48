"""Fine-tuning of the light pose network, all layers, on labelled photos."""

from pathlib import Path
from typing import Any

import lightning
import torch
from torch import Tensor

from training.checkpoints import checkpoint_to_resume
from training.data.tolerant import report_unreadable
from training.options import TrainingOptions
from training.pose.data import Batch, training_loader, validation_loader
from training.pose.network import LightPoseNetwork
from training.pose.starting_weights import starting_network
from training.pose.trained_weights import trained_network
from training.trainer import make_trainer, uses_gpu

_TRUNK_SHARE = 0.5  # of the learning rate: it starts from good features


def masked_loss(stages: list[tuple[Tensor, Tensor]], batch: Batch) -> Tensor:
    """Squared error of every stage where the weights are 1: summed over channels, averaged over cells.

    Each stage is judged on its own, so that gradients do not fade before they reach the trunk (Cao et al.).
    """
    total = torch.zeros(())
    for heatmaps, pafs in stages:
        total = total + _squared(heatmaps, batch["heatmaps"], batch["heatmap_weights"])
        total = total + _squared(pafs, batch["pafs"], batch["paf_weights"])
    return total / len(stages)


def _squared(output: Tensor, target: Tensor, weights: Tensor) -> Tensor:
    return ((output.float() - target).square() * weights).sum(dim=1).mean()


class PoseTraining(lightning.LightningModule):
    """The network and its loss; the trainer has the schedule."""

    def __init__(self, network: LightPoseNetwork, learning_rate: float) -> None:
        super().__init__()
        self.network = network
        self._learning_rate = learning_rate

    def training_step(self, batch: Batch, _: int) -> Tensor:
        """The loss of one batch of `LabelledPhotos`, all stages."""
        loss = masked_loss(self.network.every_stage(batch["image"]), batch)
        self.log("train_loss", loss)
        return loss

    def validation_step(self, batch: Batch, _: int) -> None:
        """Logs the loss of the last stage alone: the one that is served."""
        loss = masked_loss(self.network.every_stage(batch["image"])[-1:], batch)
        self.log("validation_loss", loss, batch_size=len(batch["image"]), sync_dist=True)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        """Adam at the peak learning rate; the trunk learns more slowly than the stages."""
        groups: list[dict[str, Any]] = [
            {"params": self.network.trunk.parameters(), "lr": self._learning_rate * _TRUNK_SHARE},
            {"params": self.network.stages.parameters()},
        ]
        return torch.optim.Adam(groups, lr=self._learning_rate)


def train(options: TrainingOptions, labels: Path, start_from: Path | None, data: Path | None) -> None:
    """Fine-tune on COCO in `data`, else on `labels`; checkpoints and logs go to the options' folder.

    A new run begins with the weights in `start_from`, or with the published starting weights.
    """
    trainer = make_trainer(
        options,
        monitor="validation_loss",
        # Depthwise convolutions and norms wait for memory: bf16 made a step 1.15 times as slow on a CPU.
        precision="auto" if uses_gpu(options.device) else "32-true",
        told={"labels": labels, "start_from": start_from, "data": data},
    )
    network = trained_network(start_from) if start_from else starting_network()
    loaders = training_loader(options, labels, data), validation_loader(options, labels, data)
    trainer.fit(
        PoseTraining(network, options.learning_rate),
        *loaders,
        ckpt_path=checkpoint_to_resume(options.folder, options.resume),
    )
    report_unreadable(*loaders)
