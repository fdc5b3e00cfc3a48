import numpy as np
import onnx
import pytest

from tests.unit.training.test_precision import CARD, bright, model
from training.compare.network import open_network
from training.dequantise import dequantised
from training.errors import ExportError
from training.onnx_file import Card, run, save
from training.precision import fp16, precision_of
from training.quantise import int8
from training.variants_cli import write_served_variants

__all__ = ["model"]


@pytest.fixture(scope="module")
def quantised(model: onnx.ModelProto) -> onnx.ModelProto:
    return int8(model, [bright(8)], operators=("Conv", "Gemm", "Relu"))


def test_what_comes_back_is_float_and_answers_alike(
    model: onnx.ModelProto, quantised: onnx.ModelProto
) -> None:
    plain = dequantised(quantised)
    assert precision_of(plain) == "fp32"
    assert not {"QuantizeLinear", "DequantizeLinear"} & {node.op_type for node in plain.graph.node}
    (exact,), (back,) = (run(one, {"image": bright(5)}) for one in (model, plain))
    assert np.abs(exact - back).max() < 0.02
    assert np.abs(exact - back).max() > 0  # the weights are those of int8, not the first ones


def test_an_activation_that_was_left_out_still_cuts(quantised: onnx.ModelProto) -> None:
    assert "Relu" not in {node.op_type for node in quantised.graph.node}
    before = quantised.SerializeToString()
    plain = dequantised(quantised)
    assert quantised.SerializeToString() == before
    image = np.random.default_rng(1).integers(0, 256, (5, 12, 12, 3)).astype(np.uint8)
    (rough,), (back,) = (run(one, {"image": image}) for one in (quantised, plain))
    assert np.abs(rough - back).max() < 0.02


def test_float16_can_be_made_of_it(quantised: onnx.ModelProto) -> None:
    plain = dequantised(quantised)
    (exact,), (half,) = (run(one, {"image": bright(5)}) for one in (plain, fp16(plain)))
    assert np.abs(exact - half).max() < 2e-3


def test_a_value_that_stays_quantised_is_refused(quantised: onnx.ModelProto) -> None:
    broken = onnx.ModelProto()
    broken.CopyFrom(quantised)
    node = next(one for one in broken.graph.node if one.op_type == "QuantizeLinear")
    broken.graph.output.append(onnx.helper.make_tensor_value_info("left", onnx.TensorProto.UINT8, None))
    broken.graph.node.append(onnx.helper.make_node("Identity", [node.output[0]], ["left"]))
    with pytest.raises(ExportError, match="without being dequantised"):
        dequantised(broken)


def test_the_command_writes_each_precision_with_the_card_of_the_file(
    quantised: onnx.ModelProto, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("served")
    served = folder / "gender" / "3" / "model.onnx"
    save(quantised, served, CARD)
    write_served_variants([served.parent], folder / "exports")
    for precision in ("fp32", "fp16", "int8"):
        written = folder / "exports" / "gender" / "3" / f"{precision}.onnx"
        card = Card.of(onnx.load(written))
        assert (card.version, card.labels, card.precision) == (3, ["male", "female"], precision)
        assert open_network(written).task == "gender"
