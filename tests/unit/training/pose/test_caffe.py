from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from typer.testing import CliRunner

from services.pose.task import PoseTask
from serving.inference.session import load
from tests.unit.training.pose.caffe_files import write_caffe_files
from training.errors import DataError
from training.pose.caffe import convert, read_caffemodel, read_prototxt
from training.pose.cli import app
from training.pose.vgg19 import ServedVgg19, Vgg19Pose, layers


@pytest.fixture(scope="module")
def caffe_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_caffe_files(tmp_path_factory.mktemp("caffe"))


def test_the_network_has_the_published_layers() -> None:
    names = [layer.name for layer in layers()]
    assert len(names) == len(set(names)) == 92
    vgg = {1: 2, 2: 2, 3: 4, 4: 2}  # convolutions by block
    trunk = [f"conv{block}_{place + 1}" for block, count in vgg.items() for place in range(count)]
    assert names[:12] == [*trunk, "conv4_3_CPM", "conv4_4_CPM"]
    first = {f"conv5_{place}_CPM_{branch}" for place in range(1, 6) for branch in ("L1", "L2")}
    later = {
        f"Mconv{place}_stage{stage}_{branch}"
        for stage in range(2, 7)
        for place in range(1, 8)
        for branch in ("L1", "L2")
    }
    assert set(names[12:]) == first | later
    assert sum(parameter.numel() for parameter in Vgg19Pose().parameters()) == 52_311_446


def test_converted_weights_are_those_of_the_file(caffe_files: tuple[Path, Path]) -> None:
    network = convert(*caffe_files)
    weights = read_caffemodel(caffe_files[1])
    assert read_prototxt(caffe_files[0])["Mconv1_stage2_L1"] == (128, 7)
    for layer in layers():
        kernel = network.state_dict()[f"convolutions.{layer.name}.weight"]
        assert torch.equal(kernel, torch.from_numpy(weights[layer.name][0]))


READ_NET = getattr(cv2.dnn, "readNetFromCaffe", None)
NO_IMPORTER = (
    "OpenCV 5 has no Caffe importer: pip install --no-deps --target build/opencv4 "
    "'opencv-python-headless<5', then run this with PYTHONPATH=build/opencv4"
)


@pytest.mark.skipif(READ_NET is None, reason=NO_IMPORTER)
def test_it_computes_what_opencvs_own_importer_computes(caffe_files: tuple[Path, Path]) -> None:
    image = np.random.default_rng(1).integers(0, 256, (64, 48, 3), np.uint8)
    blob = (image[..., ::-1].astype(np.float32) / 256 - 0.5).transpose(2, 0, 1)[None]
    assert READ_NET is not None
    net = READ_NET(str(caffe_files[0]), str(caffe_files[1]))
    net.setInput(np.ascontiguousarray(blob))
    expected = net.forward("net_output")
    with torch.no_grad():
        heatmaps, pafs = ServedVgg19(convert(*caffe_files))(torch.from_numpy(image[None].copy()))
    found = torch.cat([heatmaps, pafs], dim=1).numpy()
    assert np.abs(expected).max() > 0.01
    assert np.abs(found - expected).max() < 1e-4


def test_what_does_not_fit_is_named(caffe_files: tuple[Path, Path], tmp_path: Path) -> None:
    prototxt, caffemodel = caffe_files
    (tmp_path / "bad.caffemodel").write_bytes(b"\xff" * 100)
    with pytest.raises(DataError, match=r"bad\.caffemodel"):
        read_caffemodel(tmp_path / "bad.caffemodel")
    (tmp_path / "empty.caffemodel").touch()
    with pytest.raises(DataError, match="no layer in it has weights"):
        read_caffemodel(tmp_path / "empty.caffemodel")
    with pytest.raises(DataError, match="absent"):
        read_prototxt(tmp_path / "absent.prototxt")
    (tmp_path / "other.prototxt").write_text(prototxt.read_text().replace("num_output: 38", "num_output: 34"))
    with pytest.raises(DataError, match="conv5_5_CPM_L1"):
        convert(tmp_path / "other.prototxt", caffemodel)


def test_the_command_writes_a_file_that_the_pose_service_takes(
    caffe_files: tuple[Path, Path], tmp_path: Path
) -> None:
    prototxt, caffemodel = map(str, caffe_files)
    options = ["--prototxt", prototxt, "--caffemodel", caffemodel, "--models", str(tmp_path)]
    done = CliRunner().invoke(app, ["convert-caffe", *options])
    assert done.exit_code == 0, done.output
    model = load(tmp_path / "pose" / "2" / "model.onnx")
    PoseTask().check({"pose": model})
    image = np.random.default_rng(2).integers(0, 256, (1, 48, 64, 3), np.uint8)
    with torch.no_grad():
        expected = ServedVgg19(convert(*caffe_files))(torch.from_numpy(image))
    served = model.run(image=image)
    assert np.allclose(served["heatmaps"], expected[0].numpy(), atol=1e-3)
    assert np.allclose(served["pafs"], expected[1].numpy(), atol=1e-3)
