"""Training the dense layers of the design's network alone, on feature maps that are computed once.

They have 97 % of its parameters and under 1 % of its work: two cores take them through over a hundred maps
a second, and the whole network through ten faces.
"""

from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor
from torch.nn import functional
from torch.utils.data import DataLoader, WeightedRandomSampler

from training.checkpoints import checkpoint_to_resume
from training.gender.data import TrainingFaces, faces_of, validation_loader
from training.gender.feature_maps import BATCH, Maps, kept_maps
from training.gender.network import GenderNetwork
from training.gender.train import GenderTraining, Taught
from training.options import TrainingOptions
from training.trainer import make_trainer

_DEAD = 0.01
"""Share of faces under which a hidden unit counts as answering to none."""


class DenseTraining(GenderTraining):
    """As for the whole network, but a batch is of maps, and only what comes after them is trained."""

    def __init__(self, network: GenderNetwork, learning_rate: float) -> None:
        super().__init__(network, learning_rate)
        network.train().requires_grad_(False)
        network.hidden.requires_grad_(True)
        network.last.requires_grad_(True)
        self._judged = network.judged

    def training_step(self, batch: Maps, _: int) -> Tensor:  # type: ignore[override]
        """The loss of one batch, all of it moved by up to one cell (4 pixels of the face)."""
        maps, female, target = batch
        logit = self._judged(_moved(maps))
        loss = functional.binary_cross_entropy_with_logits(logit, target)
        self.log("train_loss", loss)
        self.log("train_accuracy", ((logit > 0) == (female > 0.5)).float().mean())
        return loss

    def validation_step(self, batch: Maps, _: int) -> None:  # type: ignore[override]
        """Logs the loss and the accuracy on faces as they are."""
        maps, female, _target = batch
        self.log_validation(self._judged(maps), female)


def train_dense(
    options: TrainingOptions,
    network: GenderNetwork,
    drawn: TrainingFaces,
    variations: int,
    teacher: Taught | None = None,
    told: Mapping[str, object] | None = None,
) -> None:
    """Train the dense layers of `network` on so many variations of each face; the rest is as in `train`."""
    trainer = make_trainer(options, monitor="validation_loss", told=told)
    faces, weights = drawn.weighted()
    varied = kept_maps(
        network, DataLoader(faces, BATCH), len(weights), options.folder.parent, variations, teacher
    )
    unvaried = validation_loader(replace(options, batch=BATCH), drawn.data)
    known = kept_maps(network, unvaried, len(faces_of("validation", drawn.data)), options.folder.parent)
    some = torch.randperm(len(varied))[:512].tolist()
    count = revive(network, varied.__getitems__(some)[0])
    print(f"{count} of {network.hidden.out_features} hidden units answered to no face, and begin anew")
    sampler = WeightedRandomSampler(weights * variations, len(varied))
    trainer.fit(
        DenseTraining(network, options.learning_rate),
        DataLoader(varied, options.batch, sampler=sampler, drop_last=True, collate_fn=_as_it_is),
        DataLoader(known, options.batch, collate_fn=_as_it_is),
        ckpt_path=checkpoint_to_resume(options.folder, options.resume),
    )


@torch.no_grad()
def revive(network: GenderNetwork, maps: Tensor) -> int:
    """Let the hidden units that answer to hardly one of these maps [N, C, h, w] begin anew; how many.

    ReLU gives them no gradient by which they could learn. A new one is random, answers to half of the maps,
    as strongly as a living one does, and has no say yet: what the network computes stays the same.
    """
    hidden, flat = network.hidden, maps.flatten(1)
    sums = hidden(flat)
    dead = (sums > 0).float().mean(dim=0) < _DEAD
    if not dead.any():
        return 0
    spread = torch.tensor(1.0) if dead.all() else sums[:, ~dead].std(dim=0).mean()
    fresh = torch.randn(int(dead.sum()), flat.shape[1])
    found = flat @ fresh.T
    scale = spread / found.std(dim=0).clamp(min=1e-6)
    hidden.weight[dead] = fresh * scale[:, None]
    hidden.bias[dead] = -found.mean(dim=0) * scale
    network.last.weight[:, dead] = 0
    return len(fresh)


def _moved(maps: Tensor) -> Tensor:
    """Maps [N, C, h, w], all moved by the same -1, 0 or 1 cells down and across, the edge repeated."""
    down, across = (int(torch.randint(3, ())) for _ in range(2))
    height, width = maps.shape[2:]
    wider = functional.pad(maps, (1, 1, 1, 1), mode="replicate")
    return wider[:, :, down : down + height, across : across + width]


def _as_it_is(batch: Maps) -> Maps:
    return batch
