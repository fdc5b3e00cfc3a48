import os
from pathlib import Path

import pytest
import torch

from tests.unit.training.toy import Interrupted, ToyTraining, loaders, options
from training.checkpoints import RecentCheckpoint, checkpoint_to_resume, load_network
from training.errors import DataError
from training.trainer import make_trainer

in_lightning = pytest.mark.filterwarnings("ignore::UserWarning:lightning", "ignore::FutureWarning:lightning")


def run(folder: Path, training: ToyTraining, *, resume: str | None = None, recent: bool = False) -> int:
    """Train for 4 epochs of 8 steps; `recent` writes a checkpoint after each. Returns the last step."""
    trainer = make_trainer(options(folder, resume=resume), monitor="validation_loss")
    if recent:
        trainer.callbacks.insert(0, RecentCheckpoint(folder, seconds=0))  # type: ignore[attr-defined]
    trainer.fit(training, *loaders(), ckpt_path=checkpoint_to_resume(folder, resume))
    return trainer.global_step


@in_lightning
@pytest.mark.usefixtures("own_process")
def test_a_run_resumed_between_epochs_ends_as_if_it_had_not_been_interrupted(tmp_path: Path) -> None:
    whole, first, rest = ToyTraining(), ToyTraining(breaks_at=16), ToyTraining()
    assert run(tmp_path / "whole", whole) == 32
    with pytest.raises(Interrupted):
        run(tmp_path / "parts", first)
    assert run(tmp_path / "parts", rest, resume="last") == 32

    assert len(rest.losses) == 16
    assert first.rates + rest.rates == whole.rates
    assert first.met + rest.met == whole.met
    assert torch.equal(rest.network.weight, whole.network.weight)


@in_lightning
@pytest.mark.usefixtures("own_process")
def test_a_run_resumed_in_an_epoch_has_as_many_steps_and_the_same_rates(tmp_path: Path) -> None:
    whole, first, rest = ToyTraining(), ToyTraining(breaks_at=11), ToyTraining()
    run(tmp_path / "whole", whole)
    with pytest.raises(Interrupted):
        run(tmp_path / "parts", first, recent=True)
    assert run(tmp_path / "parts", rest, resume="last") == 32
    assert first.rates + rest.rates == whole.rates


def test_last_is_the_newest_checkpoint_of_the_folder(tmp_path: Path) -> None:
    for age, name in enumerate(["recent.ckpt", "last.ckpt", "best.ckpt", "metrics.csv"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    assert checkpoint_to_resume(tmp_path, "last") == tmp_path / "recent.ckpt"
    assert checkpoint_to_resume(tmp_path, str(tmp_path / "best.ckpt")) == tmp_path / "best.ckpt"
    assert checkpoint_to_resume(tmp_path, None) is None


def test_nothing_to_resume_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=str(tmp_path)):
        checkpoint_to_resume(tmp_path, "last")
    with pytest.raises(DataError, match=r"no file .*gone\.ckpt"):
        checkpoint_to_resume(tmp_path, str(tmp_path / "gone.ckpt"))


def test_a_network_is_loaded_from_its_part_of_the_checkpoint_every_name_matched(tmp_path: Path) -> None:
    trained = ToyTraining()
    torch.save({"state_dict": {**trained.state_dict(), "other": torch.zeros(1)}}, tmp_path / "a.ckpt")
    network = torch.nn.Linear(4, 1)
    load_network(network, tmp_path / "a.ckpt")
    assert torch.equal(network.weight, trained.network.weight)
    with pytest.raises(RuntimeError, match="Missing key"):
        load_network(torch.nn.Sequential(network), tmp_path / "a.ckpt")
