"""200 photos and more at 16 clients, while everything is changed that ops change: no photo is lost."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import onnx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console
from rich.table import Table

from contracts.model import ModelResponse
from deploy.local.plan import ROOT
from tests.compose.load import Load
from tests.compose.photos import photos
from tests.compose.system import System, run

pytestmark = pytest.mark.compose

CLIENTS = 16
MEASURED = 90
"""Photos over which the shares of the replicas are counted."""

NEW_VERSION = 100
REDIS_AWAY_S = 5


def test_no_photo_is_lost_while_the_system_is_changed(system: System) -> None:
    load = Load(system.url, photos(), CLIENTS)
    seconds: dict[str, float] = {}

    with load.running():
        load.wait_for(20)

        started = time.monotonic()
        system.scale("clothes", 3)
        seconds["clothes scaled to 3"] = time.monotonic() - started
        started = time.monotonic()
        while not all(_answered(system, replica) for replica in system.replicas("clothes")):
            time.sleep(0.2)
        seconds["until each has answered"] = time.monotonic() - started
        shares = _shares(system, load)

        started = time.monotonic()
        run("docker", "kill", system.replicas("clothes")[0])
        load.wait_for(CLIENTS)
        system.scale("clothes", 3)
        seconds["a replica killed and started again"] = time.monotonic() - started

        started = time.monotonic()
        before = set(system.replicas("clothes"))
        run(str(ROOT / "deploy" / "replace"), "clothes", environment=system.environment)
        seconds["every clothes container replaced"] = time.monotonic() - started
        assert len(system.replicas("clothes")) == 3
        assert not before & set(system.replicas("clothes"))

        started = time.monotonic()
        _drop_changed_gender_model(system.models)
        _wait_until_gender_serves(system, NEW_VERSION)
        seconds["gender model swapped"] = time.monotonic() - started

        system.compose("stop", "redis")
        time.sleep(REDIS_AWAY_S)
        system.compose("start", "redis")
        (redis,) = system.replicas("redis")
        system.wait_healthy(redis)
        shares_after = _shares(system, load)

    _print(load, shares, shares_after, seconds)
    assert load.failed.total() == 0, load.failed
    assert len(load.replies) >= 200
    # of a photo without a head nobody is asked
    by_gender = [reply.models["gender"] for reply in load.replies if "gender" in reply.models]
    assert by_gender[-1] == f"gender@{NEW_VERSION}"
    for share in (*shares, *shares_after):
        assert 0.20 <= share <= 0.45


def _answered(system: System, replica: str) -> float:
    """Photos that a clothes container has answered."""
    exposition = system.get(replica, "clothes", "/metrics")
    return sum(
        sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
        if sample.name == "vitrine_requests_total"
        and sample.labels["route"] == "/v1/clothes"
        and sample.labels["status"] == "200"
    )


def _shares(system: System, load: Load) -> list[float]:
    """What part of the next photos each clothes container answers."""
    replicas = system.replicas("clothes")

    def answered(replica: str) -> float:
        return _answered(system, replica)

    # all at the same time: on a busy machine a look takes seconds, in which the others answer more
    with ThreadPoolExecutor(len(replicas)) as looks:
        before = list(looks.map(answered, replicas))
        load.wait_for(MEASURED)
        after = list(looks.map(answered, replicas))
    counted = [end - start for start, end in zip(before, after, strict=True)]
    return [each / sum(counted) for each in counted]


def _drop_changed_gender_model(models: Path) -> None:
    """The served version once more as version 100, in a file that differs."""
    served = max((models / "gender").glob("*/model.onnx"), key=lambda path: int(path.parent.name))
    model = onnx.load(served)
    model.doc_string += " (changed)"
    incoming = models / "incoming"
    incoming.mkdir()
    onnx.save(model, incoming / "model.onnx")
    incoming.chmod(0o755)
    incoming.rename(models / "gender" / str(NEW_VERSION))
    assert (models / "gender" / str(NEW_VERSION) / "model.onnx").read_bytes() != served.read_bytes()


def _wait_until_gender_serves(system: System, version: int, within_s: float = 60) -> None:
    (replica,) = system.replicas("gender")
    deadline = time.monotonic() + within_s
    while True:
        answer = ModelResponse.model_validate_json(system.get(replica, "gender", "/v1/model"))
        if answer.models[0].version == version:
            return
        assert time.monotonic() < deadline, answer
        time.sleep(0.5)


def _print(load: Load, shares: list[float], shares_after: list[float], seconds: dict[str, float]) -> None:
    times = sorted(reply.seconds for reply in load.replies)
    percentiles = statistics.quantiles(times, n=100)
    rows = [
        ("photos sent", str(len(load.replies))),
        ("answered", str(len(load.replies) - load.failed.total())),
        ("degraded", f"{sum(bool(r.degraded) for r in load.replies)} {dict(load.degraded) or ''}"),
        ("failed", f"{load.failed.total()} {dict(load.failed) or ''}"),
        ("share of each clothes replica", ", ".join(f"{share:.0%}" for share in shares)),
        ("the same after all changes", ", ".join(f"{share:.0%}" for share in shares_after)),
        ("p50 / p99", f"{percentiles[49]:.2f} s / {percentiles[98]:.2f} s"),
        *((what, f"{took:.1f} s") for what, took in seconds.items()),
    ]
    table = Table("", "", title=f"{CLIENTS} clients, while the system was changed", show_header=False)
    for row in rows:
        table.add_row(*row)
    Console(width=110).print(table)
