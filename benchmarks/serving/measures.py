"""The measures of the table, each from outcomes of loads."""

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.serving.clients import LEFT, LOST, Outcome
from benchmarks.serving.processes import Bare, Service, outcomes, processor_seconds, resident_megabytes

MAX_BATCH = 4
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
class Cost:
    """Processor time per answer: what the rates come to on cores that nobody else uses."""

    pid: int
    seconds: float = 0.0
    answers: float = 0.0

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count the time that the process uses meanwhile."""
        before = processor_seconds(self.pid)
        yield
        self.seconds += processor_seconds(self.pid) - before

    @property
    def per_answer(self) -> float:
        """Seconds."""
        return self.seconds / self.answers


def rate(done: Sequence[Outcome]) -> float:
    """Answers of 200 per second, from the end of the first batch to the end of the last one."""
    ends = sorted(outcome.ended for outcome in done if outcome.status == 200)
    if len(ends) < 2:
        return 0.0
    after_first_batch = sum(end > ends[0] + 0.01 for end in ends)
    return after_first_batch / (ends[-1] - ends[0])


def throughput(bare: Bare, service: Service, rounds: int, seconds: float) -> list[Measure]:
    """Requests per second against the bare loop, round by round in turn, and the memory of both."""
    limits: dict[int, list[float]] = {1: [], MAX_BATCH: []}
    cost = Cost(bare.process.pid), Cost(service.process.pid)
    rates: dict[int, list[float]] = {1: [], 8: [], 32: [], 64: []}
    for _ in range(rounds):
        for clients, measured in rates.items():
            for batch in {1, min(clients, MAX_BATCH)}:
                with cost[0].counted():
                    limits[batch].append(bare.items_per_second(batch, seconds / 2))
                cost[0].answers += limits[batch][-1] * seconds / 2
            with cost[1].counted():
                done = service.load(clients, seconds)
            cost[1].answers += sum(outcome.status == 200 for outcome in done)
            measured.append(rate(done))
    alone = statistics.median(limits[1])
    best = max(alone, statistics.median(limits[MAX_BATCH]))
    measures = [
        Measure(
            f"bare loop, one by one / in batches of {MAX_BATCH}",
            f"{alone:.1f} / {statistics.median(limits[MAX_BATCH]):.1f} a second",
        )
    ]
    for clients, measured in rates.items():
        median = statistics.median(measured)
        ratio = median / (alone if clients == 1 else best)
        what = f"{clients} client{'s' * (clients > 1)}: of the bare loop"
        measures.append(Measure(what, f"{ratio:.3f} ({median:.1f} a second)", ">= 0.97", ratio >= 0.97))
    ratio = cost[0].per_answer / cost[1].per_answer
    what = "processor time: the bare loop's share"
    measures.append(
        Measure(what, f"{ratio:.3f} of {cost[1].per_answer * 1000:.0f} ms", ">= 0.97", ratio >= 0.97)
    )
    more = resident_megabytes(service.process.pid) - resident_megabytes(bare.process.pid)
    return [*measures, Measure("memory above the bare loop", f"{more:.0f} MB", "<= 80 MB", more <= 80)]


def leaving(service: Service, rounds: int, seconds: float) -> list[Measure]:
    """Useful requests per second when as many requests again are abandoned after 20 ms."""
    without: list[float] = []
    beside: list[float] = []
    for _ in range(rounds):
        stayed = service.load(8, seconds)
        without.append(rate(stayed))
        # a leaver asks as often as a client that stays does: half of all requests are abandoned
        away = statistics.median(outcome.ended - outcome.sent for outcome in stayed)
        mixed = service.load(8, seconds, leavers=8, away_s=away)
        beside.append(rate([outcome for outcome in mixed if outcome.phase == "stay"]))
        left = sum(outcome.status == LEFT for outcome in mixed)
    kept = statistics.median(beside) / statistics.median(without)
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
    before = statistics.median(o.ended - o.sent for o in played if o.phase == "before")
    after = [outcome for outcome in played if outcome.phase == "after"]
    fast = [outcome.sent for outcome in after if outcome.ended - outcome.sent <= AS_FAST * before]
    recovered = fast[0] - after[0].sent if fast else float("inf")
    share = len(refused) / len(storm)
    measures = [Measure("256 clients: answered 503", f"{share:.0%} of {len(storm)}")]
    if refused:
        median, slowest = statistics.median(refused) * 1000, percentile(refused, 99) * 1000
        measures.append(
            Measure("… how fast, median / p99", f"{median:.0f} / {slowest:.0f} ms", "< 50 ms", slowest < 50)
        )
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
