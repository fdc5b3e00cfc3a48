"""The cache in this process: a bounded number of bytes, for a short time before Redis is asked again."""

from collections.abc import Mapping, Sequence

from cachetools import TTLCache

from services.recommender.settings import RecommenderSettings

ENTRY_BYTES = 400
"""What an entry takes beside its value: its key, its place in the order, its time (CPython 3.11)."""


class LocalCache:
    """Bytes by key, at most `cache_bytes` in all; the least recently used go first. Not for several threads.

    They stay for `cache_local_s`, or for `cache_ttl_s` where there is no Redis behind.
    """

    def __init__(self, settings: RecommenderSettings) -> None:
        alone = settings.redis_url is None
        self._values: TTLCache[str, bytes] = TTLCache(
            settings.cache_bytes,
            ttl=settings.cache_ttl_s if alone else settings.cache_local_s,
            getsizeof=lambda value: len(value) + ENTRY_BYTES,
        )

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get_many(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Those that are here."""
        found = ((key, self._values.get(key)) for key in keys)
        return {key: value for key, value in found if value is not None}

    def keep(self, values: Mapping[str, bytes]) -> None:
        """Keep them; one that is larger than all the place is left out."""
        for key, value in values.items():
            if len(value) + ENTRY_BYTES <= self._values.maxsize:
                self._values[key] = value
