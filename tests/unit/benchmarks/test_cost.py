"""The arithmetic of sizing."""

from benchmarks.cost.measure import Cost
from benchmarks.cost.tables import BUSY, CORES, replicas, sizing_table
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
