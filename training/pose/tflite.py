"""Running a TensorFlow Lite file: the form in which the teachers are published."""

from pathlib import Path
from typing import Any

import numpy as np
from ai_edge_litert.interpreter import Interpreter  # type: ignore[import-untyped]
from numpy.typing import NDArray

from training.errors import DataError


class TfliteModel:
    """One model, one input; called with that input it gives the outputs in the file's order."""

    def __init__(self, path: Path) -> None:
        """Load the file at `path`; DataError if there is none."""
        if not path.is_file():
            raise DataError(f"teacher: no file {path}")
        self._interpreter: Any = Interpreter(model_path=str(path), num_threads=1)
        self._interpreter.allocate_tensors()
        self._input: int = self._interpreter.get_input_details()[0]["index"]
        self._outputs: list[int] = [output["index"] for output in self._interpreter.get_output_details()]
        self.output_names: list[str] = [output["name"] for output in self._interpreter.get_output_details()]

    def __call__(self, values: NDArray[Any]) -> list[NDArray[np.float32]]:
        """All outputs for `values`, which has the shape and the dtype of the file's input."""
        self._interpreter.set_tensor(self._input, values)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(output) for output in self._outputs]
