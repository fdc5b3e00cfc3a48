from pathlib import Path

import numpy as np
import pytest
import torch

from training.data.utkface import Face, Gender
from training.gender.augment import augmented
from training.gender.data import balance, face_tensor
from training.gender.network import GenderNetwork, cells_of
from training.gender.train import GenderTraining, starting_network


def made_faces(count: int, size: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Bright above for one label, bright below for the other."""
    female = torch.arange(count) % 2
    down = torch.linspace(-1, 1, size)[None, None, :, None].expand(count, 1, size, size)
    sign = (2 * female - 1).float()[:, None, None, None]
    return down * sign + 0.1 * torch.randn(count, 1, size, size), female.float()


def test_a_few_steps_lower_the_loss() -> None:
    torch.manual_seed(0)
    faces, female = made_faces(8, 30)
    training = GenderTraining(GenderNetwork(30), learning_rate=1e-3)
    training.network.eval()  # no dropout: the same batch must get better each time
    training.log = lambda *_, **__: None  # type: ignore[method-assign]
    optimizer = training.configure_optimizers()
    losses = []
    for _ in range(6):
        loss = training.training_step((faces, female), 0)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.8 * losses[0]


def test_all_layers_are_trained() -> None:
    optimizer = GenderTraining(GenderNetwork(30), 1e-3).configure_optimizers()
    assert sum(p.numel() for group in optimizer.param_groups for p in group["params"]) == sum(
        p.numel() for p in GenderNetwork(30).parameters()
    )


def test_training_goes_on_from_smaller_crops(tmp_path: Path) -> None:
    small = GenderTraining(GenderNetwork(30), 1e-3)
    torch.save({"state_dict": small.state_dict()}, tmp_path / "small.ckpt")
    large = starting_network(62, tmp_path / "small.ckpt", 30)
    assert large.size == 62
    assert large.hidden.in_features == 256 * cells_of(62) ** 2
    assert torch.equal(large.second.weight, small.network.second.weight)


def face(gender: Gender, age: int) -> Face:
    return Face(file="f", shard="s", age=age, gender=gender, race="other", part="train")


def test_both_genders_are_drawn_as_often_and_children_seldom() -> None:
    chosen = [face("male", 25)] * 30 + [face("female", 25)] * 10 + [face("male", 6), face("female", 6)]
    weights = balance(chosen)
    assert sum(weights[:30]) == pytest.approx(sum(weights[30:40]))
    assert sum(weights[40:]) < 0.25 * sum(weights[:40])


def test_augmenting_keeps_shape_and_type_and_changes_the_face() -> None:
    random = np.random.default_rng(0)
    original = random.integers(0, 256, (150, 150)).astype(np.uint8)
    variations = [augmented(original, random) for _ in range(10)]
    assert all(one.shape == (150, 150) and one.dtype == np.uint8 for one in variations)
    assert all((one != original).any() for one in variations)


def test_a_face_is_resized_and_standardised() -> None:
    tensor = face_tensor(np.random.default_rng(0).integers(0, 256, (150, 150)).astype(np.uint8), 75)
    assert tensor.shape == (1, 75, 75)
    assert float(tensor.mean()) == pytest.approx(0, abs=1e-4)
