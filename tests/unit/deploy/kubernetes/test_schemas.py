"""Every resource fits the schemas that Kubernetes publishes."""

from collections.abc import Iterator
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from tests.unit.deploy.kubernetes.resources import KUBERNETES, OVERLAYS, built

OLDEST, NEWEST = "1.30", "1.37"
"""Of the schemas: the first with `preStop.sleep`, and the last that is there."""


def files() -> Iterator[Path]:
    """The files that hold whole resources."""
    for path in sorted(KUBERNETES.rglob("*.yaml")):
        if path.name != "kustomization.yaml" and path.parent.name not in {"patches", "gpu", "kubernetes"}:
            yield path


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
