import itertools

import torch
from torch.utils.data import default_collate

from tests.unit.training.pose.people import stick_figure
from training.pose.data import to_item
from training.pose.network import LightPoseNetwork
from training.pose.train import PoseTraining, masked_loss


def test_a_few_steps_on_made_people_lower_the_loss() -> None:
    torch.manual_seed(0)
    batch = default_collate([to_item(stick_figure((shift, 0))) for shift in (-10, 0, 10)])
    training = PoseTraining(LightPoseNetwork(stages=2), learning_rate=2e-3)
    optimizer = training.configure_optimizers()
    losses = []
    for _ in range(15):
        loss = masked_loss(training.network.every_stage(batch["image"]), batch)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.7 * losses[0]


def test_all_layers_learn() -> None:
    batch = default_collate([to_item(stick_figure())])
    network = LightPoseNetwork(stages=2)
    torch.autograd.backward(masked_loss(network.every_stage(batch["image"]), batch))
    grouped = PoseTraining(network, learning_rate=1e-3).configure_optimizers().param_groups
    assert set(network.parameters()) == set(itertools.chain(*(group["params"] for group in grouped)))
    assert all(
        parameter.grad is not None and parameter.grad.abs().sum() > 0 for parameter in network.parameters()
    )


def test_where_the_weights_are_zero_nothing_counts() -> None:
    batch = default_collate([to_item(stick_figure())])
    batch["heatmap_weights"].zero_()
    batch["paf_weights"].zero_()
    assert masked_loss(LightPoseNetwork(stages=2).every_stage(batch["image"]), batch) == 0
