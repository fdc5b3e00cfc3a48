import sys

import pytest
from fastapi import FastAPI

from serving.http.tracing import ENDPOINTS, install_tracing


def test_without_a_collector_nothing_is_traced(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENDPOINTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delitem(sys.modules, "opentelemetry.sdk.trace", raising=False)
    app = FastAPI()
    install_tracing(app, "pose")()
    assert app.user_middleware == []
    assert "opentelemetry.sdk.trace" not in sys.modules
