"""Shoppers keep asking a real recommender while its Redis is paused, killed, flushed and filled up."""

import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.integration.recommender_redis.process import Recommender, recommender, shopping
from tests.stack import Redis
from tests.unit.services.recommender.shop import import_rows, row
from tests.waiting import wait_until

PATIENT = {"CACHE_TIMEOUT_S": "30", "CACHE_LOCAL_S": "0.1"}
"""A busy machine must not look like a Redis that is gone."""


@pytest.fixture
def service(shop: Path, server: Redis, tmp_path: Path) -> Iterator[Recommender]:
    settings = {"REDIS_URL": server.url, "CACHE_LOCAL_S": "0.1"}
    with recommender(shop / "catalog", tmp_path / "log", **settings) as running:
        yield running


@pytest.fixture
def patient_service(shop: Path, server: Redis, tmp_path: Path) -> Iterator[Recommender]:
    settings = {"REDIS_URL": server.url, **PATIENT}
    with recommender(shop / "catalog", tmp_path / "log", **settings) as running:
        yield running


def hits(service: Recommender) -> float:
    return service.metric("vitrine_cache_lookups_total", outcome="hit")


def is_missed(service: Recommender, failures: float) -> None:
    wait_until(lambda: service.metric("vitrine_cache_failures_total") > failures)
    wait_until(lambda: service.metric("vitrine_cache_available") == 0)


def is_used_again(service: Recommender) -> None:
    before = hits(service)
    wait_until(lambda: hits(service) > before and service.metric("vitrine_cache_available") == 1)


def test_a_redis_that_is_paused_is_done_without_and_used_again(service: Recommender, server: Redis) -> None:
    with shopping(service) as shoppers:
        shoppers.wait_for_whole()
        for _ in range(3):
            failures = service.metric("vitrine_cache_failures_total")
            server.process.send_signal(signal.SIGSTOP)
            shoppers.wait_for_degraded()
            is_missed(service, failures)
            server.process.send_signal(signal.SIGCONT)
            shoppers.wait_for_whole()
            is_used_again(service)


def test_a_redis_that_is_killed_is_done_without_and_used_again(service: Recommender, server: Redis) -> None:
    with shopping(service) as shoppers:
        shoppers.wait_for_whole()
        for _ in range(3):
            failures = service.metric("vitrine_cache_failures_total")
            server.stop()
            shoppers.wait_for_degraded()
            is_missed(service, failures)
            server.restart()
            shoppers.wait_for_whole()
            is_used_again(service)


def test_a_redis_that_is_late_is_used_when_it_comes(service: Recommender, server: Redis) -> None:
    server.stop()  # before the first question
    with shopping(service) as shoppers:
        shoppers.wait_for_degraded()
        server.restart()
        shoppers.wait_for_whole()
        is_used_again(service)


def test_a_redis_that_is_slow_fails_no_request(service: Recommender, direct: Any) -> None:
    with shopping(service) as shoppers:
        shoppers.wait_for_whole()
        for pause_ms in (20, 60, 90, 150, 300) * 3:
            direct.client_pause(pause_ms)
            shoppers.wait_for(lambda _: True, 5)
        shoppers.wait_for_whole()
        is_used_again(service)


def test_a_redis_that_is_flushed_is_filled_again(patient_service: Recommender, direct: Any) -> None:
    with shopping(patient_service) as shoppers:
        shoppers.wait_for_whole()
        for _ in range(20):
            direct.flushall()
            time.sleep(0.05)
        wait_until(lambda: direct.dbsize() > 10)
        is_used_again(patient_service)
    assert all(answer["degraded"] == [] for answer in shoppers.answers)
    assert patient_service.metric("vitrine_cache_failures_total") == 0


def test_a_full_redis_that_evicts_nothing_is_still_read(patient_service: Recommender, direct: Any) -> None:
    with shopping(patient_service, questions=5000) as shoppers:
        is_used_again(patient_service)
        direct.config_set("maxmemory", 1)
        shoppers.wait_for_whole()
        wait_until(lambda: patient_service.metric("vitrine_cache_refused_total") > 10)
        kept = direct.dbsize()
        is_used_again(patient_service)
        assert direct.dbsize() <= kept
        direct.config_set("maxmemory", 0)
        wait_until(lambda: direct.dbsize() > kept)
    assert all(answer["degraded"] == [] for answer in shoppers.answers)
    assert patient_service.metric("vitrine_cache_failures_total") == 0


def test_a_full_redis_that_evicts_stays_within_its_bounds(patient_service: Recommender, direct: Any) -> None:
    direct.config_set("maxmemory-policy", "allkeys-lru")
    # so much that the buffers of connections, which count too, do not drive everything out
    direct.mset({f"old:{number}": bytes(2000) for number in range(2000)})
    with shopping(patient_service, questions=100_000) as shoppers:
        direct.config_set("maxmemory", direct.info("memory")["used_memory"])
        wait_until(lambda: direct.info("stats")["evicted_keys"] > 50)
        is_used_again(patient_service)
    assert all(answer["degraded"] == [] for answer in shoppers.answers)
    assert patient_service.metric("vitrine_cache_failures_total") == 0


def test_no_answer_mixes_two_catalogs(server: Redis, tmp_path: Path) -> None:
    brands = ("First", "Second", "Third", "Fourth")
    import_rows(tmp_path, [row(number, brand=brands[0]) for number in range(100)])
    settings = {"REDIS_URL": server.url, "CATALOG_POLL_S": "0.1", **PATIENT}
    with (
        recommender(tmp_path / "catalog", tmp_path / "log", **settings) as service,
        shopping(service, questions=5) as shoppers,
    ):
        for brand in brands[1:]:
            import_rows(tmp_path, [row(number, brand=brand) for number in range(100)])
            shoppers.wait_for(partial(is_all_of, brand), 20)
    by_version: dict[int, set[str]] = {}
    for answer in shoppers.answers:
        by_version.setdefault(answer["catalog_version"], set()).update(brands_of(answer))
    assert sorted(map(sorted, by_version.values())) == sorted([brand] for brand in brands)


def brands_of(answer: dict[str, Any]) -> set[str]:
    return {product["brand"] for product in answer["results"][0]["products"]}


def is_all_of(brand: str, answer: dict[str, Any]) -> bool:
    return brands_of(answer) == {brand}
