"""Pods: where they listen, how they end, what they may do, and what they are given."""

import re

import pytest
import yaml

from deploy.local.plan import ROOT, Plan
from gateway.__main__ import STOP_S
from gateway.settings import GatewaySettings
from services.recommender.settings import RecommenderSettings
from serving.settings import ModelSettings
from tests.unit.deploy.kubernetes.resources import KUBERNETES, OVERLAYS, containers, of_kind, settings_of


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
    drain_s = max(
        float(settings_of(overlay, process)["DRAIN_S"])
        for process in ("gateway", "model-services", "recommender")
    )
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


def test_pictures_are_opened_where_no_key_of_the_catalog_is() -> None:
    _, job = yaml.safe_load_all((KUBERNETES / "jobs" / "catalog-import.yaml").read_text())
    pod = job["spec"]["template"]["spec"]
    (pictures,), (importing,) = pod["initContainers"], pod["containers"]
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text()
    for container, target in ((pictures, "pictures"), (importing, "catalog")):
        assert container["image"] == f"vitrine-{target}:1"
        stage = dockerfile.partition(f" AS {target}\n")[2].partition("\nFROM ")[0]
        assert "READINGS_FILE=/readings/" in stage, "where the volume is mounted"
    assert pictures["args"] == importing["args"]
    assert not {"env", "envFrom"} & pictures.keys()
    mounts = {mount["name"]: mount.get("readOnly", False) for mount in importing["volumeMounts"]}
    assert mounts == {"readings": True, "tmp": False}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_every_setting_is_one_that_the_process_reads(overlay: str) -> None:
    read = {
        "gateway": {*GatewaySettings.model_fields, "forwarded_allow_ips"},
        "model-services": set(ModelSettings.model_fields),
        "recommender": set(RecommenderSettings.model_fields),
    }
    for process, fields in read.items():
        given = {key.lower() for key in settings_of(overlay, process)}
        assert given <= fields | {"otel_exporter_otlp_endpoint"}, process
