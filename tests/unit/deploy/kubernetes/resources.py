"""What the overlays build, by `kubectl kustomize`."""

import functools
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from deploy.local.plan import ROOT

KUBERNETES = ROOT / "deploy" / "kubernetes"
MODEL_SERVICES = ("pose", "gender", "clothes")
OVERLAYS = ("cpu", "gpu")

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


def settings_of(overlay: str, process: str) -> dict[str, str]:
    """What a process, or all `model-services`, is given; kustomize puts a digest behind its name."""
    (found,) = (
        config["data"]
        for name, config in of_kind(overlay, "ConfigMap").items()
        if name.rpartition("-")[0] == process
    )
    return dict(found)


def containers(deployment: Resource) -> list[Resource]:
    """All containers of a Deployment's pods, those that run beside the process too."""
    pod = deployment["spec"]["template"]["spec"]
    return [*pod.get("initContainers", []), *pod["containers"]]
