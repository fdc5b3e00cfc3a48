"""What was measured, and what many photos cost by arithmetic."""

import math

from rich.table import Table

from benchmarks.cost.measure import Cost
from deploy.local.plan import SERVICES

RATES = (1, 10, 100, 1000, 10_000)
"""Photos a second that are sized for."""

CORES = 2
"""Of a replica."""

BUSY = 0.6
"""Share of its cores that a replica is planned to use: what is left takes the peaks, and the replica that is
being replaced."""


def replicas(photos_a_second: float, processor_ms: float) -> int:
    """Replicas of `CORES` cores for a rate, by the processor time that a photo takes in one."""
    return max(1, math.ceil(photos_a_second * processor_ms / 1000 / (CORES * BUSY)))


def cost_table(cost: Cost, clients: int) -> Table:
    """What was measured."""
    table = Table("process", "processor ms a photo", "memory MB", title=f"{clients} clients")
    for name in [*SERVICES, *sorted(cost.processor_ms.keys() - set(SERVICES))]:
        table.add_row(name, f"{cost.processor_ms[name]:.1f}", f"{cost.memory_mb[name]:.0f}")
    table.add_row("all", f"{sum(cost.processor_ms.values()):.1f}", f"{sum(cost.memory_mb.values()):.0f}")
    return table


def sizing_table(cost: Cost) -> Table:
    """What follows from it by arithmetic."""
    table = Table("photos a second", *SERVICES, "cores", "Gbit/s", title=f"Replicas of {CORES} cores")
    for rate in RATES:
        needed = [replicas(rate, cost.processor_ms[name]) for name in SERVICES]
        gigabits = rate * cost.sent_mb * 8 / 1000
        table.add_row(
            f"{rate:,}", *(f"{n:,}" for n in needed), f"{CORES * sum(needed):,}", f"{gigabits:,.2f}"
        )
    return table
