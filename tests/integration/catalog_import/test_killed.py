import random
import subprocess
import time
from pathlib import Path

import pytest

from services.recommender.catalog.stats import catalog_stats
from services.recommender.catalog.versions import live_table
from services.recommender.importing.checkpoints import ROWS
from services.recommender.importing.lock import lock_file
from services.recommender.importing.parsing import LARGE
from tests.integration.catalog_import.command import run, start
from tests.waiting import wait_until

KILLS = 20
PRODUCTS = 40_000
DESCRIPTION = "Made to be worn every day. " * 16
HEADER = "id\ttitle\tdescription\tlink\timage_link\tavailability\tprice\tcolor\tproduct_type\n"


def write_feed(path: Path, products: int, price: int) -> Path:
    """Every product costs `price`, so that a mix of two feeds is seen at once."""
    with path.open("w") as file:
        file.write(HEADER)
        for number in range(products):
            file.write(
                f"p{number}\tTee {number}\t{DESCRIPTION}\t/p/{number}\t/i/{number}.webp\tin_stock\t"
                f"{price}.00 EUR\tred\tTees\n"
            )
    return path


def served(catalog: Path) -> tuple[int, int, int]:
    """Products of the catalog that is served, and the lowest and the highest price."""
    stats = catalog_stats(str(catalog))
    return stats.products, stats.cheapest_cents // 100, stats.dearest_cents // 100


def wait_for_work(process: "subprocess.Popen[str]", catalog: Path) -> None:
    """Wait until Python has started and the import begins: nothing can be broken before."""
    while process.poll() is None:
        if (lock := lock_file(str(catalog))).exists() and lock.read_text() == str(process.pid):
            return
        time.sleep(0.005)


def readers_of(feed: Path) -> list[str]:
    """Command lines of processes that read a feed."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = process.read_bytes().replace(b"\0", b" ").decode()
        except OSError:  # it has ended
            continue
        if str(feed) in command:
            found.append(command)
    return found


@pytest.mark.timeout(1800)
def test_an_import_that_is_killed_at_any_moment_changes_nothing_and_goes_on(tmp_path: Path) -> None:
    catalog = tmp_path / "catalog"
    run(catalog, "import", str(write_feed(tmp_path / "small.tsv", 1000, 10)), "--no-embedding")
    feeds = [write_feed(tmp_path / f"{price}.tsv", PRODUCTS, price) for price in (20, 30)]
    assert feeds[0].stat().st_size > LARGE, "or no second process takes part"
    assert PRODUCTS > 2 * ROWS, "or nothing is there to be continued"
    whole = start(tmp_path / "other", "import", str(feeds[0]), "--no-embedding")
    wait_for_work(whole, tmp_path / "other")
    started = time.monotonic()
    whole.communicate()
    whole_s = time.monotonic() - started

    chance = random.Random(7)
    expected = (1000, 10, 10)
    kills = continued = 0
    importing = 0
    while kills < KILLS or not continued:
        process = start(catalog, "import", str(feeds[importing]), "--no-embedding")
        wait_for_work(process, catalog)
        killed = False
        try:
            printed, _ = process.communicate(timeout=chance.uniform(0, whole_s))
        except subprocess.TimeoutExpired:
            killed = True
            process.kill()
            printed, _ = process.communicate()
            kills += 1
            whole_s *= 1.1  # the machine may have become slower, or faster
        else:
            assert process.returncode == 0, printed
            continued += "from an import that was interrupted" in printed
            whole_s *= 0.9
        now = served(catalog)
        # one that is killed after the switch, which is the last step, has changed the catalog too
        if not killed or now != expected:
            price = 20 + 10 * importing
            expected = (PRODUCTS, price, price)
            importing = 1 - importing
        assert now == expected

    run(catalog, "import", str(feeds[importing]), "--no-embedding")
    price = 20 + 10 * importing
    assert served(catalog) == (PRODUCTS, price, price)
    ids = live_table(str(catalog)).search().select(["id"]).limit(10**6).to_arrow()["id"]
    assert sorted(ids.to_pylist()) == sorted(f"p{number}" for number in range(PRODUCTS))
    wait_until(lambda: not any(readers_of(feed) for feed in feeds))
