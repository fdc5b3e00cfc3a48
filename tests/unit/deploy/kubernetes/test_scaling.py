"""Replicas: of which processes, by what, on which device."""

import pytest
import yaml

from deploy.local.plan import SERVICES
from serving.inference.device import Device
from serving.settings import ModelSettings
from tests.unit.deploy.kubernetes.resources import KUBERNETES, MODEL_SERVICES, OVERLAYS, of_kind, settings_of


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


@pytest.mark.parametrize(("overlay", "device"), [("cpu", "cpu"), ("gpu", "cuda")])
def test_an_overlay_is_its_device(overlay: str, device: Device) -> None:
    settings = settings_of(overlay, "model-services")
    assert settings["DEVICE"] == device
    for name, deployment in of_kind(overlay, "Deployment").items():
        (server,) = deployment["spec"]["template"]["spec"]["containers"]
        wants_gpu = overlay == "gpu" and name in MODEL_SERVICES
        assert ("nvidia.com/gpu" in server["resources"]["limits"]) == wants_gpu, name
        if name in MODEL_SERVICES:
            # inferences at a time are counted from the limit
            assert "cpu" in server["resources"]["limits"], name


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_model_services_scale_by_their_queue(overlay: str) -> None:
    settings = settings_of(overlay, "model-services")
    max_batch = int(settings.get("MAX_BATCH", ModelSettings.model_fields["max_batch"].default))
    (rule,) = yaml.safe_load((KUBERNETES / "prometheus-adapter.yaml").read_text())["rules"]["custom"]
    for name in MODEL_SERVICES:
        queue, *others = of_kind(overlay, "HorizontalPodAutoscaler")[name]["spec"]["metrics"]
        assert rule["seriesQuery"].startswith(queue["pods"]["metric"]["name"] + "{")
        assert queue["pods"]["target"] == {"type": "AverageValue", "averageValue": str(max_batch // 2)}
        # and by the processor, where it computes
        assert [other["resource"]["name"] for other in others] == (["cpu"] if overlay == "cpu" else [])


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_balancer_has_a_place_for_every_replica(overlay: str) -> None:
    balancer = (KUBERNETES / "base" / "haproxy.cfg").read_text()
    for name, scaler in of_kind(overlay, "HorizontalPodAutoscaler").items():
        if name != "gateway":
            assert f"server-template {name} {scaler['spec']['maxReplicas']} " in balancer
