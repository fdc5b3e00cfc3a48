import asyncio
import shutil
from pathlib import Path

import pytest

from services.recommender.catalog import reader as reader_module
from services.recommender.catalog.reader import CatalogReader
from services.recommender.errors import CatalogMissing, CursorExpired
from services.recommender.settings import RecommenderSettings
from tests.unit.services.recommender.shop import import_rows, row
from tests.waiting import eventually


def reader(folder: Path) -> CatalogReader:
    return CatalogReader(RecommenderSettings(catalog_uri=str(folder / "catalog"), catalog_poll_s=0.02))


def test_without_a_catalog_it_says_what_to_do(tmp_path: Path) -> None:
    async def use() -> None:
        missing = reader(tmp_path)
        await missing.refresh()
        assert "vitrine catalog import" in (missing.missing() or "")
        with pytest.raises(CatalogMissing):
            _ = missing.current

    asyncio.run(use())


def test_a_catalog_that_appears_and_a_newer_one_are_switched_to(tmp_path: Path) -> None:
    async def use() -> None:
        watching = reader(tmp_path)
        await watching.refresh()
        watch = asyncio.create_task(watching.watch())
        first = await asyncio.to_thread(import_rows, tmp_path, [row(1)])
        await wait_for_version(watching, first.version)
        old = watching.current
        second = await asyncio.to_thread(import_rows, tmp_path, [row(2)])
        await wait_for_version(watching, second.version)
        assert set(await watching.current.products(["p1", "p2"])) == {"p2"}
        assert set(await old.products(["p1", "p2"])) == {"p1"}, "a pinned version never changes"
        watch.cancel()

    asyncio.run(use())


async def wait_for_version(watching: CatalogReader, version: int) -> None:
    async def switched() -> bool:
        return watching.missing() is None and watching.current.version == version

    await eventually(switched)


def test_the_version_before_stays_open_and_older_ones_are_expired(tmp_path: Path) -> None:
    async def use() -> None:
        reading = reader(tmp_path)
        keys = []
        for number in range(3):
            await asyncio.to_thread(import_rows, tmp_path, [row(number)])
            await reading.refresh()
            keys.append(reading.current.key)
        for number in (1, 2):
            catalog = reading.at(keys[number])
            assert set(await catalog.products([f"p{number}"])) == {f"p{number}"}
        with pytest.raises(CursorExpired, match="ask without it"):
            reading.at(keys[0])

    asyncio.run(use())


def test_the_version_before_is_closed_when_nobody_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def use() -> None:
        reading = reader(tmp_path)
        await asyncio.to_thread(import_rows, tmp_path, [row(1)])
        await reading.refresh()
        old = reading.current.key
        await asyncio.to_thread(import_rows, tmp_path, [row(2)])
        await reading.refresh()
        watch = asyncio.create_task(reading.watch())
        for _ in range(5):
            await asyncio.sleep(0.05)
            assert reading.at(old).key == old
        monkeypatch.setattr(reader_module, "OLD_S", 0.01)

        async def closed() -> bool:
            return reading._old is None

        await eventually(closed)
        with pytest.raises(CursorExpired):
            reading.at(old)
        watch.cancel()

    asyncio.run(use())


@pytest.mark.parametrize("key", ["999-abcdef01", "x", "", "-1-a", "1" * 40])
def test_a_version_that_is_not_open_is_expired(tmp_path: Path, key: str) -> None:
    import_rows(tmp_path, [row(1)])

    async def use() -> None:
        reading = reader(tmp_path)
        await reading.refresh()
        with pytest.raises(CursorExpired, match="not open any more"):
            reading.at(key)

    asyncio.run(use())


def test_a_catalog_that_was_deleted_and_filled_again_is_noticed(tmp_path: Path) -> None:
    async def use() -> None:
        reading = reader(tmp_path)
        await asyncio.to_thread(import_rows, tmp_path, [row(1)])
        await reading.refresh()
        first = reading.current
        await asyncio.to_thread(shutil.rmtree, tmp_path / "catalog")
        await reading.refresh()
        assert reading.current is first, "what is in memory goes on"
        await asyncio.to_thread(import_rows, tmp_path, [row(2)])
        await reading.refresh()
        second = reading.current
        assert second.version == first.version
        assert second.key != first.key
        assert set(await second.products(["p1", "p2"])) == {"p2"}

    asyncio.run(use())
