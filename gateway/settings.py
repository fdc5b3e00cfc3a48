"""Settings of the gateway, read from the environment."""

import secrets
from pathlib import Path
from typing import Any

from pydantic import Field, FilePath, field_validator, model_validator

from serving.http.settings import HttpSettings


class GatewaySettings(HttpSettings):
    """Where the services are, what a photo may be, how long things may take."""

    pose_url: str = "http://127.0.0.1:8001"
    """The pose service."""

    gender_url: str | None = None
    """The gender service. Unset, gender is not read and all departments are searched."""

    clothes_url: str = "http://127.0.0.1:8003"
    """The clothes service."""

    recommender_url: str = "http://127.0.0.1:8004"
    """The recommender service."""

    secret_key: str = Field(default_factory=lambda: secrets.token_hex(32), min_length=16)
    """Signs the `query` tokens. Set it where several gateways serve one shop; unset, it is made at every
    start, and tokens from before are refused."""

    secret_key_file: FilePath | None = None
    """File that holds the secret key, and is believed rather than `secret_key`."""

    query_max_age_s: int = Field(default=24 * 3600, gt=0)
    """Seconds for which a `query` token can be asked with."""

    allowed_origins: tuple[str, ...] = ()
    """Origins of other sites whose pages may call this API (CORS), as a JSON list."""

    max_photo_bytes: int = Field(default=20 * 2**20, gt=0)
    """A longer photo is refused with 413."""

    max_pixels: int = Field(default=50_000_000, gt=0)
    """A photo with more pixels is refused with 413, before it is decoded."""

    longest_side: int = Field(default=1024, ge=224)
    """Pixels that a photo is reduced to: a head in a full-length photo still has the 150 that are read."""

    max_wait_s: float = Field(default=3.0, gt=0)
    """Seconds in which a photo should be answered; by the measured rate, what would take longer gets 503."""

    min_concurrent: int = Field(default=16, ge=1)
    """Photos in work that are let in however slow the answers are."""

    max_concurrent: int = Field(default=64, ge=1)
    """Photos in work that are let in however fast the answers are."""

    max_people: int = Field(default=6, ge=1)
    """People read with `people=all`, the main person first."""

    part_timeout_s: float = Field(default=2.5, gt=0)
    """Seconds that one service may take; a later answer counts as none."""

    worn_threshold: float = Field(default=0.5, ge=0, le=1)
    """A garment that is less probably worn is left out, unless it is the likeliest of all."""

    host: str = "127.0.0.1"
    """Address that `python -m gateway` listens on; `0.0.0.0` or `::` for all."""

    port: int = Field(default=8000, gt=0, lt=65536)
    """Port of the API and the page."""

    admin_port: int | None = Field(default=None, gt=0, lt=65536)
    """Port that alone answers `/metrics`, `/docs` and `/openapi.json`. Unset, `port` answers them too."""

    page: bool = True
    """Serve the page at `/` and the demo shop. With keys, the page calls by a cookie instead of one."""

    api_keys_file: Path | None = None
    """Names and digests of keys, as `python -m gateway.access NAME` makes them. Unset, everybody may call."""

    rate_per_key: str | None = None
    """Calls of one key, such as `20/second;600/minute`. Unset, there is no bound."""

    rate_per_address: str | None = None
    """Calls of one address (IPv6: /64). The address is the connection's, or what a proxy that
    `FORWARDED_ALLOW_IPS` names says in `X-Forwarded-For`."""

    redis_url: str | None = None
    """Where rates are counted for all gateways together. Unset, each counts for itself."""

    redis_password_file: Path | None = None
    """File that holds the password of Redis, and is believed rather than one in `redis_url`."""

    @model_validator(mode="before")
    @classmethod
    def _secret_key_from_file(cls, values: dict[str, Any]) -> dict[str, Any]:
        file = values.get("secret_key_file")
        if not file or not Path(file).is_file():
            return values
        return {**values, "secret_key": Path(file).read_text(encoding="utf-8").strip()}

    @field_validator(
        "gender_url",
        "secret_key_file",
        "api_keys_file",
        "rate_per_key",
        "rate_per_address",
        "redis_url",
        "redis_password_file",
        mode="before",
    )
    @classmethod
    def _unset(cls, value: object) -> object:
        return value or None
