"""Training the dense layers of the design's network alone, on what its convolutions make of faces.

They have 97 % of its parameters and under 1 % of its work. The feature maps are computed once and told by
their components: an epoch then takes seconds, and the layers get the million faces that they need.
"""

from collections.abc import Mapping
from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

from training.checkpoints import checkpoint_to_resume
from training.gender.components import Components, components_of
from training.gender.data import TrainingFaces, faces_of, validation_loader
from training.gender.feature_maps import BATCH, kept_maps
from training.gender.network import GenderNetwork
from training.gender.train import GenderTraining, Taught
from training.options import TrainingOptions
from training.trainer import make_trainer

CHECKPOINT = "dense.ckpt"
"""In the run's folder: the whole network with its new dense layers, as `export` takes it."""

_SAMPLES = 8000
"""Maps that the components are found by."""

_NOISE = 0.5
"""Deviation of what is added to the components in training, theirs being 1."""

_DROPOUT = 0.3


class DenseLayers(nn.Module):
    """The dense layers over components: float [N, K] -> logit float [N]."""

    def __init__(self, components: int, hidden: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(components, hidden)
        self.last = nn.Linear(hidden, 1)
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, components: Tensor) -> Tensor:
        """See the class."""
        logit: Tensor = self.last(self.dropout(functional.relu(self.hidden(components)))).squeeze(1)
        return logit

    @torch.no_grad()
    def put_into(self, network: GenderNetwork, components: Components) -> None:
        """Make `network` say of a map what this says of its components."""
        network.hidden.weight.copy_(self.hidden.weight @ components.basis)
        network.hidden.bias.copy_(self.hidden.bias - self.hidden.weight @ components.centre)
        network.last.load_state_dict(self.last.state_dict())


class DenseTraining(GenderTraining):
    """As for the whole network, but a batch is (components [N, K], female [N], target [N])."""

    def training_step(self, batch: tuple[Tensor, ...], _: int) -> Tensor:
        """The loss of one batch, noise added to what is known of each face."""
        components, female, target = batch
        logit = self.network(components + _NOISE * torch.randn_like(components))
        loss = functional.binary_cross_entropy_with_logits(logit, target)
        self.log("train_loss", loss)
        self.log("train_accuracy", ((logit > 0) == (female > 0.5)).float().mean())
        return loss

    def validation_step(self, batch: tuple[Tensor, ...], _: int) -> None:
        """Logs the loss and the accuracy on faces as they are."""
        components, female, _target = batch
        self.log_validation(self.network(components), female)


def train_dense(
    options: TrainingOptions,
    network: GenderNetwork,
    drawn: TrainingFaces,
    variations: int,
    count: int,
    teacher: Taught | None = None,
    told: Mapping[str, object] | None = None,
) -> None:
    """New dense layers for `network`, from `count` components of so many variations of each face.

    Checkpoints and logs are as in `train`; CHECKPOINT comes at the end.
    """
    trainer = make_trainer(options, monitor="validation_loss", told=told)
    folder = options.folder.parent
    faces, weights = drawn.weighted()
    varied = kept_maps(network, DataLoader(faces, BATCH), len(weights), folder, variations, teacher)
    unvaried = validation_loader(replace(options, batch=BATCH), drawn.data)
    known = kept_maps(network, unvaried, len(faces_of("validation", drawn.data)), folder)
    components = components_of(varied, count, _SAMPLES)
    dense = DenseLayers(count, network.hidden.out_features)
    sampler = WeightedRandomSampler(weights * variations, len(varied))
    train, validation = (
        TensorDataset(components.of(maps), maps.female, maps.target) for maps in (varied, known)
    )
    trainer.fit(
        DenseTraining(dense, options.learning_rate),
        DataLoader(train, options.batch, sampler=sampler, drop_last=True),
        DataLoader(validation, options.batch),
        ckpt_path=checkpoint_to_resume(options.folder, options.resume),
    )
    dense.put_into(network, components)
    state = {f"network.{name}": value for name, value in network.state_dict().items()}
    torch.save({"state_dict": state}, options.folder / CHECKPOINT)
