"""The gateway does what its OpenAPI document says, whatever is sent."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.schemas import BaseSchema

from tests.stack import Stack

load_all_checks()
NAMES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
CONFORMANCE: list[Any] = CHECKS.get_by_names(NAMES)
"""No 5xx, and no status, media type or body that is not documented."""


@pytest.fixture(scope="session")
def api(stack: Stack) -> BaseSchema:
    return schemathesis.openapi.from_url(f"{stack.url}/openapi.json")


schema = schemathesis.pytest.from_fixture("api")


@pytest.mark.timeout(240)
@schema.parametrize()
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_undocumented_is_answered(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=CONFORMANCE)
