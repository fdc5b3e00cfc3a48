"""Prometheus and Grafana in Compose: only when asked for, and only for this machine."""

from typing import Any

import pytest
import yaml

from deploy.local.plan import ROOT

DEPLOY = ROOT / "deploy"


def services() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "docker-compose.observability.yml").read_text())["services"])


def test_the_whole_system_includes_them() -> None:
    whole = yaml.safe_load((DEPLOY / "docker-compose.yml").read_text())

    assert "docker-compose.observability.yml" in whole["include"]


@pytest.mark.parametrize("name", services())
def test_they_start_by_their_profile_alone(name: str) -> None:
    assert services()[name]["profiles"] == ["observability"]


@pytest.mark.parametrize("name", services())
def test_they_are_published_on_the_loopback_address_alone(name: str) -> None:
    for port in services()[name]["ports"]:
        assert port.startswith("127.0.0.1:")


@pytest.mark.parametrize("name", services())
def test_they_run_without_rights_on_a_file_system_that_refuses_writes(name: str) -> None:
    service = services()[name]

    assert not service["user"].startswith("0")
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("name", services())
def test_what_is_mounted_is_there_and_read_only(name: str) -> None:
    for volume in services()[name]["volumes"]:
        source, _, target = volume.partition(":")
        if source.startswith("."):
            assert (DEPLOY / source).is_dir()
            assert target.endswith(":ro")


def test_every_setting_is_in_the_example() -> None:
    example = (DEPLOY / ".env.example").read_text()
    text = (DEPLOY / "docker-compose.observability.yml").read_text()
    names = {part.partition(":-")[0] for part in text.split("${")[1:]}

    assert names == {
        "PROMETHEUS_IMAGE",
        "PROMETHEUS_PORT",
        "PROMETHEUS_RETENTION",
        "GRAFANA_IMAGE",
        "GRAFANA_PORT",
    }
    assert all(f"\n{name}=" in example for name in names)
