"""The cluster's resources: by the published schemas, and what they promise."""

import functools
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from deploy.local.plan import ROOT, SERVICES, Plan
from gateway.__main__ import STOP_S
from gateway.settings import GatewaySettings
from services.recommender.settings import RecommenderSettings
from serving.http.settings import HttpSettings
from serving.inference.session import Device
from serving.settings import ModelSettings

KUBERNETES = ROOT / "deploy" / "kubernetes"
MODEL_SERVICES = ("pose", "gender", "clothes")
OVERLAYS = ("cpu", "gpu")
OLDEST, NEWEST = "1.30", "1.37"
"""Of the schemas: the first with `preStop.sleep`, and the last that is there."""

Resource = dict[str, Any]


@functools.cache
def built(overlay: str) -> tuple[Resource, ...]:
    """What `kubectl apply -k` would send."""
    if shutil.which("kubectl") is None:
        pytest.skip("kubectl is not installed")
    command = ["kubectl", "kustomize", str(KUBERNETES / "overlays" / overlay)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return tuple(yaml.safe_load_all(result.stdout))


def of_kind(overlay: str, kind: str) -> dict[str, Resource]:
    """The resources of one kind by their names."""
    return {resource["metadata"]["name"]: resource for resource in built(overlay) if resource["kind"] == kind}


def files() -> Iterator[Path]:
    """The files that hold whole resources."""
    for path in sorted(KUBERNETES.rglob("*.yaml")):
        if path.name != "kustomization.yaml" and path.parent.name not in {"patches", "gpu", "kubernetes"}:
            yield path


def containers(deployment: Resource) -> list[Resource]:
    """All containers of a Deployment's pods, those that run beside the process too."""
    pod = deployment["spec"]["template"]["spec"]
    return [*pod.get("initContainers", []), *pod["containers"]]


@pytest.mark.parametrize("path", list(files()), ids=lambda path: path.name)
def test_every_file_fits_the_published_schemas(path: Path) -> None:
    for resource in yaml.safe_load_all(path.read_text()):
        kubernetes_validate.validate(resource, OLDEST, strict=True)


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_what_is_built_fits_the_published_schemas(version: str) -> None:
    different = {yaml.safe_dump(resource): resource for overlay in OVERLAYS for resource in built(overlay)}

    for resource in different.values():
        kubernetes_validate.validate(resource, version, strict=True)


def test_the_schemas_refuse_what_does_not_fit() -> None:
    service = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "pose"}, "spec": {"prots": []}}

    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(service, NEWEST, strict=True)


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_process_is_deployed_scaled_reached_and_kept_from_all_leaving_at_once(overlay: str) -> None:
    selector = {name: {"app.kubernetes.io/name": name} for name in SERVICES}

    for kind in ("Deployment", "Service", "PodDisruptionBudget", "HorizontalPodAutoscaler"):
        assert of_kind(overlay, kind).keys() == set(SERVICES), kind
    for name in SERVICES:
        deployment = of_kind(overlay, "Deployment")[name]["spec"]
        labels = deployment["template"]["metadata"]["labels"]
        assert deployment["selector"]["matchLabels"] == selector[name]
        assert selector[name].items() <= labels.items()
        assert of_kind(overlay, "Service")[name]["spec"]["selector"] == selector[name]
        budget = of_kind(overlay, "PodDisruptionBudget")[name]["spec"]
        assert budget["selector"]["matchLabels"] == selector[name]
        scaler = of_kind(overlay, "HorizontalPodAutoscaler")[name]["spec"]
        assert (scaler["scaleTargetRef"]["kind"], scaler["scaleTargetRef"]["name"]) == ("Deployment", name)
        # the scaler's business: a number here would undo its work at every apply
        assert "replicas" not in deployment


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_processes_listen_where_they_are_expected(overlay: str) -> None:
    for name, port in Plan(8000).ports.items():
        (server,) = of_kind(overlay, "Deployment")[name]["spec"]["template"]["spec"]["containers"]
        assert {"name": "http", "containerPort": port} in server["ports"]
        for probe in ("startupProbe", "readinessProbe"):
            assert server[probe]["httpGet"] == {"path": "/readyz", "port": "http"}
        assert server["livenessProbe"]["httpGet"] == {"path": "/healthz", "port": "http"}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_a_pod_has_time_to_end_in_order(overlay: str) -> None:
    drain_s = HttpSettings.model_fields["drain_s"].default
    for name, deployment in of_kind(overlay, "Deployment").items():
        pod = deployment["spec"]["template"]["spec"]
        leaves_s = pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
        # 5 s in CoreDNS, and what the balancer takes to look and to forget
        assert leaves_s >= 5 + 1 + 1, name
        assert pod["terminationGracePeriodSeconds"] > leaves_s + drain_s + STOP_S, name


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_nothing_runs_as_root_or_writes_where_it_should_not(overlay: str) -> None:
    for name, deployment in of_kind(overlay, "Deployment").items():
        pod = deployment["spec"]["template"]["spec"]
        assert pod["securityContext"]["runAsNonRoot"], name
        assert pod["securityContext"]["runAsUser"] > 0, name
        assert pod["automountServiceAccountToken"] is False
        for container in containers(deployment):
            rights = container["securityContext"]
            assert rights["readOnlyRootFilesystem"], name
            assert not rights["allowPrivilegeEscalation"], name
            assert rights["capabilities"] == {"drop": ["ALL"]}, name
            assert "memory" in container["resources"]["limits"], name
    assert of_kind(overlay, "Namespace")["vitrine"]["metadata"]["labels"] == {
        "app.kubernetes.io/part-of": "vitrine",
        "pod-security.kubernetes.io/enforce": "restricted",
    }


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_pods_refer_to_is_there(overlay: str) -> None:
    page = (ROOT / "docs" / "operations.md").read_text()
    for deployment in of_kind(overlay, "Deployment").values():
        configs = [
            source["configMapRef"]["name"]
            for container in containers(deployment)
            for source in container.get("envFrom", [])
            if "configMapRef" in source
        ]
        for volume in deployment["spec"]["template"]["spec"]["volumes"]:
            if "configMap" in volume:
                configs.append(volume["configMap"]["name"])
            if "persistentVolumeClaim" in volume:
                claims = of_kind(overlay, "PersistentVolumeClaim")
                assert volume["persistentVolumeClaim"]["claimName"] in claims
            if "secret" in volume:
                # whoever runs the cluster makes it: the page says how
                assert f"create secret generic {volume['secret']['secretName']} " in page
        assert set(configs) <= of_kind(overlay, "ConfigMap").keys()


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_images_and_their_user_are_those_of_the_dockerfile(overlay: str) -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text()
    for deployment in of_kind(overlay, "Deployment").values():
        rights = deployment["spec"]["template"]["spec"]["securityContext"]
        assert f"USER {rights['runAsUser']}:{rights['runAsGroup']}\n" in dockerfile
        for container in containers(deployment):
            target = container["image"].removeprefix("vitrine-").partition(":")[0]
            assert re.search(rf"^FROM \S+ AS {target}$", dockerfile, re.MULTILINE), container["image"]


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_setting_is_one_that_the_process_reads(overlay: str) -> None:
    read = {
        "gateway": {*GatewaySettings.model_fields, "forwarded_allow_ips"},
        "model-services": set(ModelSettings.model_fields),
        "recommender": set(RecommenderSettings.model_fields),
    }
    seen = set()
    for name, settings in of_kind(overlay, "ConfigMap").items():
        kind = name.rpartition("-")[0]
        if kind != "balancer":
            seen.add(kind)
            assert {key.lower() for key in settings["data"]} <= read[kind], name
    assert seen == read.keys()


