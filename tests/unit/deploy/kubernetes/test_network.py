"""Who reaches whom, and through what."""

import os
import subprocess

import pytest

from deploy.local.plan import SERVICES, Plan
from tests.unit.deploy.kubernetes.resources import KUBERNETES, OVERLAYS, of_kind, settings_of


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_only_the_gateway_is_reached_from_outside(overlay: str) -> None:
    policies = of_kind(overlay, "NetworkPolicy")
    assert policies["deny-all"]["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}

    (rule,) = of_kind(overlay, "Ingress")["gateway"]["spec"]["rules"]
    assert [path["backend"]["service"]["name"] for path in rule["http"]["paths"]] == ["gateway"]
    for name, policy in policies.items():
        for way in policy["spec"].get("ingress", []):
            for source in way["from"]:
                namespace = source.get("namespaceSelector", {}).get("matchLabels", {})
                if "ingress-nginx" in namespace.values():
                    assert policy["spec"]["podSelector"]["matchLabels"] == {
                        "app.kubernetes.io/name": "gateway"
                    }, name
                    assert way["ports"] == [{"protocol": "TCP", "port": "http"}], name
    assert all(
        of_kind(overlay, "Service")[name]["spec"]["clusterIP"] == "None"
        for name in SERVICES
        if name != "gateway"
    )


def test_the_balancers_configuration_is_haproxys() -> None:
    result = subprocess.run(
        ["haproxy", "-c", "-f", str(KUBERNETES / "base" / "haproxy.cfg")],
        env={**os.environ, "POD_NAMESPACE": "vitrine", "CLUSTER_DOMAIN": "cluster.local"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_gateways_addresses_are_the_balancers(overlay: str) -> None:
    settings = settings_of(overlay, "gateway")
    balancer = (KUBERNETES / "base" / "haproxy.cfg").read_text()
    for name, port in Plan(8000).ports.items():
        if name != "gateway":
            assert settings[f"{name.upper()}_URL"] == f"http://127.0.0.1:{port}"
            assert f"listen {name}\n    bind 127.0.0.1:{port}\n" in balancer
            assert f'"{name}.${{POD_NAMESPACE}}.svc.${{CLUSTER_DOMAIN}}:{port}"' in balancer
