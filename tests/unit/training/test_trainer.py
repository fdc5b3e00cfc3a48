import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from lightning.pytorch.callbacks import RichProgressBar
from lightning.pytorch.core.saving import load_hparams_from_yaml

from tests.unit.training.toy import ToyTraining, loaders, options
from training import trainer as module
from training.commit import git_commit
from training.options import Precision
from training.progress import EpochLines
from training.trainer import make_trainer, precision_for, uses_gpu

pytestmark = [
    pytest.mark.usefixtures("own_process"),
    # Lightning's own: its advice on loaders and folders, and what it uses of an older PyTorch
    pytest.mark.filterwarnings("ignore::UserWarning:lightning", "ignore::FutureWarning:lightning"),
]


def test_the_loss_falls_and_the_folder_tells_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    training = ToyTraining()
    trainer = make_trainer(options(tmp_path), monitor="validation_loss", told={"size": 96})
    trainer.fit(training, *loaders())

    assert training.losses[-1] < 0.5 * training.losses[0]
    assert {path.name for path in tmp_path.glob("*.ckpt")} == {"best.ckpt", "last.ckpt", "recent.ckpt"}
    logs = tmp_path / "logs" / "version_0"
    with (logs / "metrics.csv").open() as file:
        losses = [float(row["validation_loss"]) for row in csv.DictReader(file) if row["validation_loss"]]
    assert len(losses) == 4
    assert losses[-1] < losses[0]
    assert list(logs.glob("events.out.tfevents.*"))
    told = load_hparams_from_yaml(logs / "hparams.yaml", use_omegaconf=False)
    assert told["epochs"] == 4
    assert told["size"] == 96
    assert told["git_commit"] == git_commit()
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("epoch")]
    assert [line.split()[:4] for line in lines] == [
        ["epoch", str(i), "step", str(8 * i + 8)] for i in range(4)
    ]
    assert "validation_loss" in lines[0]
    assert "images/s" in lines[0]
    assert "0:00:00 left" in lines[-1]


def test_another_start_in_the_same_folder_has_logs_of_its_own(tmp_path: Path) -> None:
    for _ in range(2):
        make_trainer(options(tmp_path, epochs=1), monitor="validation_loss").fit(ToyTraining(), *loaders())
    assert {path.parent.name for path in tmp_path.rglob("metrics.csv")} == {"version_0", "version_1"}


def test_a_run_that_gets_no_better_is_stopped_when_patience_is_over(tmp_path: Path) -> None:
    trainer = make_trainer(options(tmp_path, epochs=9, patience=2), monitor="validation_loss")
    trainer.fit(ToyTraining(rate=0), *loaders())
    assert trainer.current_epoch == 3


def test_without_patience_it_has_all_its_epochs(tmp_path: Path) -> None:
    trainer = make_trainer(options(tmp_path, epochs=5), monitor="validation_loss")
    trainer.fit(ToyTraining(rate=0), *loaders())
    assert trainer.current_epoch == 5


def test_two_processes_share_the_samples_and_the_weights(tmp_path: Path) -> None:
    """Each is given its own half of what the weighted sampler draws, and only of that."""
    subprocess.run(
        [sys.executable, "-m", "tests.unit.training.ddp_run", str(tmp_path)],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "CUDA_VISIBLE_DEVICES": ""},
        check=True,
        capture_output=True,
        timeout=600,
    )
    first, second = (json.loads((tmp_path / f"process-{i}.json").read_text()) for i in range(2))
    assert len(first["met"]) == len(second["met"]) == 2 * 32
    assert first["met"] != second["met"]
    assert max(first["met"] + second["met"]) < 0.5
    assert first["weights"] == second["weights"]
    assert first["rates"] == second["rates"]


def test_a_terminal_gets_a_bar_and_a_file_gets_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shown() -> set[type]:
        callbacks = make_trainer(options(tmp_path), monitor="validation_loss").callbacks  # type: ignore[attr-defined]
        return {type(one) for one in callbacks} & {RichProgressBar, EpochLines}

    assert shown() == {EpochLines}
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert shown() == {RichProgressBar}


@pytest.mark.parametrize(
    ("on_gpu", "capabilities", "expected"),
    [
        (True, {}, "bf16-mixed"),
        (False, {"avx512_bf16": True}, "bf16-mixed"),
        (False, {"avx512_bf16": False}, "32-true"),
        (False, {}, "32-true"),
    ],
)
def test_bf16_only_where_the_device_computes_it(
    on_gpu: bool, capabilities: dict[str, bool], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities)
    assert precision_for(on_gpu=on_gpu) == expected


@pytest.mark.parametrize(
    ("asked", "preferred", "expected"),
    [
        ("auto", "auto", "bf16-mixed"),
        ("auto", "32-true", "32-true"),
        ("bf16-mixed", "32-true", "bf16-mixed"),
    ],
)
def test_the_options_come_before_what_the_network_prefers(
    asked: str, preferred: Precision, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": True})
    made = make_trainer(options(tmp_path, precision=asked), monitor="x", precision=preferred)
    assert made.precision == expected


def test_buffers_are_kept_on_the_cpu_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(module, "keep_buffers", lambda: calls.append("kept"))
    make_trainer(options(tmp_path), monitor="x")
    assert calls == ["kept"]
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert [uses_gpu("auto"), uses_gpu("cuda"), uses_gpu("cpu")] == [True, True, False]
