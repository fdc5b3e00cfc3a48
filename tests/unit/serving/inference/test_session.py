import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest

from serving.errors import ModelRejected, NotReady
from serving.inference import session
from serving.inference.device import Device
from serving.inference.session import execution_provider, load
from tests.unit.serving.inference.onnx_files import MEASURED, put, put_scaling, scaling_model


def test_a_file_is_named_by_its_folders_and_told_by_its_metadata(tmp_path: Path) -> None:
    path = put_scaling(tmp_path, 3, 2.0)
    model = load(path, "cpu", threads=1)
    info = model.info()
    assert (info.name, info.version, model.identifier) == ("scaling", 3, "scaling@3")
    assert info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (info.task, info.labels, info.provider) == ("scaling", ["left", "right"], "CPUExecutionProvider")
    assert [measurement.model_dump() for measurement in info.measured] == MEASURED


def test_outputs_come_by_name(tmp_path: Path) -> None:
    model = load(put_scaling(tmp_path, 1, 3.0), "cpu", threads=1)
    outputs = model.run(values=np.array([[1, 2]], np.float32))
    assert list(outputs) == ["scaled"]
    np.testing.assert_array_equal(outputs["scaled"], [[3, 6]])


@pytest.mark.parametrize("content", [b"", b"not a model", scaling_model(1).SerializeToString()[:-40]])
def test_bytes_that_are_no_model_are_refused(tmp_path: Path, content: bytes) -> None:
    path = put(tmp_path, "scaling", 1, content)
    with pytest.raises(ModelRejected, match=r"scaling/1/model\.onnx"):
        load(path, "cpu")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelRejected, match="No such file"):
        load(tmp_path / "scaling" / "1" / "model.onnx", "cpu")


@pytest.mark.parametrize(
    "properties",
    [
        {"labels": "left, right"},
        {"labels": "3"},
        {"measured": '{"set": "drawn"}'},
        {"measured": json.dumps([{"set": "drawn"}])},
    ],
)
def test_metadata_that_cannot_be_read_is_refused(tmp_path: Path, properties: dict[str, str]) -> None:
    path = put(tmp_path, "scaling", 1, scaling_model(1, properties=properties).SerializeToString())
    with pytest.raises(ModelRejected, match="metadata"):
        load(path, "cpu")


def test_a_file_without_metadata_serves(tmp_path: Path) -> None:
    path = put(tmp_path, "scaling", 1, scaling_model(1, properties={}).SerializeToString())
    info = load(path, "cpu").info()
    assert (info.labels, info.measured, info.precision) == ([], [], "fp32")


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put_scaling(tmp_path, 1, 2.0)
    digest = hashlib.file_digest

    def digest_and_rewrite(*args: Any) -> Any:
        found = digest(*args)
        put(tmp_path, "scaling", 1, scaling_model(4, width=3).SerializeToString())
        return found

    monkeypatch.setattr(hashlib, "file_digest", digest_and_rewrite)
    with pytest.raises(ModelRejected, match="changed while it was read"):
        load(path, "cpu")


def test_threads_are_those_asked_for_or_the_cores_of_the_quota(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "available_cores", lambda: 5)
    path = put_scaling(tmp_path, 1, 2.0)
    assert load(path, "cpu").session.get_session_options().intra_op_num_threads == 5
    assert load(path, "cpu", threads=2).session.get_session_options().intra_op_num_threads == 2


def test_idle_threads_do_not_spin(tmp_path: Path) -> None:
    options = load(put_scaling(tmp_path, 1, 2.0), "cpu").session.get_session_options()
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"


@pytest.mark.parametrize("device", ["cuda", "tensorrt"])
def test_a_provider_that_this_build_lacks_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, device: Device
) -> None:
    monkeypatch.setattr(ort, "get_available_providers", lambda: ["CPUExecutionProvider"])
    with pytest.raises(NotReady, match=f"DEVICE={device}"):
        load(put_scaling(tmp_path, 1, 2.0), device)


def test_auto_is_cuda_where_the_build_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ort, "get_available_providers", lambda: ["CPUExecutionProvider"])
    assert execution_provider("auto") == "CPUExecutionProvider"
    monkeypatch.setattr(
        ort, "get_available_providers", lambda: ["CUDAExecutionProvider", "CPUExecutionProvider"]
    )
    assert execution_provider("auto") == "CUDAExecutionProvider"


def test_a_runtime_that_falls_back_to_the_cpu_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ONNX Runtime does with a CUDA build on a machine whose driver is missing: it warns and goes on."""
    start = ort.InferenceSession

    def fall_back(path: Path, options: ort.SessionOptions, providers: Sequence[str]) -> ort.InferenceSession:
        assert providers == ["CUDAExecutionProvider"]
        return start(path, options, providers=["CPUExecutionProvider"])

    monkeypatch.setattr(
        ort, "get_available_providers", lambda: ["CUDAExecutionProvider", "CPUExecutionProvider"]
    )
    monkeypatch.setattr(ort, "preload_dlls", lambda: None, raising=False)
    monkeypatch.setattr(ort, "InferenceSession", fall_back)
    with pytest.raises(NotReady, match="CUDAExecutionProvider did not start"):
        load(put_scaling(tmp_path, 1, 2.0), "cuda")
