"""Bodies that were made before: from this process, from Redis, or made once for all who wait."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from prometheus_client import Counter

from services.recommender.cache.flights import Flights
from services.recommender.cache.local import LocalCache
from services.recommender.cache.making import Load, Making
from services.recommender.cache.packing import Body, Kept, Packing, packing_of
from services.recommender.cache.shared import SharedCache
from services.recommender.settings import RecommenderSettings

LOOKUPS = Counter(
    "vitrine_cache_lookups_total", "Cache entries asked for, by where they were found", ["outcome"]
)

Make = Callable[[], Awaitable[Body]]


class Cache:
    """Bodies by key, for `cache_ttl_s`.

    A key must name everything that its body depends on, the catalog's key (`Catalog.key`) first: a new
    version of the catalog then has new keys, and no answer of the old one.
    """

    def __init__(self, settings: RecommenderSettings) -> None:
        self._prefix = settings.cache_key
        self._local = LocalCache(settings)
        self._shared = SharedCache(settings)
        self._making = Making(settings, self._local, self._shared)
        self._reads: Flights[Any] = Flights()
        self._makes: Flights[Any] = Flights()

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
        return await self._obtain(body, keys, load, together=True)

    async def close(self) -> None:
        """End what is under way, and close the connections."""
        await self._reads.close()
        await self._makes.close()
        await self._making.close()
        await self._shared.close()

    async def _obtain(
        self, body: type[Body], keys: Sequence[str], load: Load[Body], *, together: bool
    ) -> dict[str, Body]:
        packing = packing_of(body)
        # another schema has other names: releases that share a Redis do not read each other's bodies
        names = {f"{self._prefix}:{key}:{packing.shape}": key for key in keys}

        async def load_named(wanted: Sequence[str]) -> dict[str, Body]:
            loaded = await load([names[name] for name in wanted])
            return {name: loaded[names[name]] for name in wanted if names[name] in loaded}

        kept = await self._find(packing, list(names))
        missing = [name for name in names if name not in kept]
        for batch in self._not_under_way(missing, together):
            self._makes.start(batch, self._making.missing(packing, batch, load_named))
        due = [name for name, one in kept.items() if one.is_due()]
        for batch in self._not_under_way(due, together):
            old = {name: kept[name] for name in batch}
            self._makes.start(batch, self._making.early(packing, old, load_named), unwatched=True)
        made: dict[str, Body] = await self._makes.results(missing) if missing else {}
        return {names[name]: one.body for name, one in kept.items()} | {
            names[name]: one for name, one in made.items()
        }

    async def _find(self, packing: Packing[Body], names: Sequence[str]) -> dict[str, Kept[Body]]:
        """What is here or in Redis; many who ask for the same ask Redis once."""
        asked = [name for name in names if name not in self._local and name not in self._makes]
        if unread := [name for name in asked if name not in self._reads]:
            self._reads.start(unread, self._read(packing, unread))
        found: dict[str, Kept[Body]] = await self._reads.results(asked) if asked else {}
        # only now: something may have been made meanwhile
        local = self._local.get_many([name for name in names if name not in found])
        LOOKUPS.labels("hit").inc(len(found))
        LOOKUPS.labels("local").inc(len(local))
        LOOKUPS.labels("miss").inc(len(names) - len(found) - len(local))
        return found | packing.unpack_many(local)

    async def _read(self, packing: Packing[Body], names: Sequence[str]) -> Mapping[str, Kept[Body]]:
        """What Redis has, kept here too."""
        values = await self._shared.get_many(names)
        found = packing.unpack_many(values)
        self._local.keep({name: values[name] for name in found})
        return found

    def _not_under_way(self, names: Sequence[str], together: bool) -> list[list[str]]:
        """What is to be made, by what is made in one call."""
        new = [name for name in names if name not in self._makes]
        return [new] * bool(new) if together else [[name] for name in new]
