"""The measures of the table, each from outcomes of loads."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.serving.clients import LEFT, LOST, Outcome
from benchmarks.serving.processes import Bare, Service, outcomes, processor_seconds, resident_megabytes

TOGETHER = 4
"""Requests that a bare loop computes at a time at most."""
AS_FAST = 1.25
"""A lone request counts as fast as before at this multiple of the median before."""


@dataclass(frozen=True)
class Measure:
    """One line of the table; `met` is None where there is no aim."""

    what: str
    value: str
    aim: str = ""
    met: bool | None = None


@dataclass
class Rounds:
    """The bare loops and the service with so many clients, in turn."""

    clients: int
    bare_rates: list[float] = field(default_factory=list)
    bare_costs: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    """Seconds of processor time per answer: what rates come to on cores that nobody else uses."""

    def run(self, bares: Sequence[Bare], service: Service, seconds: float) -> None:
        """One more of each; of the bare loops the fastest counts."""
        sizes = sorted({1, min(self.clients, TOGETHER)})
        rate_, cost = max(bare.loop(size, seconds / 2) for bare in bares for size in sizes)
        self.bare_rates.append(rate_)
        self.bare_costs.append(cost)
        before = processor_seconds(service.process.pid)
        done = service.load(self.clients, seconds)
        used = processor_seconds(service.process.pid) - before
        self.rates.append(rate(done))
        self.costs.append(used / max(1, sum(outcome.status == 200 for outcome in done)))

    def measures(self) -> list[Measure]:
        """Rate and cost, as ratios of medians."""
        ratio = median(self.rates) / median(self.bare_rates)
        cheap = median(self.bare_costs) / median(self.costs)
        who = f"{self.clients} client{'s' * (self.clients > 1)}"
        rates = f"{median(self.rates):.1f} / {median(self.bare_rates):.1f} = {ratio:.3f}"
        costs = f"{median(self.bare_costs) * 1000:.1f} / {median(self.costs) * 1000:.1f} = {cheap:.3f}"
        return [
            Measure(f"{who}: requests a second, of the bare loop's", rates, ">= 0.97", ratio >= 0.97),
            Measure("… processor ms, bare loop / service", costs),
        ]


def rate(done: Sequence[Outcome]) -> float:
    """Answers of 200 per second, from the end of the first batch to the end of the last one."""
    ends = sorted(outcome.ended for outcome in done if outcome.status == 200)
    if len(ends) < 2:
        return 0.0
    after_first_batch = sum(end > ends[0] + 0.01 for end in ends)
    return after_first_batch / (ends[-1] - ends[0])


def throughput(bares: Sequence[Bare], service: Service, rounds: int, seconds: float) -> list[Measure]:
    """Requests per second against the bare loops, round by round in turn, and the memory of the first."""
    every = [Rounds(clients) for clients in (1, 8, 32, 64)]
    for _ in range(rounds):
        for one in every:
            one.run(bares, service, seconds)
    more = resident_megabytes(service.process.pid) - resident_megabytes(bares[0].process.pid)
    memory = Measure("memory above the bare loop", f"{more:.0f} MB", "<= 80 MB", more <= 80)
    return [*(measure for one in every for measure in one.measures()), memory]


def leaving(service: Service, rounds: int, seconds: float) -> list[Measure]:
    """Useful requests per second when as many requests again are abandoned after 20 ms."""
    without: list[float] = []
    beside: list[float] = []
    for _ in range(rounds):
        stayed = service.load(8, seconds)
        without.append(rate(stayed))
        # a leaver asks as often as a client that stays does: half of all requests are abandoned
        away = median(outcome.ended - outcome.sent for outcome in stayed)
        mixed = service.load(8, seconds, leavers=8, away_s=away)
        beside.append(rate([outcome for outcome in mixed if outcome.phase == "stay"]))
        left = sum(outcome.status == LEFT for outcome in mixed)
    kept = median(beside) / median(without)
    return [
        Measure("requests abandoned after 20 ms, last round", f"{left} of {len(mixed)}"),
        Measure("useful requests kept beside them", f"{kept:.3f}", ">= 0.95", kept >= 0.95),
    ]


def overload(service: Service, seconds: float) -> list[Measure]:
    """256 clients, then none but one."""
    played = service.load(256, seconds, lone_before=10, lone_after=20)
    storm = [outcome for outcome in played if outcome.phase == "stay"]
    refused = [outcome.ended - outcome.sent for outcome in storm if outcome.status == 503]
    answered = [outcome.ended - outcome.sent for outcome in storm if outcome.status == 200]
    before = median(o.ended - o.sent for o in played if o.phase == "before")
    after = [outcome for outcome in played if outcome.phase == "after"]
    fast = [outcome.sent for outcome in after if outcome.ended - outcome.sent <= AS_FAST * before]
    recovered = fast[0] - after[0].sent if fast else float("inf")
    share = len(refused) / len(storm)
    measures = [Measure("256 clients: answered 503", f"{share:.0%} of {len(storm)}")]
    if refused:
        middle, slowest = median(refused) * 1000, percentile(refused, 99) * 1000
        value = f"{middle:.0f} / {slowest:.0f} ms"
        measures.append(Measure("… how fast, median / p99", value, "< 50 ms", slowest < 50))
    p99 = percentile(answered, 99)
    return [
        *measures,
        Measure("… p99 of the answers", f"{p99:.2f} s", "<= 1 s", p99 <= 1),
        Measure(
            "until a lone request is as fast as before", f"{recovered:.2f} s", "<= 0.3 s", recovered <= 0.3
        ),
    ]


def stop(service: Service) -> list[Measure]:
    """SIGTERM while 16 clients send."""
    load = service.start_clients(16, 5)
    time.sleep(2)
    asked, seconds = service.terminate()
    played = outcomes(load)
    lost = [outcome.sent for outcome in played if outcome.status == LOST]
    in_flight = sum(outcome.sent < asked <= outcome.ended for outcome in played)
    before = sum(sent < asked for sent in lost)
    return [
        Measure("from SIGTERM to gone", f"{seconds:.2f} s", "<= 2 s", seconds <= 2),
        Measure(
            f"lost of {in_flight} in flight / sent later",
            f"{before} / {len(lost) - before}",
            "0 / 0",
            not lost,
        ),
    ]


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]
