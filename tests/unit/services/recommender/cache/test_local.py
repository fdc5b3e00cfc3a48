import time

from services.recommender.cache.local import ENTRY_BYTES, LocalCache
from services.recommender.settings import RecommenderSettings


def local(**settings: object) -> LocalCache:
    return LocalCache(RecommenderSettings.model_validate(settings))


def test_what_was_kept_comes_back_and_the_rest_is_missing() -> None:
    cache = local()
    cache.keep({"a": b"1", "b": b"2"})
    assert cache.get_many(["a", "c"]) == {"a": b"1"}
    assert "b" in cache
    assert "c" not in cache


def test_it_is_bounded_and_the_least_recently_used_goes_first() -> None:
    cache = local(cache_bytes=3 * (ENTRY_BYTES + 10))
    cache.keep({"a": b"x" * 10, "b": b"x" * 10, "c": b"x" * 10})
    cache.get_many(["a"])
    cache.keep({"d": b"x" * 10})
    assert set(cache.get_many(["a", "b", "c", "d"])) == {"a", "c", "d"}
    cache.keep({"large": b"x" * (2 * ENTRY_BYTES)})
    assert set(cache.get_many(["a", "b", "c", "d", "large"])) == {"large"}


def test_what_is_larger_than_all_the_place_is_left_out() -> None:
    cache = local(cache_bytes=1000)
    cache.keep({"a": b"x", "large": b"x" * 1000})
    assert cache.get_many(["a", "large"]) == {"a": b"x"}


def test_it_is_short_lived_before_redis_and_not_without() -> None:
    before = local(redis_url="redis://127.0.0.1:1/0", cache_local_s=0.05)
    alone = local(cache_local_s=0.05)
    for cache in (before, alone):
        cache.keep({"a": b"x"})
    time.sleep(0.1)
    assert "a" not in before
    assert "a" in alone


def test_entries_do_not_outlive_their_time() -> None:
    cache = local(cache_ttl_s=0.05)
    cache.keep({"a": b"x"})
    time.sleep(0.1)
    assert cache.get_many(["a"]) == {}
