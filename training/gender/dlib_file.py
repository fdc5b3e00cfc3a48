"""The face network that dlib publishes (dlib_face_recognition_resnet_model_v1.dat, CC0), to start from."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.errors import DataError
from training.gender.residual import ResidualGenderNetwork


def load_published(network: ResidualGenderNetwork, file: Path) -> None:
    """Fill the convolutions; the dense layer stays as it is.

    Each convolution has its kernel and its shifts in the file, then the scales and offsets of what follows.

    Raises:
        DataError: it is not that file.
    """
    content, position = _content(file), 0
    for convolution in network.convolutions():
        outputs, weights = len(convolution.weight), convolution.weight.numel()
        arrays = []
        for size in (weights + outputs, 2 * outputs):
            array, position = _tensor(file, content, position, size)
            arrays.append(torch.from_numpy(array))
        kernel, shift = arrays[0][:weights], arrays[0][weights:]
        scale, offset = arrays[1].chunk(2)
        assert convolution.bias is not None
        with torch.no_grad():
            convolution.weight.copy_(kernel.view_as(convolution.weight) * scale.view(-1, 1, 1, 1))
            convolution.bias.copy_(shift * scale + offset)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DataError(f"{file}: cannot be read: {error.strerror}") from error


def _tensor(file: Path, content: bytes, after: int, size: int) -> tuple[NDArray[np.float32], int]:
    """The next array of this size, float32, and where it ends; what is between two describes the layers.

    A tensor is its format (2), its four dimensions, and float32, little-endian (dlib/cuda/tensor.h).
    """
    head = b"".join(integer(value) for value in (2, size, 1, 1, 1))
    start = content.find(head, after) + len(head)
    end = start + 4 * size
    if start < len(head) or end > len(content):
        raise DataError(f"{file}: is not dlib's face network: no {size} numbers after byte {after}")
    return np.frombuffer(content, "<f4", size, start).astype(np.float32), end


def integer(value: int) -> bytes:
    """An integer > 0 as in dlib/serialize.h: how many bytes it takes, and these, the lowest first."""
    digits = value.to_bytes((value.bit_length() + 7) // 8, "little")
    return bytes([len(digits)]) + digits
