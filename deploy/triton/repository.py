"""A model repository for Triton: our folders, a `config.pbtxt` in each, and the clothes ensemble."""

import shutil
from pathlib import Path

from google.protobuf import text_format
from tritonclient.grpc.model_config_pb2 import ModelConfig

from deploy.triton.ensemble import clothes_ensemble
from deploy.triton.model_config import LABELS_FILE, Device, Limits, model_config, read_onnx
from serving.inference.repository import list_files
from serving.networks.clothes import HEADS, TRUNK


def write_repository(models: Path, out: Path, device: Device, limits: Limits) -> list[ModelConfig]:
    """Write every model of `models`, all of its versions, and the ensemble if the clothes networks are there.

    The configuration is that of the highest version, the one that Triton serves by it.

    Args:
        models: `<name>/<version>/model.onnx`.
        out: a folder, made if it is not there; files in it are replaced.
        device: where Triton runs them.
        limits: batch and queue.

    Returns:
        What was written.

    Raises:
        NotServable: a file that Triton could not batch.
    """
    configs: dict[str, ModelConfig] = {}
    for folder in sorted(path for path in models.iterdir() if path.is_dir()):
        files = list_files(models, folder.name)
        if not files:
            continue
        onnx_file = read_onnx(files[0].path)
        configs[folder.name] = model_config(onnx_file, device, limits)
        _write(out, configs[folder.name])
        if any(output.label_filename for output in configs[folder.name].output):
            (out / folder.name / LABELS_FILE).write_text("".join(f"{label}\n" for label in onnx_file.labels))
        for file in files:
            _copy(file.path, out / folder.name / str(file.version) / "model.onnx")
    if {TRUNK, *HEADS.values()} <= configs.keys():
        ensemble = clothes_ensemble(configs[TRUNK], {slot: configs[name] for slot, name in HEADS.items()})
        configs[ensemble.name] = ensemble
        _write(out, ensemble)
        # an ensemble has no file of its own, and still needs the folder of a version
        (out / ensemble.name / "1").mkdir(exist_ok=True)
    return list(configs.values())


def _write(out: Path, config: ModelConfig) -> None:
    folder = out / config.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.pbtxt").write_text(
        text_format.MessageToString(config, use_short_repeated_primitives=True)
    )


def _copy(source: Path, target: Path) -> None:
    """Whole or not at all: a running server may look at any time."""
    target.parent.mkdir(exist_ok=True)
    part = target.with_suffix(".part")
    shutil.copyfile(source, part)
    part.replace(target)
