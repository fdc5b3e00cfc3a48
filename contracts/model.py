"""What a model service tells about the files that it serves (`GET /v1/model`)."""

from contracts.geometry import Body


class Measurement(Body):
    """An accuracy that a model file claims for itself."""

    set: str
    metric: str
    value: float
    count: int


class ModelInfo(Body):
    """One served model file."""

    name: str
    version: int
    sha256: str
    task: str
    labels: list[str]
    provider: str
    precision: str
    trained_on: str
    licence: str
    measured: list[Measurement]


class RejectedModel(Body):
    """A model file that was seen and not taken."""

    name: str
    version: int
    reason: str


class ModelResponse(Body):
    """All models of one service, and the files it refused."""

    models: list[ModelInfo]
    rejected: list[RejectedModel]
