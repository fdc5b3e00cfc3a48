"""One loaded ONNX file, and what it says about itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import onnxruntime as ort
from numpy.typing import NDArray

from contracts.model import Measurement, ModelInfo


@dataclass(frozen=True)
class Model:
    """A session and the metadata of its file; safe to run from several threads."""

    name: str
    version: int
    sha256: str
    session: ort.InferenceSession
    metadata: Mapping[str, str]

    @property
    def identifier(self) -> str:
        """Name and version, as answers name it: `pose@1`."""
        return f"{self.name}@{self.version}"

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the outputs, in their order; empty where the file names none."""
        return tuple(json.loads(self.metadata.get("labels", "[]")))

    def run(self, **inputs: NDArray[Any]) -> dict[str, NDArray[Any]]:
        """All outputs by name. The GIL is free while it runs."""
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, inputs), strict=True))

    def info(self) -> ModelInfo:
        """What `GET /v1/model` tells."""
        measured = json.loads(self.metadata.get("measured", "[]"))
        return ModelInfo(
            name=self.name,
            version=self.version,
            sha256=self.sha256,
            task=self.metadata.get("task", ""),
            labels=list(self.labels),
            provider=self.session.get_providers()[0],
            precision=self.metadata.get("precision", "fp32"),
            trained_on=self.metadata.get("trained_on", ""),
            licence=self.metadata.get("licence", ""),
            measured=[Measurement.model_validate(entry) for entry in measured],
        )


Models = Mapping[str, Model]
"""The models of one task by their names, taken together so that they fit each other."""
