import numpy as np
import pytest
import torch

from contracts.clothes import CATEGORIES, SLOTS
from training.clothes.data import Targets
from training.clothes.losses import losses, total
from training.clothes.network import FEATURES, ClothesNetwork, Head, ServedHead, ServedTrunk, Trunk
from training.clothes.resnet import ResNetStages, state_from
from training.clothes.train import ClothesTraining
from training.onnx_file import check_parity, to_onnx


def published_names() -> dict[str, tuple[int, ...]]:
    """The names and shapes of the published file, written down independently of the loader."""
    names: dict[str, tuple[int, ...]] = {}

    def norm(name: str, channels: int) -> None:
        for suffix in ("gamma", "beta", "running_mean", "running_var"):
            names[f"resnetv24_{name}_{suffix}"] = (channels,)

    norm("batchnorm0", 3)
    names["resnetv24_conv0_weight"] = (64, 3, 7, 7)
    norm("batchnorm1", 64)
    channels_in = 64
    for stage, (units, middle) in enumerate(((3, 64), (4, 128), (6, 256)), start=1):
        for unit in range(units):
            first = 0 if unit == 0 else 3 * unit + 1
            shapes = ((middle, channels_in, 1, 1), (middle, middle, 3, 3), (4 * middle, middle, 1, 1))
            for part, shape in enumerate(shapes):
                names[f"resnetv24_stage{stage}_conv{first + part}_weight"] = shape
                norm(f"stage{stage}_batchnorm{3 * unit + part}", shape[1])
            if unit == 0:
                names[f"resnetv24_stage{stage}_conv3_weight"] = (4 * middle, channels_in, 1, 1)
            channels_in = 4 * middle
    norm("stage4_batchnorm0", 1024)
    return names


def test_the_published_arrays_fill_every_parameter() -> None:
    names = published_names()
    assert len(names) == 211
    state = state_from({name: np.zeros(shape, np.float16) for name, shape in names.items()})
    network = ResNetStages()
    missing, unexpected = network.load_state_dict(state, strict=False)
    assert unexpected == []
    assert {name.rsplit(".", 1)[-1] for name in missing} <= {"mean", "deviation", "num_batches_tracked"}


def test_features_are_at_stride_16() -> None:
    with torch.no_grad():
        assert Trunk().eval()(torch.rand(1, 3, 64, 96)).shape == (1, FEATURES, 4, 6)


def test_a_head_has_its_categories_and_a_unit_embedding() -> None:
    for slot in SLOTS:
        with torch.no_grad():
            probabilities, worn, embedding = ServedHead(Head(slot).eval())(torch.rand(2, FEATURES, 14, 14))
        assert probabilities.shape == (2, len(CATEGORIES[slot]))
        assert torch.allclose(probabilities.sum(dim=1), torch.ones(2))
        assert worn.shape == (2,)
        assert ((worn > 0) & (worn < 1)).all()
        assert embedding.shape == (2, 256)
        assert torch.allclose(embedding.norm(dim=1), torch.ones(2), atol=1e-5)


def test_a_temperature_flattens_the_probabilities() -> None:
    head, features = Head("upper").eval(), torch.rand(1, FEATURES, 14, 14)
    with torch.no_grad():
        sharp, flat = ServedHead(head, 0.5)(features)[0], ServedHead(head, 2.0)(features)[0]
    assert sharp.max() > flat.max()
    assert sharp.argmax() == flat.argmax()


def test_a_head_file_computes_what_the_head_does_and_is_small() -> None:
    served = ServedHead(Head("lower").eval(), 1.2, 0.9)
    example = torch.rand(2, FEATURES, 14, 14)
    model = to_onnx(served, example, "features", ["probabilities", "worn", "embedding"], ["batch"])
    assert check_parity(model, served, example, 1e-4) <= 1e-4
    assert len(model.SerializeToString()) < 6_000_000


def test_the_trunk_file_computes_what_the_trunk_does() -> None:
    served = ServedTrunk(Trunk().eval())
    example = torch.randint(0, 256, (2, 64, 64, 3), dtype=torch.uint8)
    model = to_onnx(served, example, "image", ["features"], ["batch"])
    assert check_parity(model, served, example, 1e-3) <= 1e-3


def made_batch() -> tuple[torch.Tensor, Targets]:
    crops = torch.randint(0, 256, (4, 32, 32, 3), dtype=torch.uint8)
    category = torch.tensor([[0, -1, -1], [1, -1, -1], [-1, 2, -1], [-1, -1, 0]])
    worn = torch.tensor([[1, 0, 0], [1, -1, -1], [-1, 1, -1], [0, 0, 1]])
    colour = torch.tensor([[3, -1, -1], [-1, -1, -1], [-1, 5, -1], [-1, -1, -1]])
    pattern = torch.tensor([[2, -1, -1], [-1, -1, -1], [-1, -1, -1], [-1, -1, -1]])
    return crops, Targets(category, worn, category, colour, pattern, torch.ones(4, 3))


def test_a_few_steps_lower_the_loss() -> None:
    torch.manual_seed(0)
    training = ClothesTraining(ClothesNetwork(), learning_rate=1e-3, tune_layers=None)
    training.network.eval()  # no dropout: the same batch must get better each time
    training.log = lambda *_, **__: None  # type: ignore[method-assign]
    training.log_dict = lambda *_, **__: None  # type: ignore[method-assign]
    optimizer = training.configure_optimizers()
    batch = made_batch()
    found = []
    for _ in range(3):
        loss = training.training_step(batch, 0)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        found.append(float(loss.detach()))
    assert found[-1] < 0.9 * found[0]


def test_all_layers_are_trained_by_default_and_on_demand_only_the_last_unit() -> None:
    everything = sum(p.numel() for p in ClothesNetwork().parameters())

    def trained(tune_layers: int | None) -> int:
        groups = ClothesTraining(ClothesNetwork(), 1e-3, tune_layers).configure_optimizers().param_groups
        return sum(p.numel() for group in groups for p in group["params"] if p.requires_grad)

    assert trained(None) == everything
    # 12 layers, counted as Keras does: the last unit of stage 3 and the norm after it.
    assert trained(12) == everything - sum(
        p.numel()
        for name, p in ResNetStages().named_parameters()
        if not name.startswith(("stages.2.5", "norm_out"))
    )


def test_a_doubtful_label_counts_for_less() -> None:
    network = ClothesNetwork().eval()
    crops, targets = made_batch()
    with torch.no_grad():
        outputs = network(crops.permute(0, 3, 1, 2) / 255)
    sure = losses(network, outputs, targets)
    doubtful = losses(network, outputs, targets._replace(weight=torch.full((4, 3), 0.5)))
    assert all(
        float(doubtful[name].detach()) == pytest.approx(0.5 * float(sure[name].detach())) for name in sure
    )


def test_what_is_unknown_teaches_nothing() -> None:
    network = ClothesNetwork().eval()
    with torch.no_grad():
        outputs = network(torch.rand(2, 3, 64, 64))
    unknown = torch.full((2, 3), -1)
    parts = losses(network, outputs, Targets(unknown, unknown, unknown, unknown, unknown, torch.ones(2, 3)))
    assert set(parts) == {"category", "worn", "kind", "colour", "pattern"}
    assert float(total(parts).detach()) == 0.0
