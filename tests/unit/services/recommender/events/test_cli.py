import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from contracts.events import Event, EventList, EventType
from services.recommender.cli.app import app
from services.recommender.errors import CatalogMissing
from services.recommender.events.categories import categories_of
from services.recommender.events.events import Events
from services.recommender.settings import RecommenderSettings
from tests.unit.services.recommender.shop import import_rows, row

runner = CliRunner()


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("shop")
    import_rows(folder, [row(number) for number in range(20)])
    return str(folder / "catalog")


@pytest.fixture
def events_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVENTS_FILE", str(tmp_path / "events.jsonl"))
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path / "events.jsonl"


def event(kind: EventType, product_id: str, position: int, of_list: EventList | None = None) -> Event:
    return Event(type=kind, request_id="r1", product_id=product_id, position=position, list=of_list)


def store(events_file: Path, *given: Event) -> None:
    async def stored() -> None:
        events = Events(RecommenderSettings(events_file=events_file))
        events.note("r1", [one.product_id for one in given])
        await events.receive(given)

    asyncio.run(stored())


def rows_of(output: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in output.splitlines() if "│" in line]


def test_report_counts_by_list_position_and_category(catalog: str, events_file: Path) -> None:
    # p0 and p10 are tees, p1 is a jacket, p999 was in the catalog once
    store(
        events_file,
        *(event("view", f"p{number}", place) for place, number in enumerate((0, 10, 1, 999))),
        event("click", "p10", 1),
        event("buy", "p10", 1),
    )
    shown = runner.invoke(app, ["events", "report", "--catalog", catalog])
    assert shown.exit_code == 0, shown.output
    lines = rows_of(shown.output)
    assert ["2", "1", "1", "100.0%", "1"] in lines
    assert ["Tee", "2", "1", "50.0%", "1"] in lines
    assert ["Jacket", "1", "0", "0.0%", "0"] in lines
    assert ["no longer in the catalog", "1", "0", "0.0%", "0"] in lines
    assert ["not said", "4", "1", "25.0%", "1"] in lines
    assert lines.count(["all", "4", "1", "25.0%", "1"]) == 3


def test_report_of_one_list(events_file: Path, tmp_path: Path) -> None:
    store(events_file, event("view", "p0", 0, "completes"), event("view", "p10", 0, "recommendations"))
    # no category is counted, so no catalog is needed
    asked = ["events", "report", "--list", "completes", "--catalog", str(tmp_path / "none")]
    shown = runner.invoke(app, asked)
    assert shown.exit_code == 0, shown.output
    assert "By position in completes" in shown.output
    assert ["1", "1", "0", "0.0%", "0"] in rows_of(shown.output)
    assert "By list" not in shown.output
    wrong = runner.invoke(app, ["events", "report", "--list", "best"])
    assert wrong.exit_code == 2
    assert "similar" in wrong.output


def test_fold_says_how_many(events_file: Path) -> None:
    store(events_file, event("view", "p0", 0), event("click", "p0", 0))
    assert "2 events folded" in runner.invoke(app, ["events", "fold"]).output
    assert "0 events folded" in runner.invoke(app, ["events", "fold"]).output


@pytest.mark.usefixtures("events_file")
def test_a_report_of_nothing(catalog: str) -> None:
    shown = runner.invoke(app, ["events", "report", "--catalog", catalog])
    assert (shown.exit_code, "No events yet" in shown.output) == (0, True)


def test_what_does_not_work_says_why(
    events_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(events_file, event("view", "p0", 0))
    shown = runner.invoke(app, ["events", "report", "--catalog", str(tmp_path / "none")])
    assert (shown.exit_code, "no catalog at" in shown.output) == (1, True)
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    shown = runner.invoke(app, ["events", "fold"])
    assert (shown.exit_code, "Redis does not answer" in shown.output) == (1, True)


def test_categories_of_many_products(catalog: str, tmp_path: Path) -> None:
    asked = [f"p{number}" for number in range(1200)] + ["it's"]
    found = categories_of(catalog, asked)
    assert len(found) == 20
    assert found["p0"] == "Tee"
    assert categories_of(catalog, []) == {}
    with pytest.raises(CatalogMissing):
        categories_of(str(tmp_path / "none"), asked)
