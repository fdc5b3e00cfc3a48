"""Every metric and label that a rule or a panel asks for is one that the running processes export."""

import re
from typing import TypeVar

import httpx
import promql_parser
import pytest
from prometheus_client.parser import text_string_to_metric_families
from promql_parser import AggregateExpr, Expr, MatchOp, VectorSelector

from deploy.local.plan import ROOT, SERVICES
from tests.stack import Stack
from tests.unit.deploy.monitoring import queries
from tests.waiting import get

PHOTO = ROOT / "gateway" / "web" / "samples" / "blazer-and-jeans.webp"

TARGET = {"job", "instance"}
"""Labels that Prometheus gives to everything that it scrapes, its own `up` included."""

Exported = dict[str, dict[str, set[str]]]
"""Process to name of a sample to its labels."""

Kind = TypeVar("Kind", bound=Expr)


@pytest.fixture(scope="module")
def exported(stack: Stack, client: httpx.Client) -> Exported:
    with PHOTO.open("rb") as photo:
        client.post("/v1/recommendations", files={"photo": photo}).raise_for_status()
    samples: Exported = {}
    for service in SERVICES:
        text = get(f"{stack.plan.url(service)}/metrics").text
        samples[service] = {"up": TARGET} | {
            sample.name: TARGET | sample.labels.keys()
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }
    return samples


@pytest.mark.parametrize(("where", "query"), list(queries()))
def test_what_is_asked_for_is_exported(exported: Exported, where: str, query: str) -> None:
    parsed = promql_parser.parse(query)
    assert parts(parsed, VectorSelector), where

    for aggregate in [parsed, *parts(parsed, AggregateExpr)]:
        by = aggregate.modifier if isinstance(aggregate, AggregateExpr) else None
        for selector in parts(aggregate, VectorSelector):
            jobs = [job for job in exported if wanted(selector, "job", job)]
            having = [exported[job][selector.name] for job in jobs if selector.name in exported[job]]
            used = {matcher.name for matcher in selector.matchers.matchers} | set(by.labels if by else ())
            assert any(used <= labels for labels in having), f"{where}: no {selector.name} with {used}"


def parts(query: Expr, kind: type[Kind]) -> list[Kind]:
    """Every part of a parsed query that is of a kind."""
    found: list[Kind] = []

    def note(part: Expr) -> None:
        if isinstance(part, kind):
            found.append(part)

    promql_parser.walk(query, pre_visit=note)
    return found


def wanted(selector: VectorSelector, label: str, value: str) -> bool:
    """Whether a selector takes what has this value of a label."""
    for matcher in selector.matchers.matchers:
        if matcher.name == label:
            regular = matcher.op in (MatchOp.Re, MatchOp.NotRe)
            matches = re.fullmatch(matcher.value, value) is not None if regular else matcher.value == value
            if matches is (matcher.op in (MatchOp.NotEqual, MatchOp.NotRe)):
                return False
    return True
