from pathlib import Path

import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset

from tests.unit.training.gender.test_train import made_faces
from training.gender import dense
from training.gender.data import TrainingFaces
from training.gender.dense import revive, train_dense
from training.gender.feature_maps import kept_maps, maps_of
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
    loader = DataLoader(TensorDataset(faces, female), 4)
    kept = kept_maps(network, loader, 6, tmp_path, 2, teacher=lambda some: torch.full((len(some),), 0.25))
    maps, labels, target = kept.__getitems__([1, 7])
    assert len(kept) == 12
    assert torch.equal(maps[0], maps[1])
    assert labels.tolist() == [1.0, 1.0]
    assert target.tolist() == pytest.approx([0.7 * 0.25 + 0.3 * 0.975] * 2)
    exact = maps_of(network, faces)
    step = 1.5 * exact[:4].amax(dim=(0, 2, 3)).clamp(min=1e-6) / 255
    assert ((maps[0] - exact[1]).abs() <= 0.51 * step.view(-1, 1, 1)).all()
    assert not list(tmp_path.iterdir())


def test_a_hidden_unit_that_answers_to_nothing_begins_anew_without_a_say() -> None:
    torch.manual_seed(0)
    network = GenderNetwork(30, rank=4).eval()
    with torch.no_grad():
        network.hidden.weight[:60] = 0
        network.hidden.bias[:60] = -1.0
        network.hidden.bias[60:] = 1.0
        maps = maps_of(network, made_faces(32, 30)[0])
        before = network.judged(maps)
        assert revive(network, maps) == 60
        assert torch.allclose(network.judged(maps), before, atol=1e-5)
        answers = (network.hidden(maps.flatten(1)) > 0).float().mean(dim=0)
    assert ((answers[:60] > 0.2) & (answers[:60] < 0.8)).all()
    assert revive(network, maps) == 0


class Drawn(TrainingFaces):
    def weighted(self) -> tuple[TensorDataset, list[float]]:  # type: ignore[override]
        return TensorDataset(*made_faces(64, 30)), [1.0] * 64


@pytest.mark.filterwarnings("ignore::UserWarning:lightning", "ignore::FutureWarning:lightning")
@pytest.mark.usefixtures("own_process")
def test_only_the_dense_layers_learn_and_dropout_is_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(0)
    faces = TensorDataset(*made_faces(16, 30))
    monkeypatch.setattr(dense, "validation_loader", lambda options, _: DataLoader(faces, options.batch))
    monkeypatch.setattr(dense, "faces_of", lambda *_: list(range(16)))
    network = GenderNetwork(30, rank=4)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    in_training: list[bool] = []
    network.dropout.register_forward_hook(lambda layer, *_: in_training.append(layer.training))
    options = TrainingOptions(
        folder=tmp_path / "run", batch=16, learning_rate=3e-3, minutes=0, epochs=3, device="cpu", threads=1
    )
    train_dense(options, network, Drawn(), variations=2)
    changed = {name for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {"hidden.weight", "hidden.bias", "last.weight", "last.bias"}
    assert in_training[0]
    rows = (tmp_path / "run" / "logs" / "version_0" / "metrics.csv").read_text().splitlines()
    columns = rows[0].split(",")
    losses = [row.split(",")[columns.index("validation_loss")] for row in rows[1:]]
    found = [float(loss) for loss in losses if loss]
    assert len(found) == 3
    assert found[-1] < 0.8 * found[0]
    assert (tmp_path / "run" / "recent.ckpt").is_file()
