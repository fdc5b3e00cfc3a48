"""Random submits, cancellations, deadlines, faults and closings: everyone gets what is theirs."""

import asyncio
import gc
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from serving.errors import ModelFailure, NotReady, Overloaded, ServingError, Unprocessable
from serving.inference.batcher import Batcher
from tests.unit.serving.inference.gated_model import FAULTS, GatedModel, Item

MAX_BATCH = 4
MAX_WAITING = 7


@dataclass(frozen=True)
class Submit:
    items: list[tuple[int, type[Exception] | None]]
    settle: bool


@dataclass(frozen=True)
class Leave:
    caller: int
    by_deadline: bool


@dataclass(frozen=True)
class Release:
    pass


@dataclass(frozen=True)
class Close:
    pass


Action = Submit | Leave | Release | Close

items = st.tuples(st.sampled_from([0, 0, 0, 1, 2]), st.sampled_from([None, None, None, *FAULTS]))
submits = st.builds(Submit, st.lists(items, min_size=1, max_size=3), st.booleans())
leaves = st.builds(Leave, st.integers(0, 30), st.booleans())
actions = st.one_of(submits, submits, submits, leaves, leaves, st.builds(Release))
schedules = st.lists(actions, max_size=30).flatmap(
    lambda before: st.one_of(
        st.just(before),
        st.lists(actions, max_size=10).map(lambda after: [*before, Close(), *after]),
    )
)


class Schedule:
    """Plays a schedule against a batcher and keeps the books that the properties are read from."""

    def __init__(self) -> None:
        self.model = GatedModel()
        self.batcher: Batcher[Item, str] = Batcher(
            self.model.predict, key=lambda item: item.key, max_batch=MAX_BATCH, max_waiting=MAX_WAITING
        )
        self.callers: list[asyncio.Task[list[str]]] = []
        self.timeouts: list[asyncio.Timeout] = []
        self.items: list[list[Item]] = []
        self.expected_refusal: dict[int, type[ServingError] | None] = {}
        self.left: dict[int, type[BaseException]] = {}
        self.dropped: list[tuple[Item, int]] = []
        self.closing: asyncio.Task[None] | None = None
        self.loop_complaints: list[dict[str, Any]] = []
        self.most_waiting = 0

    async def play(self, schedule: list[Action]) -> None:
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: self.loop_complaints.append(context)
        )
        for action in schedule:
            await self.act(action)
            self.most_waiting = max(self.most_waiting, self.batcher.waiting)
        self.model.open()
        await asyncio.gather(*self.callers, return_exceptions=True)
        await (self.closing or self.batcher.close())
        gc.collect()
        await asyncio.sleep(0)

    async def act(self, action: Action) -> None:
        match action:
            case Submit():
                await self.submit(action)
            case Leave():
                await self.leave(action)
            case Release():
                await self.model.settled(self.callers)
                if self.model.computing:
                    self.model.release()
            case Close():
                self.closing = asyncio.create_task(self.batcher.close())
                await asyncio.sleep(0)

    async def submit(self, action: Submit) -> None:
        first = sum(map(len, self.items))
        submitted = [Item(first + n, key, fault) for n, (key, fault) in enumerate(action.items)]
        timeout = asyncio.timeout(None)
        index = len(self.callers)

        async def call() -> list[str]:
            async with timeout:
                self.expected_refusal[index] = self.refusal(len(submitted))
                return await self.batcher.submit(submitted)

        self.items.append(submitted)
        self.timeouts.append(timeout)
        self.callers.append(asyncio.create_task(call()))
        await asyncio.sleep(0)
        if action.settle:
            await self.model.settled(self.callers)

    def refusal(self, count: int) -> type[ServingError] | None:
        """What `submit` must raise at this moment."""
        if self.closing:
            return NotReady
        return Overloaded if self.batcher.waiting + count > MAX_WAITING else None

    async def leave(self, action: Leave) -> None:
        await self.model.settled(self.callers)
        if not self.callers:
            return
        index = action.caller % len(self.callers)
        if self.callers[index].done():
            return
        self.left[index] = TimeoutError if action.by_deadline else asyncio.CancelledError
        if action.by_deadline:
            self.timeouts[index].reschedule(asyncio.get_running_loop().time())
        else:
            self.callers[index].cancel()
        batches_so_far = len(self.model.batches)
        self.dropped += [(item, batches_so_far) for item in self.items[index]]
        await asyncio.wait([self.callers[index]])
        assert self.batcher.waiting == self.still_wanted(), "who leaves frees the place"

    def still_wanted(self) -> int:
        """Items that were not computed yet and whose caller waits."""
        seen = {item.number for batch in self.model.batches for item in batch}
        return sum(
            item.number not in seen
            for index, caller in enumerate(self.callers)
            if not caller.done()
            for item in self.items[index]
        )

    def check(self) -> None:
        assert self.loop_complaints == []
        assert self.batcher.waiting == 0
        assert self.most_waiting <= MAX_WAITING
        for index, caller in enumerate(self.callers):
            self.check_caller(index, caller)
        for batch in self.model.batches:
            assert len({item.key for item in batch}) == 1
            assert len(batch) <= MAX_BATCH
        for item, batches_when_left in self.dropped:
            assert item not in [later for batch in self.model.batches[batches_when_left:] for later in batch]
        self.check_order()

    def check_caller(self, index: int, caller: "asyncio.Task[list[str]]") -> None:
        outcome: object = asyncio.CancelledError() if caller.cancelled() else caller.exception()
        faults = {f"item {item.number}": item.fault for item in self.items[index] if item.fault}
        if refusal := self.expected_refusal.get(index):
            assert isinstance(outcome, refusal)
        elif index in self.left:
            assert isinstance(outcome, self.left[index])
        elif faults:
            assert isinstance(outcome, ServingError)
            named = [fault for name, fault in faults.items() if str(outcome).endswith(name)]
            assert named, f"{outcome} is not about one of the caller's items {faults}"
            assert isinstance(outcome, Unprocessable if named[0] is Unprocessable else ModelFailure)
        else:
            assert outcome is None
            assert caller.result() == [f"result {item.number}" for item in self.items[index]]

    def check_order(self) -> None:
        """First in, first out among equal keys."""
        for key in range(3):
            computed = [item.number for batch in self.model.batches for item in batch if item.key == key]
            first_times = list(dict.fromkeys(computed))
            assert first_times == sorted(first_times)


@given(schedules)
@settings(max_examples=100, deadline=None)
def test_everyone_gets_what_is_theirs(schedule: list[Action]) -> None:
    gc.freeze()  # what was there before need not be looked at after each schedule

    async def play() -> Schedule:
        played = Schedule()
        await played.play(schedule)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return played

    asyncio.run(play()).check()
    gc.unfreeze()
