from pathlib import Path
from typing import Any

import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset

from tests.unit.training.gender.test_train import made_faces
from training.gender import dense
from training.gender.components import components_of
from training.gender.data import TrainingFaces
from training.gender.dense import CHECKPOINT, DenseLayers, train_dense
from training.gender.feature_maps import KeptMaps, kept_maps, maps_of
from training.gender.network import GenderNetwork
from training.gender.train import images
from training.options import TrainingOptions


def test_the_maps_are_what_the_network_computes() -> None:
    torch.manual_seed(0)
    faces, network = made_faces(3, 31)[0], GenderNetwork(31, rank=4).eval()
    with torch.no_grad():
        assert torch.allclose(maps_of(network, faces), network.features(images(faces)), atol=1e-6)


def test_maps_are_kept_in_8_bits_a_pass_after_the_other(tmp_path: Path) -> None:
    torch.manual_seed(0)
    faces, female = made_faces(6, 30)
    network = GenderNetwork(30, rank=4)
    loader: DataLoader[Any] = DataLoader(TensorDataset(faces, female), 4)
    kept = kept_maps(network, loader, 6, tmp_path, 2, teacher=lambda some: torch.full((len(some),), 0.25))
    assert len(kept) == 12
    maps = kept.at([1, 7])
    assert torch.equal(maps[0], maps[1])
    assert kept.female[[1, 7]].tolist() == [1.0, 1.0]
    assert kept.target[[1, 7]].tolist() == pytest.approx([0.7 * 0.25 + 0.3 * 0.975] * 2)
    exact = maps_of(network, faces)
    step = 1.5 * exact[:4].amax(dim=(0, 2, 3)).clamp(min=1e-6) / 255
    assert ((maps[0] - exact[1]).abs() <= 0.51 * step.view(-1, 1, 1)).all()
    assert not list(tmp_path.iterdir())


def kept_noise(tmp_path: Path) -> KeptMaps:
    torch.manual_seed(0)
    maps = 1 + torch.rand(40, 8, 3, 3)
    kept = KeptMaps(40, torch.full((8,), 2.0), 3, tmp_path)
    kept.keep(0, maps, torch.zeros(40), torch.zeros(40))
    return kept


def test_components_are_orthogonal_centred_and_of_one_scale(tmp_path: Path) -> None:
    kept = kept_noise(tmp_path)
    components = components_of(kept, 20, samples=40)
    gram = components.basis @ components.basis.T
    assert torch.allclose(gram, gram[0, 0] * torch.eye(20), atol=float(gram[0, 0]) * 1e-4)
    found = components.of(kept)
    assert found.shape == (40, 20)
    assert found.mean(dim=0).abs().max() < 1e-3
    assert float(found.std(dim=0).mean()) == pytest.approx(1.0, abs=1e-3)


def test_with_a_component_for_each_map_nothing_is_lost(tmp_path: Path) -> None:
    kept = kept_noise(tmp_path)
    components = components_of(kept, 40, samples=40)
    maps = kept.at(range(40)).flatten(1)
    scale = (components.basis[0] ** 2).sum()
    again = (components.of(kept) + components.centre) @ components.basis / scale
    assert torch.allclose(again, maps, atol=1e-3)


def test_what_was_learnt_of_components_is_put_into_the_network(tmp_path: Path) -> None:
    torch.manual_seed(0)
    faces, female = made_faces(24, 30)
    network = GenderNetwork(30, rank=4).eval()
    kept = kept_maps(network, DataLoader(TensorDataset(faces, female), 8), 24, tmp_path)  # type: ignore[arg-type]
    components = components_of(kept, 10, samples=24)
    dense = DenseLayers(10, 64).eval()
    dense.put_into(network, components)
    with torch.no_grad():
        said = network.judged(kept.at(range(24)))
        assert torch.allclose(said, dense(components.of(kept)), atol=1e-4)


class Drawn(TrainingFaces):
    def weighted(self) -> tuple[TensorDataset, list[float]]:  # type: ignore[override]
        return TensorDataset(*made_faces(64, 30)), [1.0] * 64


@pytest.mark.filterwarnings("ignore::UserWarning:lightning", "ignore::FutureWarning:lightning")
@pytest.mark.usefixtures("own_process")
def test_only_the_dense_layers_change_and_what_is_left_can_be_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(0)
    faces = TensorDataset(*made_faces(16, 30))
    monkeypatch.setattr(dense, "validation_loader", lambda options, _: DataLoader(faces, options.batch))
    monkeypatch.setattr(dense, "faces_of", lambda *_: list(range(16)))
    network = GenderNetwork(30, rank=4)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    options = TrainingOptions(
        folder=tmp_path / "run", batch=16, learning_rate=1e-3, minutes=0, epochs=3, device="cpu", threads=1
    )
    train_dense(options, network, Drawn(), variations=2, count=12)
    changed = {name for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {"hidden.weight", "hidden.bias", "last.weight", "last.bias"}
    rows = (tmp_path / "run" / "logs" / "version_0" / "metrics.csv").read_text().splitlines()
    columns = rows[0].split(",")
    losses = [row.split(",")[columns.index("validation_loss")] for row in rows[1:]]
    found = [float(loss) for loss in losses if loss]
    assert len(found) == 3
    assert found[-1] < found[0]
    state = torch.load(tmp_path / "run" / CHECKPOINT, weights_only=True)["state_dict"]
    assert torch.equal(state["network.hidden.weight"], network.hidden.weight)
    images_, female = made_faces(16, 30)
    with torch.no_grad():
        right = (network.eval()(images(images_)) > 0) == (female > 0.5)
    assert right.all()
