"""The network of an earlier run, to go on from: out of a checkpoint, or out of the file that is served."""

from pathlib import Path

from training.checkpoints import load_network
from training.errors import DataError
from training.exported_weights import exported_weights
from training.pose.network import LightPoseNetwork


def trained_network(path: Path) -> LightPoseNetwork:
    """The light network with the weights in `path`: a `.onnx` file of `export`, else a checkpoint of `train`.

    An exported float32 file gives back the very weights it was made from.

    Raises:
        DataError: there is no file at `path`, or it has not the tensors of this network.
    """
    if not path.is_file():
        raise DataError(f"weights to start from: no file {path}")
    network = LightPoseNetwork()
    if path.suffix != ".onnx":
        load_network(network, path)
        return network
    tensors = exported_weights(path)
    for name, expected in network.state_dict().items():
        if name not in tensors:
            raise DataError(f"{path}: tensor {name} is missing")
        if tensors[name].shape != expected.shape:
            raise DataError(
                f"{path}: {name} has shape {[*tensors[name].shape]}, expected {[*expected.shape]}"
            )
    network.load_state_dict({name: tensors[name] for name in network.state_dict()})
    return network
