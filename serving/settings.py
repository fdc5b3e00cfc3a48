"""Settings of a model service, read from the environment."""

from pathlib import Path

from pydantic import Field, field_validator

from serving.http.settings import HttpSettings
from serving.inference.device import Device


class ModelSettings(HttpSettings):
    """What every model service can be told."""

    models_dir: Path = Path("models")
    """The model repository: `<name>/<version>/model.onnx`."""

    model_version: int | None = None
    """Serve this version only; unset, the highest that fits."""

    model_poll_s: float = Field(default=2.0, gt=0)
    """Seconds between two looks at the repository."""

    device: Device = "auto"
    """`cpu`, `cuda` or `tensorrt` is what it runs on, or it does not start; `auto` takes CUDA if this build
    of the runtime has it."""

    threads: int = Field(default=1, ge=1)
    """Threads of one inference on a CPU. As many run at a time as the container's quota has cores for."""

    max_batch: int = Field(default=4, ge=1)
    """Most items that a GPU computes together. A CPU computes one in each of its inferences."""

    max_waiting: int = Field(default=64, ge=1)
    """Most items in the queue; what is over it is answered 503."""

    max_wait_s: float = Field(default=0.6, gt=0)
    """Seconds in which a request should be answered; by the measured rate, what would take longer is answered
    503 at once."""

    min_requests: int = Field(default=16, ge=1)
    """Requests that are let in at a time however slow the answers are: what one or two gateways send."""

    max_pixels: int = Field(default=50_000_000, gt=0)
    """Most pixels of a photo, checked before it is decoded."""

    @field_validator("model_version", mode="before")
    @classmethod
    def _unset(cls, value: object) -> object:
        return None if value == "" else value
