"""The Lightning trainer that every network uses: seeds, logs, checkpoints, schedule, devices."""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Literal

import lightning
import torch
from lightning.pytorch.callbacks import Callback, EarlyStopping, ModelCheckpoint, RichProgressBar
from lightning.pytorch.loggers import CSVLogger, TensorBoardLogger

from training.checkpoints import RandomState, RecentCheckpoint
from training.commit import git_commit
from training.memory import keep_buffers
from training.options import Device, Precision, TrainingOptions
from training.progress import EpochLines
from training.schedule import TimedCosine


def make_trainer(
    options: TrainingOptions,
    *,
    monitor: str,
    mode: Literal["min", "max"] = "min",
    precision: Precision = "auto",
    told: Mapping[str, object] | None = None,
) -> lightning.Trainer:
    """A trainer that does what `options` say and leaves everything about the run in their folder.

    `best.ckpt` (by `monitor`), `last.ckpt` (of the last validation), `recent.ckpt` (every five minutes, and
    the end), and for each start, in `logs/version_<n>`: `metrics.csv`, TensorBoard's events, and
    `hparams.yaml` with the options, the network's own in `told`, and the git commit. Seeds the process and
    sets its threads.

    `precision` is what the network prefers where the options leave it open; "auto": what suits the device.

    On several devices each gets its share of the samples: Lightning splits what any sampler draws, a weighted
    one too, so that an epoch stays as long while its steps get fewer.
    """
    on_gpu = uses_gpu(options.device)
    if not on_gpu:
        keep_buffers()
    torch.set_num_threads(options.threads)
    lightning.seed_everything(options.seed, workers=True, verbose=False)
    chosen = next(
        (one for one in (options.precision, precision) if one != "auto"), precision_for(on_gpu=on_gpu)
    )
    on_terminal = sys.stdout.isatty()
    csv = CSVLogger(options.folder, name="logs")
    return lightning.Trainer(
        default_root_dir=options.folder,
        accelerator=options.device,
        devices=options.devices,
        num_nodes=options.nodes,
        strategy="ddp" if options.devices * options.nodes > 1 else "auto",
        precision=chosen,
        max_epochs=options.epochs,
        logger=[
            csv,
            TensorBoardLogger(options.folder, name="logs", version=csv.version, default_hp_metric=False),
        ],
        callbacks=_callbacks(options, monitor, mode, on_terminal, told or {}),
        gradient_clip_val=1.0,
        log_every_n_steps=10,
        num_sanity_val_steps=0,
        enable_progress_bar=on_terminal,
        enable_model_summary=False,
    )


def uses_gpu(device: Device) -> bool:
    """Whether training with this option computes on a GPU of NVIDIA's."""
    return device == "cuda" or (device == "auto" and torch.cuda.is_available())


def precision_for(*, on_gpu: bool) -> Literal["bf16-mixed", "32-true"]:
    """bf16 autocast on a GPU and on a CPU with avx512_bf16 (1.3 times as fast there), else float32.

    A CPU without it computes bf16 too, hundreds of times more slowly.
    """
    return "bf16-mixed" if on_gpu or torch.cpu.get_capabilities().get("avx512_bf16") else "32-true"


def _callbacks(
    options: TrainingOptions, monitor: str, mode: str, on_terminal: bool, told: Mapping[str, object]
) -> list[Callback]:
    schedule = TimedCosine(options.minutes)
    best = ModelCheckpoint(
        options.folder,
        filename="best",
        monitor=monitor,
        mode=mode,
        save_last=True,
        enable_version_counter=False,
    )
    return [
        schedule,
        _HyperParameters({**asdict(options), **told, "git_commit": git_commit()}),
        RandomState(),
        best,
        RecentCheckpoint(options.folder),
        *([EarlyStopping(monitor, mode=mode, patience=options.patience)] if options.patience else []),
        RichProgressBar() if on_terminal else EpochLines(schedule),
    ]


class _HyperParameters(Callback):
    """Tells the logs what the run was started with."""

    def __init__(self, told: Mapping[str, object]) -> None:
        self._told = {name: str(one) if isinstance(one, Path) else one for name, one in told.items()}

    def on_fit_start(self, trainer: lightning.Trainer, *_: object) -> None:
        """Tell them once the processes know which one of them is the first."""
        for logger in trainer.loggers:
            logger.log_hyperparams(self._told)
