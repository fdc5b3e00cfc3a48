from pathlib import Path

import pytest

from contracts.clothes import CATEGORIES
from tests.unit.serving.networks.tiny_models import write_gender
from tests.unit.training.compare.exported import write_clothes
from training.compare.network import check_comparable, open_network
from training.errors import ModelFileError


def test_a_version_folder_and_its_file_are_the_same_network(tmp_path: Path) -> None:
    file = write_gender(tmp_path)
    by_folder, by_file = open_network(file.parent), open_network(file)
    assert by_folder.files == by_file.files == {"gender": file}
    assert by_folder.labels == {"gender": ("male", "female")}
    assert by_folder.megabytes == pytest.approx(file.stat().st_size / 1e6)


def test_a_clothes_trunk_brings_the_heads_beside_it(tmp_path: Path) -> None:
    network = open_network(write_clothes(tmp_path))
    assert network.task == "clothes"
    assert list(network.files) == ["trunk", "upper", "lower", "whole"]
    assert network.labels["lower"] == CATEGORIES["lower"]


def test_heads_of_another_trunk_are_refused(tmp_path: Path) -> None:
    folder = write_clothes(tmp_path)
    trunk = folder / "model.onnx"
    trunk.write_bytes(trunk.read_bytes() + b"\x52\x00")  # an empty field: the same graph, another sha256
    with pytest.raises(ModelFileError, match="made for another trunk"):
        open_network(folder)


def test_a_head_alone_is_refused(tmp_path: Path) -> None:
    folder = write_clothes(tmp_path)
    with pytest.raises(ModelFileError, match="task 'clothes' is none of pose, gender, clothes-trunk"):
        open_network(folder.parents[1] / "clothes-upper" / "1")


def test_no_file_and_no_onnx_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"no file .*model\.onnx"):
        open_network(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"not a network")
    with pytest.raises(ModelFileError, match="not an ONNX file"):
        open_network(tmp_path)


def test_other_tasks_and_other_labels_are_not_compared(tmp_path: Path) -> None:
    gender = open_network(write_gender(tmp_path))
    turned = open_network(write_gender(tmp_path, labels=("female", "male"), version=2))
    clothes = open_network(write_clothes(tmp_path))
    with pytest.raises(ModelFileError, match=r"gender/1/model\.onnx is for gender, .* for clothes"):
        check_comparable(gender, clothes)
    with pytest.raises(ModelFileError, match=r"are male, female, of .* female, male"):
        check_comparable(gender, turned)
    check_comparable(gender, gender)
