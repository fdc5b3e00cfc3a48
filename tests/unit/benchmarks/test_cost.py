"""The arithmetic of sizing."""

from benchmarks.cost.containers import usage
from benchmarks.cost.measure import Cost, Usage
from benchmarks.cost.tables import BUSY, CORES, cost_table, replicas, sizing_table
from deploy.local.plan import SERVICES


def test_replicas_are_busy_to_the_planned_share() -> None:
    # each replica is to give 2 cores * 0.6 = 1200 ms of processor time a second
    assert (CORES, BUSY) == (2, 0.6)
    assert [replicas(rate, 60) for rate in (1, 20, 21, 10_000)] == [1, 1, 2, 500]


def test_the_table_adds_up_cores_and_the_network() -> None:
    cost = Cost(
        photos=100,
        refused=0,
        seconds=10,
        processor_ms=dict.fromkeys(SERVICES, 12.0),
        memory_mb=dict.fromkeys(SERVICES, 100.0),
        sent_mb=6.0,
    )
    columns = {str(column.header): list(column.cells) for column in sizing_table(cost).columns}

    assert columns["pose"] == ["1", "1", "1", "10", "100"]
    assert columns["cores"] == ["10", "10", "10", "100", "1,000"]
    assert columns["Gbit/s"] == ["0.05", "0.48", "4.80", "48.00", "480.00"]


def test_what_docker_tells_of_a_container_is_read() -> None:
    # the fields that count of GET /containers/{id}/stats, under control groups v2 and v1
    for files in ("inactive_file", "total_inactive_file"):
        stats = {
            "cpu_stats": {"cpu_usage": {"total_usage": 2_500_000_000}},
            "memory_stats": {"usage": 300 * 2**20, "stats": {files: 50 * 2**20}},
        }
        assert usage(stats) == Usage(processor_s=2.5, memory_mb=250)


def test_parts_beside_the_services_are_in_the_table() -> None:
    parts = dict.fromkeys([*SERVICES, "redis", "balancer"], 10.0)
    cost = Cost(photos=1, refused=0, seconds=1, processor_ms=parts, memory_mb=parts, sent_mb=1)
    names, milliseconds, _ = (list(column.cells) for column in cost_table(cost, 8).columns)
    assert names == [*SERVICES, "balancer", "redis", "all"]
    assert milliseconds[-1] == "70.0"
