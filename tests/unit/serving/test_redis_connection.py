import asyncio
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from services.recommender.settings import RecommenderSettings
from serving.redis_connection import PasswordFile, connect


def options(url: str, password_file: Path | None = None) -> dict[str, Any]:
    connections: dict[str, Any] = connect(url, password_file).connection_pool.connection_kwargs
    return connections


def test_the_address_says_everything() -> None:
    found = options("redis://shop:secret@cache:6380/2")
    assert {name: found[name] for name in ("host", "port", "db", "username", "password")} == {
        "host": "cache",
        "port": 6380,
        "db": 2,
        "username": "shop",
        "password": "secret",
    }


def test_a_password_in_a_file_is_read_for_every_connection(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("first\n")
    found = options("redis://shop:old@cache/0", file)
    assert "password" not in found
    assert "username" not in found
    provider = found["credential_provider"]
    assert provider.get_credentials() == ("shop", "first")
    file.write_text("second")
    assert asyncio.run(provider.get_credentials_async()) == ("shop", "second")
    assert PasswordFile(file, None).get_credentials() == ("second",)


def test_no_address_of_redis_is_said_at_the_start() -> None:
    with pytest.raises(ValueError, match="redis://"):
        connect("http://cache")


def test_settings_that_are_empty_are_unset_and_a_file_must_be_there(tmp_path: Path) -> None:
    settings = RecommenderSettings.model_validate({"redis_url": "", "redis_password_file": ""})
    assert settings.redis_url is None
    assert settings.redis_password_file is None
    with pytest.raises(ValidationError, match="redis_password_file"):
        RecommenderSettings.model_validate({"redis_password_file": tmp_path / "missing"})
