import pytest
from structlog.testing import CapturingLogger


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> CapturingLogger:
    capturing = CapturingLogger()
    monkeypatch.setattr("serving.inference.store.log", capturing)
    return capturing
