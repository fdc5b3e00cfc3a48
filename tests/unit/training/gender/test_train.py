from pathlib import Path

import numpy as np
import pytest
import torch

from tests.unit.training.test_precision import CARD
from training.data.utkface import Face, Gender
from training.errors import DataError
from training.gender.augment import augmented
from training.gender.data import balance
from training.gender.network import GenderNetwork, ServedGender
from training.gender.networks import Name, load
from training.gender.residual import ResidualGenderNetwork
from training.gender.train import GenderTraining, images
from training.onnx_file import save, to_onnx


def made_faces(count: int, size: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Bright above for one label, bright below for the other."""
    female = torch.arange(count) % 2
    down = torch.linspace(-1, 1, size)[None, :, None, None].expand(count, size, size, 3)
    sign = (2 * female - 1).float()[:, None, None, None]
    return (127 + 100 * down * sign + 10 * torch.rand(count, size, size, 3)).to(torch.uint8), female.float()


def losses_of(training: GenderTraining, steps: int) -> list[float]:
    torch.manual_seed(0)
    batch = made_faces(8, 30)
    training.network.eval()  # no dropout: the same batch must get better each time
    training.log = lambda *_, **__: None  # type: ignore[method-assign]
    optimizer = training.configure_optimizers()
    losses = []
    for _ in range(steps):
        loss = training.training_step(batch, 0)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        losses.append(float(loss.detach()))
    return losses


@pytest.mark.parametrize("rank", [None, 8])
def test_a_few_steps_lower_the_loss(rank: int | None) -> None:
    losses = losses_of(GenderTraining(GenderNetwork(30, rank), learning_rate=1e-3), 6)
    assert losses[-1] < 0.8 * losses[0]


def test_a_teacher_is_followed() -> None:
    def contrary(face: torch.Tensor) -> torch.Tensor:
        """Sure of the wrong label: bright below."""
        return (face[:, :15].float().mean(dim=(1, 2, 3)) > face[:, 15:].float().mean(dim=(1, 2, 3))).float()

    taught = GenderTraining(GenderNetwork(30, 8), 1e-3, teacher=contrary)
    losses_of(taught, 12)
    faces, female = made_faces(8, 30)
    with torch.no_grad():
        follows = (taught.network(images(faces)) > 0) != (female > 0.5)
    assert follows.all()


def test_all_layers_are_trained() -> None:
    optimizer = GenderTraining(GenderNetwork(30), 1e-3).configure_optimizers()
    assert sum(p.numel() for group in optimizer.param_groups for p in group["params"]) == sum(
        p.numel() for p in GenderNetwork(30).parameters()
    )


@pytest.mark.parametrize(("rank", "name"), [(None, Name.ORIGINAL), (8, Name.ORIGINAL)])
def test_a_checkpoint_says_which_network_it_is(tmp_path: Path, rank: int | None, name: Name) -> None:
    training = GenderTraining(GenderNetwork(rank=rank), 1e-3)
    torch.save({"state_dict": training.state_dict()}, tmp_path / "best.ckpt")
    found, network = load(tmp_path / "best.ckpt")
    assert found is name
    assert torch.equal(network.get_parameter("last.weight"), training.network.get_parameter("last.weight"))


def test_a_residual_checkpoint_is_known_too(tmp_path: Path) -> None:
    torch.save(
        {"state_dict": GenderTraining(ResidualGenderNetwork(), 1e-3).state_dict()}, tmp_path / "r.ckpt"
    )
    assert load(tmp_path / "r.ckpt")[0] is Name.RESIDUAL


def test_another_checkpoint_is_refused(tmp_path: Path) -> None:
    torch.save({"state_dict": {"network.other": torch.zeros(1)}}, tmp_path / "other.ckpt")
    with pytest.raises(DataError, match=r"other\.ckpt"):
        load(tmp_path / "other.ckpt")


def face(gender: Gender, age: int) -> Face:
    return Face(file="f", shard="s", age=age, gender=gender, race="other", part="train")


def test_both_genders_are_drawn_as_often_in_every_decade_of_age() -> None:
    chosen = [face("male", 25)] * 30 + [face("female", 25)] * 10 + [face("male", 6), face("female", 6)]
    weights = balance(chosen)
    assert sum(weights[:30]) == pytest.approx(sum(weights[30:40]))
    assert weights[40] == pytest.approx(weights[41])
    assert sum(weights[:40]) / sum(weights[40:]) == pytest.approx((40 / 2) ** 0.5)


def test_augmenting_keeps_shape_and_type_and_changes_the_face() -> None:
    random = np.random.default_rng(0)
    original = random.integers(0, 256, (150, 150, 3)).astype(np.uint8)
    variations = [augmented(original, random) for _ in range(10)]
    assert all(one.shape == (150, 150, 3) and one.dtype == np.uint8 for one in variations)
    assert all((one != original).any() for one in variations)


def test_without_strength_a_face_is_only_mirrored() -> None:
    random = np.random.default_rng(0)
    original = random.integers(0, 256, (150, 150, 3)).astype(np.uint8)
    variations = [augmented(original, random, strength=0.0) for _ in range(10)]
    mirrored = [np.array_equal(one, original[:, ::-1]) for one in variations]
    assert all(
        is_mirrored or np.array_equal(one, original)
        for is_mirrored, one in zip(mirrored, variations, strict=True)
    )
    assert {True, False} == set(mirrored)


def test_an_exported_file_is_known_too(tmp_path: Path) -> None:
    network = ResidualGenderNetwork().eval()
    faces = torch.zeros(2, 150, 150, 3, dtype=torch.uint8)
    model = to_onnx(ServedGender(network, 1.2), faces, "image", ["probabilities"], ["batch"])
    save(model, tmp_path / "model.onnx", CARD)
    name, again = load(tmp_path / "model.onnx")
    assert name is Name.RESIDUAL
    assert all(torch.equal(again.state_dict()[key], value) for key, value in network.state_dict().items())
