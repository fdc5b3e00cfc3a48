"""What nobody has is made by one replica, and kept for all of them."""

import asyncio
import random
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Any, TypeVar

from prometheus_client import Counter

from services.recommender.cache.local import LocalCache
from services.recommender.cache.packing import Body, Kept, Packing
from services.recommender.cache.shared import SharedCache, Turn
from services.recommender.settings import RecommenderSettings
from serving.errors import DeadlineExceeded

MADE = Counter("vitrine_cache_made_total", "Entries made, by what they are and why", ["body", "reason"])

POLL_S = (0.005, 0.015)
"""Shortest and longest pause between two looks at what another replica is making."""

Result = TypeVar("Result")
Load = Callable[[Sequence[str]], Awaitable[Mapping[str, Body]]]


class Making:
    """Makes bodies under a lock in Redis.

    The lock only saves work: who does not get it within `cache_lock_s`, or has no Redis, makes them too.
    """

    def __init__(self, settings: RecommenderSettings, local: LocalCache, shared: SharedCache) -> None:
        self._prefix = settings.cache_key
        self._ttl_s = settings.cache_ttl_s
        self._lock_s = settings.cache_lock_s
        self._deadline_s = settings.deadline_s
        self._local = local
        self._shared = shared
        self._writes: set[asyncio.Task[None]] = set()

    async def missing(
        self, packing: Packing[Body], keys: Sequence[str], load: Load[Body]
    ) -> Mapping[str, Body]:
        """The bodies of these keys, from here or from the replica that was first.

        Raises:
            DeadlineExceeded: `load` takes longer than any request may.
            Exception: what `load` raised.
        """
        return await self._made(packing, keys, load, {})

    async def early(
        self, packing: Packing[Body], old: Mapping[str, Kept[Body]], load: Load[Body]
    ) -> Mapping[str, Body]:
        """Newer bodies for these; the old ones where another replica is about to make newer ones.

        Raises:
            DeadlineExceeded: `load` takes longer than any request may.
            Exception: what `load` raised.
        """
        return await self._made(packing, list(old), load, old)

    async def close(self) -> None:
        """Wait for what is being written."""
        if self._writes:
            await asyncio.wait(self._writes)

    async def _made(
        self,
        packing: Packing[Body],
        keys: Sequence[str],
        load: Load[Body],
        old: Mapping[str, Kept[Body]],
    ) -> dict[str, Body]:
        lock, token = f"{self._prefix}:lock:{keys[0]}", secrets.token_hex(8)
        turn: Turn = "ours"  # until the answer says otherwise, which a cancelled caller does not see
        packed: dict[str, bytes] = {}
        try:
            turn, found = await self._turn(packing, keys, lock, token, old)
            if old and turn == "another's":
                found = {**old, **found}
            bodies = {key: one.body for key, one in found.items()}
            if missing := [key for key in keys if key not in bodies]:
                started = time.perf_counter()
                made = await self._within_deadline(load(missing))
                seconds = time.perf_counter() - started
                MADE.labels(packing.name, "early" if old else "missing").inc(len(made))
                ends = time.time() + self._ttl_s
                packed = {key: packing.pack(Kept(one, ends, seconds)) for key, one in made.items()}
                self._local.keep(packed)
                bodies |= made
            return bodies
        finally:
            self._write(self._shared.keep(packed, lock, token if turn == "ours" else None))

    async def _turn(
        self,
        packing: Packing[Body],
        keys: Sequence[str],
        lock: str,
        token: str,
        old: Mapping[str, Kept[Body]],
    ) -> tuple[Turn, dict[str, Kept[Body]]]:
        """Wait until the lock is ours, another has made it all, or it takes too long; not for newer ones."""
        ends = time.monotonic() + self._lock_s
        while True:
            turn, values = await self._shared.take_turn(lock, token, keys)
            found = {
                key: one
                for key, one in packing.unpack_many(values).items()
                if key not in old or one.expires_at > old[key].expires_at
            }
            self._local.keep({key: values[key] for key in found})
            if turn != "another's" or old or len(found) == len(keys) or time.monotonic() >= ends:
                return turn, found
            await asyncio.sleep(random.uniform(*POLL_S))

    async def _within_deadline(self, loading: Awaitable[Result]) -> Result:
        """Nobody waits longer for one; but as long as somebody does, it would not end by itself."""
        try:
            async with asyncio.timeout(self._deadline_s) as limit:
                return await loading
        except TimeoutError as error:
            if limit.expired():
                raise DeadlineExceeded(f"not made within {self._deadline_s:.3g} s") from error
            raise

    def _write(self, writing: Coroutine[Any, Any, None]) -> None:
        """Beside the answer, which does not wait for it."""
        task = asyncio.create_task(writing)
        self._writes.add(task)
        task.add_done_callback(self._writes.discard)
