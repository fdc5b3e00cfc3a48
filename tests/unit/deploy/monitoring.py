"""What Prometheus evaluates: the queries of the alert rules and of the dashboard."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from deploy.local.plan import ROOT

PROMETHEUS = ROOT / "deploy" / "prometheus"
DASHBOARD = ROOT / "deploy" / "grafana" / "dashboards" / "vitrine.json"


def alerts() -> list[dict[str, Any]]:
    """Every alert rule."""
    groups = yaml.safe_load((PROMETHEUS / "rules" / "vitrine.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    """Every panel of the dashboard that shows something."""
    return [panel for panel in json.loads(DASHBOARD.read_text())["panels"] if panel["type"] != "row"]


def queries() -> Iterator[tuple[str, str]]:
    """Where a query stands, and the query, with a fixed range where Grafana would choose one."""
    for alert in alerts():
        yield f"alert {alert['alert']}", alert["expr"]
    for panel in panels():
        for target in panel["targets"]:
            yield f"panel {panel['title']!r}", target["expr"].replace("$__rate_interval", "1m")


def anchors(page: Path) -> set[str]:
    """The anchors that a rendered Markdown page has for its headings."""
    headings = [line.lstrip("#").strip() for line in page.read_text().splitlines() if line.startswith("#")]
    kept = ["".join(c for c in heading.lower() if c.isalnum() or c in " -_") for heading in headings]
    return {heading.replace(" ", "-") for heading in kept}
