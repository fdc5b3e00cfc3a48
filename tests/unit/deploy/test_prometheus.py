"""The scrape configurations, the alert rules and their runbooks."""

import subprocess
from pathlib import Path

import yaml

from deploy.local.plan import ROOT, Plan
from tests.unit.deploy.monitoring import PROMETHEUS, alerts, anchors

RULE_TESTS = PROMETHEUS / "tests" / "vitrine_test.yml"


def promtool(*arguments: str) -> None:
    result = subprocess.run(["promtool", *arguments], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_prometheus_takes_its_configuration() -> None:
    promtool("check", "config", str(PROMETHEUS / "prometheus.yml"))


def test_prometheus_takes_the_clusters_configuration(tmp_path: Path) -> None:
    config = yaml.safe_load((PROMETHEUS / "kubernetes.yml").read_text())
    config["rule_files"] = [str(PROMETHEUS / "rules" / "vitrine.yml")]
    for job in config["scrape_configs"]:
        # Debian builds Prometheus without this discovery; what is done with its labels is checked
        assert [discovery["role"] for discovery in job.pop("kubernetes_sd_configs")] == ["pod"]
    path = tmp_path / "prometheus.yml"
    path.write_text(yaml.safe_dump(config))

    promtool("check", "config", str(path))


def test_every_process_is_scraped_where_it_answers_metrics() -> None:
    config = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())
    scraped = {
        job["job_name"]: (discovery["names"], discovery["port"])
        for job in config["scrape_configs"]
        for discovery in job["dns_sd_configs"]
    }
    ports = Plan(8000).ports

    # the gateway by its ADMIN_PORT, the balancer by a port of its own
    assert scraped == {
        **{service: ([service], port) for service, port in ports.items()},
        "gateway": (["gateway"], 9000),
        "balancer": (["balancer"], 8404),
    }


def test_alerts_rise_when_they_should_and_only_then() -> None:
    promtool("test", "rules", str(RULE_TESTS))


def test_every_alert_is_seen_rising() -> None:
    tests = yaml.safe_load(RULE_TESTS.read_text())["tests"]
    risen = {
        check["alertname"]
        for test in tests
        for check in test.get("alert_rule_test", [])
        if check["exp_alerts"]
    }

    assert risen == {alert["alert"] for alert in alerts()}


def test_every_alert_says_how_bad_it_is_and_what_to_do() -> None:
    for alert in alerts():
        page, _, anchor = alert["annotations"]["runbook"].partition("#")
        assert alert["labels"]["severity"] in {"page", "ticket"}
        assert anchor in anchors(ROOT / page), alert["alert"]
