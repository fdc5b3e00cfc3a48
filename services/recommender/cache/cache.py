"""Bodies that were made before: from this process, from Redis, or made once for all who wait."""

import asyncio
import random
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from typing import Any

from cachetools import TTLCache
from prometheus_client import Counter
from pydantic import BaseModel

from services.recommender.cache.flights import Flights
from services.recommender.cache.packing import Body, Kept, Packing, packing_of
from services.recommender.cache.shared import SharedCache, Turn
from services.recommender.settings import RecommenderSettings

LOOKUPS = Counter(
    "vitrine_cache_lookups_total", "Cache entries asked for, by where they were found", ["outcome"]
)
MADE = Counter("vitrine_cache_made_total", "Entries made, by what they are and why", ["body", "reason"])

ENTRY_BYTES = 500
"""What an entry in this process costs beside its value: its key, its place in the order, its time."""

POLL_S = (0.005, 0.015)
"""Shortest and longest pause between two looks at what another replica is making."""

Make = Callable[[], Awaitable[Body]]
Load = Callable[[Sequence[str]], Awaitable[Mapping[str, Body]]]


class Cache:
    """Bodies by key, for `cache_ttl_s`.

    A key must name everything that its body depends on, the catalog's key (`Catalog.key`) first: a new
    version of the catalog then has new keys, and no answer of the old one.
    """

    def __init__(self, settings: RecommenderSettings) -> None:
        self._prefix = settings.cache_key
        self._ttl_s = settings.cache_ttl_s
        self._lock_s = settings.cache_lock_s
        self._shared = SharedCache(settings)
        alone = settings.redis_url is None
        self._local: TTLCache[str, bytes] = TTLCache(
            settings.cache_bytes,
            ttl=settings.cache_ttl_s if alone else settings.cache_local_s,
            getsizeof=lambda value: len(value) + ENTRY_BYTES,
        )
        self._reads: Flights[Any] = Flights()
        self._flights: Flights[Any] = Flights()
        self._writes: set[asyncio.Task[None]] = set()

    @property
    def degraded(self) -> list[str]:
        """`["cache"]` while Redis is wanted and does not answer."""
        return ["cache"] if self._shared.failing else []

    async def get_or_make(self, key: str, body: type[Body], make: Make[Body]) -> Body:
        """The body of that key, made if nobody has it.

        Whoever asks while it is made waits for the same one. `make` is cancelled when all of them have gone.

        Raises:
            Exception: what `make` raised; nothing is kept then.
        """
        return (await self.get_or_make_each(body, {key: make}))[key]

    async def get_or_make_each(self, body: type[Body], makes: Mapping[str, Make[Body]]) -> dict[str, Body]:
        """The same for several keys, which are looked up together and made each on its own.

        Raises:
            Exception: what the first `make` to fail raised.
        """

        async def load(keys: Sequence[str]) -> Mapping[str, Body]:
            return {key: await makes[key]() for key in keys}

        return await self._obtain(body, list(makes), load, together=False)

    async def get_or_load(self, body: type[Body], keys: Sequence[str], load: Load[Body]) -> dict[str, Body]:
        """The bodies of these keys; what nobody has is loaded in one call, and left out if that has it not.

        Raises:
            Exception: what `load` raised.
        """
        return await self._obtain(body, list(dict.fromkeys(keys)), load, together=True)

    async def close(self) -> None:
        """End what is under way, and close the connections."""
        await self._reads.close()
        await self._flights.close()
        if self._writes:
            await asyncio.wait(self._writes)
        await self._shared.close()

    async def _obtain(
        self, body: type[Body], keys: Sequence[str], load: Load[Body], *, together: bool
    ) -> dict[str, Body]:
        packing = packing_of(body)
        names = {f"{self._prefix}:{key}:{packing.shape}": key for key in keys}

        async def load_named(wanted: Sequence[str]) -> dict[str, Body]:
            loaded = await load([names[name] for name in wanted])
            return {name: loaded[names[name]] for name in wanted if names[name] in loaded}

        kept = await self._find(packing, list(names))
        missing = [name for name in names if name not in kept]
        for batch in _batches(missing, together, self._flights):
            self._flights.start(batch, self._fill(packing, batch, load_named))
        due = [name for name, one in kept.items() if one.is_due()]
        for batch in _batches(due, together, self._flights):
            old = {name: kept[name] for name in batch}
            self._flights.start(batch, self._fill(packing, batch, load_named, old), unwatched=True)
        made: dict[str, Body] = await self._flights.results(missing) if missing else {}
        return {names[name]: one.body for name, one in kept.items()} | {
            names[name]: one for name, one in made.items()
        }

    async def _find(self, packing: Packing[Body], names: Sequence[str]) -> dict[str, Kept[Body]]:
        """What is here or in Redis; many who ask for the same ask Redis once."""
        asked = [name for name in names if name not in self._local and name not in self._flights]
        if unread := [name for name in asked if name not in self._reads]:
            self._reads.start(unread, self._read(packing, unread))
        found: dict[str, Kept[Body]] = await self._reads.results(asked) if asked else {}
        LOOKUPS.labels("hit").inc(len(found))
        # only now: something may have been made meanwhile
        local = [name for name in names if name not in found and name in self._local]
        found |= _unpacked(packing, local, [self._local.get(name) for name in local])
        LOOKUPS.labels("local").inc(len(local))
        LOOKUPS.labels("miss").inc(len(names) - len(found))
        return found

    async def _read(self, packing: Packing[Body], names: Sequence[str]) -> Mapping[str, Kept[Body]]:
        """What Redis has, kept here too."""
        values = await self._shared.get_many(names)
        found = _unpacked(packing, names, values)
        self._keep_here(found, dict(zip(names, values, strict=True)))
        return found

    async def _fill(
        self,
        packing: Packing[Body],
        names: Sequence[str],
        load: Load[Body],
        old: Mapping[str, Kept[Body]] | None = None,
    ) -> Mapping[str, Body]:
        """Bodies made in this replica, or in another one that was first; with `old` ones, only newer ones."""
        lock, token = f"{self._prefix}:lock:{names[0]}", secrets.token_hex(8)
        turn: Turn = "ours"  # until the answer says otherwise, which a cancelled caller does not see
        packed: dict[str, bytes] = {}
        try:
            turn, found = await self._turn(packing, names, lock, token, old or {})
            missing = [name for name in names if name not in found]
            if old and turn == "another's":
                return {name: one.body for name, one in ({**old, **found}).items()}
            made: Mapping[str, Body] = {}
            if missing:
                started = time.perf_counter()
                made = await load(missing)
                seconds = time.perf_counter() - started
                MADE.labels(packing.name, "early" if old else "missing").inc(len(made))
                expires_at = time.time() + self._ttl_s
                packed = {name: packing.pack(Kept(one, expires_at, seconds)) for name, one in made.items()}
                self._keep_here(packed, packed)
            return {name: one.body for name, one in found.items()} | dict(made)
        finally:
            self._write(self._shared.keep(packed, lock, token if turn == "ours" else None))

    async def _turn(
        self,
        packing: Packing[Body],
        names: Sequence[str],
        lock: str,
        token: str,
        old: Mapping[str, Kept[Body]],
    ) -> tuple[Turn, dict[str, Kept[Body]]]:
        """Wait until the lock is ours, another replica has made everything, or that takes too long."""
        ends = time.monotonic() + self._lock_s
        while True:
            turn, values = await self._shared.take_turn(lock, token, names)
            found = {
                name: one
                for name, one in _unpacked(packing, names, values).items()
                if name not in old or one.expires_at > old[name].expires_at
            }
            self._keep_here(found, dict(zip(names, values, strict=True)))
            if turn != "another's" or old or len(found) == len(names) or time.monotonic() >= ends:
                return turn, found
            await asyncio.sleep(random.uniform(*POLL_S))

    def _keep_here(self, names: Iterable[str], values: Mapping[str, bytes | None]) -> None:
        for name in names:
            value = values[name]
            if value is not None and len(value) + ENTRY_BYTES <= self._local.maxsize:
                self._local[name] = value

    def _write(self, writing: Coroutine[Any, Any, None]) -> None:
        """Beside the answer, which does not wait for it."""
        task = asyncio.create_task(writing)
        self._writes.add(task)
        task.add_done_callback(self._writes.discard)


def _batches(names: Sequence[str], together: bool, under_way: Flights[BaseModel]) -> list[list[str]]:
    """What is to be made, by what is made in one call."""
    new = [name for name in names if name not in under_way]
    return [new] * bool(new) if together else [[name] for name in new]


def _unpacked(
    packing: Packing[Body], names: Sequence[str], values: Sequence[bytes | None]
) -> dict[str, Kept[Body]]:
    """What can be read of these values."""
    found = {}
    for name, value in zip(names, values, strict=True):
        if value is not None and (one := packing.unpack(value)) is not None:
            found[name] = one
    return found
