from pathlib import Path

import pytest
from onnx import TensorProto, helper

from serving.errors import ModelRejected
from serving.inference.model import Model
from serving.inference.session import load
from serving.networks.signature import require_input, require_labels, require_output
from tests.unit.serving.networks.tiny_models import save


def copying(folder: Path, batch: int | str) -> Model:
    """A model that gives `image` `[batch, 8]` back as `copy`."""
    graph = helper.make_graph(
        [helper.make_node("Identity", ["image"], ["copy"])],
        "copying",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [batch, 8])],
        [helper.make_tensor_value_info("copy", TensorProto.FLOAT, [batch, 8])],
    )
    return load(save(graph, folder / "copying" / "3", {"labels": '["one", "two"]'}), threads=1)


def test_a_model_that_fits_passes(tmp_path: Path) -> None:
    model = copying(tmp_path, "N")
    require_input(model, "image", "float", (None, 8))
    require_input(model, "image", "float", (None, None))
    require_output(model, "copy", "float", (None, 8))
    require_labels(model, ("one", "two"))


@pytest.mark.parametrize(
    ("name", "element", "shape", "reason"),
    [
        ("picture", "float", (None, 8), r"inputs are \['image'\], not \['picture'\]"),
        ("image", "uint8", (None, 8), r"image is tensor\(float\) \['N', 8\], not tensor\(uint8\)"),
        (
            "image",
            "float",
            (None, 9),
            r"image is tensor\(float\) \['N', 8\], not tensor",
        ),
        ("image", "float", (None, 8, 1), "image is"),
    ],
)
def test_another_input_is_rejected(
    tmp_path: Path, name: str, element: str, shape: tuple[int | None, ...], reason: str
) -> None:
    with pytest.raises(ModelRejected, match=f"copying: {reason}"):
        require_input(copying(tmp_path, "N"), name, element, shape)


def test_a_missing_output_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(ModelRejected, match="no output 'answer', it has"):
        require_output(copying(tmp_path, "N"), "answer", "float", (None, 8))


def test_a_batch_of_fixed_size_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(ModelRejected, match="takes batches of 1 only"):
        require_input(copying(tmp_path, 1), "image", "float", (None, 8))


def test_labels_in_another_order_are_rejected(tmp_path: Path) -> None:
    with pytest.raises(ModelRejected, match="labels are"):
        require_labels(copying(tmp_path, "N"), ("two", "one"))
