"""What the containers may and may not do, and what is in them."""

import json
import shutil
import subprocess

import pytest

from tests.compose.system import OPERATIONS_PORTS, TAG, System, run
from tests.waiting import get

pytestmark = pytest.mark.compose

IMAGES = ("gateway", "pose", "gender", "clothes", "recommender", "pictures", "catalog", "balancer")
MOST_BYTES = 450_000_000

TOOLS = ("gcc", "cc", "c++", "ld", "make", "pip", "pip3")

_REACH = """
import socket, sys
for place in sys.argv[1:]:
    host, port = place.rsplit(":", 1)
    try:
        socket.create_connection((host, int(port)), timeout=2).close()
        print(place)
    except OSError:
        pass
"""


def test_only_the_gateway_is_published(system: System) -> None:
    published = {
        (container["Config"]["Labels"]["com.docker.compose.service"], port)
        for container in system.containers()
        for port, bindings in container["NetworkSettings"]["Ports"].items()
        if bindings
    }
    assert published == {("gateway", "8000/tcp")}
    assert get(f"{system.url}/readyz").is_success


def test_no_container_is_reachable_from_another_network(system: System) -> None:
    ports = {**OPERATIONS_PORTS, "balancer": 8404, "redis": 6379}
    places = [
        f"{network['IPAddress']}:{ports[container['Config']['Labels']['com.docker.compose.service']]}"
        for container in system.containers()
        if container["State"]["Running"]
        for network in container["NetworkSettings"]["Networks"].values()
    ]
    assert len(places) > len(ports)
    outsider = ("docker", "run", "--rm", "--network", "bridge", f"vitrine-gateway:{TAG}")
    assert run(*outsider, "python", "-c", _REACH, *places) == ""
    # the same look from inside finds them
    (balancer,) = system.replicas("balancer")
    assert run("docker", "exec", balancer, "python3", "-c", _REACH, *places) != ""


def test_metrics_and_documentation_are_not_on_the_public_port(system: System) -> None:
    for path in ("/metrics", "/docs", "/openapi.json"):
        assert get(f"{system.url}{path}").status_code == 404


def test_nothing_runs_as_root_and_nothing_can_be_written(system: System) -> None:
    for container in system.containers():
        name = container["Name"]
        assert container["Config"]["User"] not in {"", "0", "root"}, name
        assert container["HostConfig"]["ReadonlyRootfs"], name
        assert container["HostConfig"]["CapDrop"] == ["ALL"], name
        if not container["State"]["Running"]:
            continue
        assert run("docker", "exec", container["Id"], "id", "-u").strip() != "0", name
        for path in ("/new", "/usr/bin/new", "/etc/new", "/app/new"):
            touch = ["docker", "exec", container["Id"], "touch", path]
            assert subprocess.run(touch, capture_output=True, check=False).returncode != 0, f"{name} {path}"


def test_networks_are_mounted_read_only(system: System) -> None:
    for service in ("pose", "gender", "clothes"):
        for replica in system.replicas(service):
            (mount,) = (
                m for m in json.loads(run("docker", "inspect", replica))[0]["Mounts"] if m["RW"] is False
            )
            assert mount["Destination"] == "/models"


def test_what_opens_pictures_and_what_writes_the_catalog_are_apart(system: System) -> None:
    ended = {
        container["Config"]["Labels"]["com.docker.compose.service"]: container
        for container in system.containers()
    }
    pictures, catalog = ended["pictures"], ended["catalog"]
    assert catalog["HostConfig"]["NetworkMode"] == "none"
    written = {
        name: {mount["Destination"] for mount in container["Mounts"] if mount["RW"]}
        for name, container in (("pictures", pictures), ("catalog", catalog))
    }
    assert written == {"pictures": {"/readings"}, "catalog": {"/catalog"}}
    for image, absent in (("pictures", ("lancedb", "pyarrow")), ("catalog", ("cv2", "PIL", "onnxruntime"))):
        look = f"import importlib.util as u; print(*filter(u.find_spec, {absent}))"
        command = ("docker", "run", "--rm", "--network", "none", f"vitrine-{image}:{TAG}")
        assert run(*command, "python", "-c", look).split() == [], image


def test_a_second_start_reads_and_imports_nothing(system: System) -> None:
    for job in ("pictures", "catalog"):
        assert system.compose("run", "--rm", "--no-deps", "-T", job) == "", job


def test_no_secret_is_in_an_environment_or_a_command(system: System) -> None:
    (redis,) = system.replicas("redis")
    password = run("docker", "exec", redis, "cat", "/run/vitrine/redis_password").strip()
    assert len(password) == 64
    shown = json.dumps(system.containers()) + "".join(
        run("docker", "top", container["Id"])
        for container in system.containers()
        if container["State"]["Running"]
    )
    assert password not in shown


def test_redis_is_a_bounded_cache_with_a_password(system: System) -> None:
    (redis,) = system.replicas("redis")

    def ask(command: str) -> str:
        shell = f'REDISCLI_AUTH="$(cat /run/vitrine/redis_password)" redis-cli {command}'
        return run("docker", "exec", redis, "sh", "-c", shell)

    assert ask("config get maxmemory-policy").split() == ["maxmemory-policy", "volatile-lfu"]
    assert int(ask("config get maxmemory").split()[1]) == 256 * 2**20
    assert ask("config get appendonly").split() == ["appendonly", "no"]
    assert ask("config get save").split() == ["save"]
    assert int(ask("dbsize")) > 0
    assert "NOAUTH" in run("docker", "exec", redis, "redis-cli", "ping")


@pytest.mark.parametrize("image", IMAGES)
def test_an_image_is_small_and_has_no_compiler(system: System, image: str) -> None:  # noqa: ARG001  # builds it
    name = f"vitrine-{image}:{TAG}"
    (inspected,) = json.loads(run("docker", "image", "inspect", name))
    labels = inspected["Config"]["Labels"]
    assert labels["org.opencontainers.image.title"]
    assert labels["org.opencontainers.image.description"]
    look = f"for tool in {' '.join(TOOLS)}; do command -v $tool; done; true"
    assert run("docker", "run", "--rm", "--network", "none", name, "sh", "-c", look) == ""
    assert inspected["Size"] <= MOST_BYTES


def test_a_device_that_is_not_there_is_one_clear_line(system: System) -> None:
    models = ("--volume", f"{system.models}:/models:ro", "--env", "DEVICE=cuda")
    command = ["docker", "run", "--rm", "--network", "none", *models, f"vitrine-pose:{TAG}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode != 0
    (line,) = (done.stdout + done.stderr).splitlines()
    assert "DEVICE=cuda: this ONNX Runtime has only" in line


@pytest.mark.skipif(shutil.which("nvidia-smi") is not None, reason="this machine has a GPU")
def test_without_a_gpu_the_override_does_not_start(system: System) -> None:
    run("docker", "tag", f"vitrine-pose:{TAG}", f"vitrine-pose:{TAG}-gpu")
    environment = {
        **system.environment,
        "COMPOSE_FILE": f"{system.environment['COMPOSE_FILE']}:deploy/docker-compose.gpu.yml",
        "COMPOSE_PROJECT_NAME": "vitrine-test-gpu",
    }
    try:
        with pytest.raises(RuntimeError, match='could not select device driver "nvidia"'):
            run(
                "docker",
                "compose",
                "up",
                "--detach",
                "--no-deps",
                "--no-build",
                "pose",
                environment=environment,
            )
    finally:
        run("docker", "compose", "down", "--volumes", environment=environment)
        run("docker", "image", "rm", f"vitrine-pose:{TAG}-gpu")
