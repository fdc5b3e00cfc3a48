import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from torch import Tensor, nn

from training.errors import ExportError
from training.onnx_file import IR_VERSION, Card, run, save, sha256_of, to_onnx
from training.precision import fp16, precision_of, variants, write_variants
from training.quantise import int8

CARD = Card("gender", 3, ("male", "female"), "made faces", [], "none")


class Standardising(nn.Module):
    """Squares the 0..255 of the image, as the gender network does, before it convolves."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.convolution = nn.Conv2d(3, 4, 3)
        self.last = nn.Linear(4, 2)

    def forward(self, image: Tensor) -> Tensor:
        x = image.permute(0, 3, 1, 2).float()
        x = x / x.square().sum(dim=(1, 2, 3), keepdim=True).sqrt() * 30
        logits: Tensor = self.last(torch.relu(self.convolution(x)).mean(dim=(2, 3)))
        return logits.softmax(dim=1)


@pytest.fixture(scope="module")
def model() -> onnx.ModelProto:
    example = torch.zeros(2, 12, 12, 3, dtype=torch.uint8)
    return to_onnx(Standardising(), example, "image", ["probabilities"], ["batch"])


def bright(count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(0).integers(200, 256, (count, 12, 12, 3)).astype(np.uint8)


def test_fp16_answers_alike_with_half_the_weights_and_the_same_contract(model: onnx.ModelProto) -> None:
    half = fp16(model)
    (exact,), (rough,) = (run(one, {"image": bright(5)}) for one in (model, half))
    assert rough.dtype == np.float32
    assert np.abs(exact - rough).max() < 2e-3
    types = {weight.data_type for weight in half.graph.initializer if weight.name.startswith("convolution")}
    assert types == {onnx.TensorProto.FLOAT16}
    assert half.graph.input[0].type.tensor_type.elem_type == onnx.TensorProto.UINT8


def test_the_precision_is_read_from_the_graph(model: onnx.ModelProto) -> None:
    whole = int8(model, [bright(4)], operators=("Conv",))
    found = variants(model, whole)
    assert {name: precision_of(one) for name, one in found.items()} == {
        "fp32": "fp32",
        "fp16": "fp16",
        "int8": "int8",
    }
    assert list(variants(model)) == ["fp32", "fp16"]


def test_heads_name_the_trunk_of_their_precision(model: onnx.ModelProto, tmp_path: Path) -> None:
    trunks = write_variants(tmp_path / "trunk", variants(model), CARD)
    heads = write_variants(tmp_path / "head", variants(model), CARD, tmp_path / "trunk")
    for precision, path in heads.items():
        said = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
        assert said["trunk_sha256"] == sha256_of(trunks[precision])
        assert said["precision"] == precision
        assert json.loads(said["labels"]) == ["male", "female"]


def test_a_newer_file_format_is_not_saved(model: onnx.ModelProto, tmp_path: Path) -> None:
    newer = onnx.ModelProto.FromString(model.SerializeToString())
    newer.ir_version = IR_VERSION + 1
    with pytest.raises(ExportError, match="IR version 11, limit 10"):
        save(newer, tmp_path / "model.onnx", CARD)
    assert not list(tmp_path.iterdir())