@pytest.mark.parametrize(("overlay", "device"), [("cpu", "cpu"), ("gpu", "cuda")])
def test_an_overlay_is_its_device(overlay: str, device: Device) -> None:
    (settings,) = (
        config["data"] for name, config in of_kind(overlay, "ConfigMap").items() if name.startswith("model-")
    )
    assert settings["DEVICE"] == device
    for name, deployment in of_kind(overlay, "Deployment").items():
        (server,) = deployment["spec"]["template"]["spec"]["containers"]
        wants_gpu = overlay == "gpu" and name in MODEL_SERVICES
        assert ("nvidia.com/gpu" in server["resources"]["limits"]) == wants_gpu, name
        if name in MODEL_SERVICES:
            # threads are counted from the limit
            assert "cpu" in server["resources"]["limits"], name


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_model_services_scale_by_their_queue(overlay: str) -> None:
    (settings,) = (
        config["data"] for name, config in of_kind(overlay, "ConfigMap").items() if name.startswith("model-")
    )
    max_batch = int(settings.get("MAX_BATCH", ModelSettings.model_fields["max_batch"].default))
    (rule,) = yaml.safe_load((KUBERNETES / "prometheus-adapter.yaml").read_text())["rules"]["custom"]
    for name in MODEL_SERVICES:
        queue, *others = of_kind(overlay, "HorizontalPodAutoscaler")[name]["spec"]["metrics"]
        assert rule["seriesQuery"].startswith(queue["pods"]["metric"]["name"] + "{")
        assert queue["pods"]["target"] == {"type": "AverageValue", "averageValue": str(max_batch // 2)}
        # and by the processor, where it computes
        assert [other["resource"]["name"] for other in others] == (["cpu"] if overlay == "cpu" else [])


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
    (settings,) = (
        config["data"]
        for name, config in of_kind(overlay, "ConfigMap").items()
        if name.startswith("gateway-")
    )
    balancer = (KUBERNETES / "base" / "haproxy.cfg").read_text()
    for name, port in Plan(8000).ports.items():
        if name != "gateway":
            assert settings[f"{name.upper()}_URL"] == f"http://127.0.0.1:{port}"
            assert f"listen {name}\n    bind 127.0.0.1:{port}\n" in balancer
            assert f'"{name}.${{POD_NAMESPACE}}.svc.${{CLUSTER_DOMAIN}}:{port}"' in balancer
