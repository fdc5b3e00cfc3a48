"""The gateway does what its OpenAPI document says, whatever is sent."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.result import Ok

from tests.stack import Stack
from tests.waiting import PATIENCE_S

load_all_checks()
CONFORMANCE: list[Any] = CHECKS.get_by_names(
    (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    )
)
"""No 5xx, and no status, media type or body that is not documented."""


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_undocumented_is_answered(stack: Stack, mode: GenerationMode) -> None:
    document = schemathesis.openapi.from_url(f"{stack.url}/openapi.json")
    checked = []
    for loaded in document.get_all_operations():
        assert isinstance(loaded, Ok)
        operation = loaded.ok()
        if mode is GenerationMode.NEGATIVE and not (operation.body or any(operation.iter_parameters())):
            continue  # nothing can be wrong with a request that has no parts
        cases = operation.as_strategy(generation_mode=mode)

        @given(case=cases)
        @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def check(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=CONFORMANCE, timeout=PATIENCE_S)

        check()
        checked.append(operation.label)
    assert "POST /v1/recommendations" in checked
    assert "POST /v1/search" in checked
