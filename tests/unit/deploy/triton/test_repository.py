"""The served models as Triton's repository: parsed by Triton's own message, run as it says."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from google.protobuf import text_format
from numpy.typing import NDArray
from onnx import TensorProto, helper
from tritonclient.grpc.model_config_pb2 import DataType, ModelConfig, ModelInstanceGroup, ModelQueuePolicy
from typer.testing import CliRunner

from deploy.local.plan import MODELS, ROOT
from deploy.triton.model_config import Limits, NotServable
from deploy.triton.repository import write_repository
from serving.inference.repository import list_files

REPOSITORY = ROOT / "models"
NUMPY = {"TYPE_UINT8": np.uint8, "TYPE_FP32": np.float32}
ONNX = {"TYPE_UINT8": "tensor(uint8)", "TYPE_FP32": "tensor(float)"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("triton")
    write_repository(REPOSITORY, folder, "cpu", Limits())
    return folder


def parsed(folder: Path) -> ModelConfig:
    """A field that Triton does not know, or of another type, is an error here."""
    return text_format.Parse((folder / "config.pbtxt").read_text(), ModelConfig())


def session(folder: Path, name: str) -> ort.InferenceSession:
    version = max(int(path.name) for path in (folder / name).iterdir() if path.is_dir())
    return ort.InferenceSession(
        folder / name / str(version) / "model.onnx", providers=["CPUExecutionProvider"]
    )


@pytest.mark.parametrize("name", MODELS)
def test_every_model_has_a_configuration_that_is_its_own_signature(out: Path, name: str) -> None:
    config, model = parsed(out / name), session(out, name)

    assert config.name == name
    for described, actual in ((config.input, model.get_inputs()), (config.output, model.get_outputs())):
        assert [port.name for port in described] == [port.name for port in actual]
        for port, tensor in zip(described, actual, strict=True):
            batch, *shape = [size if isinstance(size, int) else -1 for size in tensor.shape]
            dims = list(port.reshape.shape) if port.HasField("reshape") else list(port.dims)
            assert (batch, dims) == (-1, shape)
            assert ONNX[DataType.Name(port.data_type)] == tensor.type


@pytest.mark.parametrize("name", MODELS)
def test_every_version_of_a_model_is_there_and_the_highest_serves(out: Path, name: str) -> None:
    versions = {path.parent.name for path in (out / name).glob("*/model.onnx")}

    assert versions == {str(file.version) for file in list_files(REPOSITORY, name)}
    assert parsed(out / name).version_policy.latest.num_versions == 1


def test_batches_and_queues_are_those_of_the_model_services(out: Path) -> None:
    config = parsed(out / "gender")
    queue = config.dynamic_batching.default_queue_policy

    assert config.max_batch_size == 4
    assert config.dynamic_batching.max_queue_delay_microseconds == 0
    assert queue.max_queue_size == 64
    assert queue.default_timeout_microseconds == 600_000
    assert queue.timeout_action == ModelQueuePolicy.REJECT


def test_the_labels_of_the_probabilities_are_beside_the_model(out: Path) -> None:
    labelled = [port.label_filename for port in parsed(out / "clothes-lower").output if port.label_filename]

    assert [(out / "clothes-lower" / name).read_text().split() for name in labelled] == [
        ["Jeans", "Shorts", "Skirt"]
    ]
    # the pose network's labels are keypoints, and no output has a column for each
    assert not (out / "pose" / "labels.txt").exists()


@pytest.mark.parametrize("name", MODELS)
def test_the_warm_up_is_an_input_that_the_model_takes(out: Path, name: str) -> None:
    for warm_up in parsed(out / name).model_warmup:
        inputs = {
            key: np.zeros((warm_up.batch_size, *sample.dims), NUMPY[DataType.Name(sample.data_type)])
            for key, sample in warm_up.inputs.items()
        }
        assert session(out, name).run(None, inputs)


def test_the_ensemble_wires_the_trunk_to_its_heads(out: Path) -> None:
    image = np.random.default_rng(1).integers(0, 255, (2, 224, 224, 3), dtype=np.uint8)
    ensemble = parsed(out / "clothes")
    tensors: dict[str, NDArray[np.float32] | NDArray[np.uint8]] = {ensemble.input[0].name: image}
    for step in ensemble.ensemble_scheduling.step:
        model = session(out, step.model_name)
        names = [output.name for output in model.get_outputs()]
        results = model.run(names, {key: tensors[tensor] for key, tensor in step.input_map.items()})
        tensors.update((step.output_map[name], result) for name, result in zip(names, results, strict=True))

    features = session(out, "clothes-trunk").run(["features"], {"image": image})[0]
    (worn,) = session(out, "clothes-whole").run(["worn"], {"features": features})
    np.testing.assert_array_equal(tensors["whole_worn"], worn)
    assert len(ensemble.output) == 9
    for output in ensemble.output:
        assert tensors[output.name].reshape(2, -1).shape[1] == np.prod(output.dims)


def test_a_gpu_is_asked_for_by_its_name(tmp_path: Path) -> None:
    write_repository(REPOSITORY, tmp_path, "tensorrt", Limits(max_batch=32, instances=2))
    config = parsed(tmp_path / "pose")

    assert config.max_batch_size == 32
    assert [(group.kind, group.count) for group in config.instance_group] == [
        (ModelInstanceGroup.KIND_GPU, 2)
    ]
    accelerators = config.optimization.execution_accelerators.gpu_execution_accelerator
    assert [accelerator.name for accelerator in accelerators] == ["tensorrt"]


def a_model(path: Path, batch: int | str, element: int) -> None:
    path.parent.mkdir(parents=True)
    ports = [helper.make_tensor_value_info(name, element, [batch, 3]) for name in ("image", "same")]
    graph = helper.make_graph([helper.make_node("Identity", ["image"], ["same"])], "g", ports[:1], ports[1:])
    onnx.save(helper.make_model(graph), path)


@pytest.mark.parametrize(
    ("batch", "element", "reason"),
    [(1, TensorProto.FLOAT, "no open batch axis"), ("batch", TensorProto.STRING, "of type STRING")],
)
def test_a_file_that_cannot_be_batched_is_named(
    tmp_path: Path, batch: int | str, element: int, reason: str
) -> None:
    a_model(tmp_path / "models" / "odd" / "1" / "model.onnx", batch, element)

    with pytest.raises(NotServable, match=rf"odd/1/model\.onnx: image .*{reason}"):
        write_repository(tmp_path / "models", tmp_path / "out", "cpu", Limits())


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    import typer

    from deploy.triton.__main__ import main

    a_model(tmp_path / "models" / "even" / "3" / "model.onnx", "batch", TensorProto.FLOAT)
    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, [str(tmp_path / "models"), str(tmp_path / "out"), "--max-batch", "8"])

    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "even" / "3" / "model.onnx").is_file()
    assert parsed(tmp_path / "out" / "even").max_batch_size == 8
