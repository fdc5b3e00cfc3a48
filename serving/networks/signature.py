"""Whether a model file takes and gives what its task needs, found out before it serves."""

from collections.abc import Sequence
from typing import Protocol

from serving.errors import ModelRejected
from serving.inference.model import Model


class _Port(Protocol):
    """An input or output as ONNX Runtime describes it; an open axis is a name or None."""

    name: str
    type: str
    shape: list[int | str | None]


def require_input(model: Model, name: str, element: str, shape: Sequence[int | None]) -> None:
    """Raise `ModelRejected` unless the model has the one input `name` of this type and shape.

    Args:
        model: the file in question.
        name: of the input.
        element: as ONNX writes it, `uint8` or `float`.
        shape: None where the size may be any, and where a graph that leaves it open is as good.
    """
    ports = model.session.get_inputs()
    if [port.name for port in ports] != [name]:
        raise ModelRejected(f"{model.name}: inputs are {[port.name for port in ports]}, not ['{name}']")
    _require(model, ports[0], element, shape)


def require_output(model: Model, name: str, element: str, shape: Sequence[int | None]) -> None:
    """Raise `ModelRejected` unless the model has an output `name` of this type and shape."""
    ports = {port.name: port for port in model.session.get_outputs()}
    if name not in ports:
        raise ModelRejected(f"{model.name}: no output {name!r}, it has {sorted(ports)}")
    _require(model, ports[name], element, shape)


def require_labels(model: Model, labels: Sequence[str]) -> None:
    """Raise `ModelRejected` unless the file names exactly these labels in this order."""
    if model.labels != tuple(labels):
        raise ModelRejected(f"{model.name}: labels are {list(model.labels)}, not {list(labels)}")


def _require(model: Model, port: _Port, element: str, shape: Sequence[int | None]) -> None:
    fits = len(port.shape) == len(shape) and all(
        size is None or not isinstance(found, int) or found == size
        for found, size in zip(port.shape, shape, strict=False)
    )
    if port.type != f"tensor({element})" or not fits:
        raise ModelRejected(
            f"{model.name}: {port.name} is {port.type} {port.shape}, not tensor({element}) {list(shape)}"
        )
    if isinstance(port.shape[0], int):
        raise ModelRejected(f"{model.name}: {port.name} takes batches of {port.shape[0]} only")
