"""Settings that every process has, read from the environment."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class HttpSettings(BaseSettings):
    """The HTTP shell of a process."""

    model_config = SettingsConfigDict(env_file=None, extra="ignore", frozen=True)

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """What is less is not logged."""

    max_body_bytes: int = Field(default=64 * 2**20, gt=0)
    """A longer request body is refused with 413. Raw pixels of a large photo are about 50 MB."""

    deadline_s: float = Field(default=10.0, gt=0)
    """Seconds after which a request is answered with 504. A caller's `X-Deadline-Ms` can shorten it."""

    drain_s: float = Field(default=0.5, ge=0)
    """Seconds from SIGTERM to the server's stop, in which every answer closes its connection."""
