"""What cannot be used is told in one line before anything is served."""

import pytest

from gateway.__main__ import main


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("LOG_LEVEL", "loud", "log_level"),
        ("ALLOWED_ORIGINS", "https://shop.example", "allowed_origins"),
        ("MAX_PHOTO_BYTES", "0", "max_photo_bytes"),
        ("RATE_PER_KEY", "often", "RATE_PER_KEY: 'often' is not like"),
        ("API_KEYS_FILE", "/nowhere", "API_KEYS_FILE: /nowhere cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match=f"^the gateway cannot start: (.|\n)*{told}"):
        main()
