"""ONNX Runtime sessions: the device that was asked for, or an error."""

import hashlib
from pathlib import Path

import onnxruntime as ort

from serving.cores import available_cores
from serving.errors import ModelRejected, NotReady
from serving.inference.device import Device
from serving.inference.model import Model

_PROVIDERS = {
    "cpu": "CPUExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "tensorrt": "TensorrtExecutionProvider",
}


def execution_provider(device: Device) -> str:
    """The execution provider of a device; `auto` is CUDA where this build of the runtime has it.

    Raises:
        NotReady: this build of ONNX Runtime does not have the provider.
    """
    available = ort.get_available_providers()
    if device == "auto":
        device = "cuda" if _PROVIDERS["cuda"] in available else "cpu"
    if _PROVIDERS[device] not in available:
        raise NotReady(f"DEVICE={device}: this ONNX Runtime has only {', '.join(available)}")
    return _PROVIDERS[device]


def load(path: Path, device: Device = "cpu", threads: int | None = None) -> Model:
    """Load `models/<name>/<version>/model.onnx`.

    Args:
        path: the file; name and version are the names of the folders that it lies in.
        device: where it must run. There is no fall-back: a slow service is worse than a failed start.
        threads: of the CPU provider; by default the cores that this process may use.

    Raises:
        ModelRejected: not a model that ONNX Runtime loads.
        NotReady: the device is not there.
    """
    provider = execution_provider(device)
    if provider != _PROVIDERS["cpu"]:
        # finds CUDA and cuDNN among the pip-installed packages
        ort.preload_dlls()
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads or available_cores()
    # between two batches a spinning pool would eat the cores that decode the next photo
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        before = path.stat()
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        # from a path the runtime reads with the GIL free; from bytes it copies and parses them with the GIL
        # held, and a 90 MB file stops the event loop for 130 ms
        session = ort.InferenceSession(path, options, providers=[provider])
        after = path.stat()
    except Exception as error:  # onnxruntime's errors have no common base of their own
        raise ModelRejected(f"{path}: {_first_line(error)}") from error
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise ModelRejected(f"{path}: it changed while it was read")
    if session.get_providers()[0] != provider:
        raise NotReady(
            f"DEVICE={device}: {provider} did not start, ONNX Runtime chose {session.get_providers()[0]}"
        )
    model = Model(
        name=path.parent.parent.name,
        version=int(path.parent.name),
        sha256=sha256,
        session=session,
        metadata=session.get_modelmeta().custom_metadata_map,
    )
    try:
        model.info()
    except (TypeError, ValueError) as error:
        raise ModelRejected(f"{path}: its metadata cannot be read ({_first_line(error)})") from error
    return model


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
