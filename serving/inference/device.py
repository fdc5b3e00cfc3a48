"""Where networks run: a name that needs no ONNX Runtime to be read."""

from typing import Literal

Device = Literal["auto", "cpu", "cuda", "tensorrt"]
