import asyncio
import json
from collections.abc import Callable

import httpx
import pytest

from contracts.recommender import Filters, GenderHint
from gateway.pipeline import Pipeline, ReadPerson, Wish
from gateway.reading import WHOLE_PHOTO
from gateway.stages import Stages
from serving.errors import Overloaded
from tests.unit.gateway.services import Handler, Town, person

PARTS = ["pose", "gender", "clothes", "recommender"]


def read(
    town: Town, *, gender: GenderHint | None = None, max_people: int = 1, with_gender: bool = True
) -> tuple[list[ReadPerson], Pipeline, Stages]:
    stages = Stages()
    wish = Wish(gender, Filters(), limit=8, max_people=max_people)
    pipeline = Pipeline(town.services(with_gender), wish, stages, worn_threshold=0.4)
    return asyncio.run(pipeline.read(b"P6 1 1 255\n...")), pipeline, stages


def refuse(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


def never(_: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("late")


def overloaded(_: httpx.Request) -> httpx.Response:
    problem = {"type": "urn:vitrine:problem:overloaded", "detail": "64 of 64 places"}
    return httpx.Response(503, json=problem)


FAILURES: dict[str, Handler] = {
    "refuses": refuse,
    "is late": never,
    "fails": lambda _: httpx.Response(500, text="boom"),
    "talks nonsense": lambda _: httpx.Response(200, json={"hello": "world"}),
    "is not ready": lambda _: httpx.Response(
        503, json={"type": "urn:vitrine:problem:not-ready", "detail": ""}
    ),
}


def test_everything_is_read_for_the_main_person() -> None:
    town = Town()
    town.people = [person(), person(0.5)]
    people, pipeline, stages = read(town)
    assert len(people) == 1
    assert people[0].gender == GenderHint(label="female", confidence=0.9, source="model")
    assert [garment.reading.slot for garment in people[0].garments] == ["upper"]
    assert people[0].garments[0].products.products[0].id == "blazer-1"
    assert pipeline.models == {"pose": "pose@1", "gender": "gender@1", "clothes": "clothes@1"}
    assert stages.degraded == []
    assert set(stages.milliseconds) == {"pose", "gender", "clothes", "recommend", "total"}


def test_boxes_go_to_the_services_that_read_them() -> None:
    town = Town()
    read(town)
    assert dict(town.requests["gender"][0].url.params) == {
        "box": "0.40000,0.00000,0.60000,0.20000",
        "face": "1.00",
    }
    assert dict(town.requests["clothes"][0].url.params) == {"upper": "0.30000,0.20000,0.70000,0.50000"}
    asked = json.loads(town.requests["recommender"][0].content)
    assert asked["gender"] == {"label": "female", "confidence": 0.9, "source": "model"}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_fails_is_named_and_the_rest_is_answered(part: str, failure: str) -> None:
    town = Town()
    town.handlers[part] = FAILURES[failure]
    people, _, stages = read(town)
    assert stages.degraded == [part]
    match part:
        case "pose":
            assert people[0].person is WHOLE_PHOTO
            assert [garment.reading.slot for garment in people[0].garments] == ["upper", "lower"]
        case "gender":
            assert people[0].gender.label == "all"
            assert people[0].garments[0].products.products
        case "clothes":
            assert people[0].garments == []
        case _:
            assert people[0].garments[0].products.products == []


@pytest.mark.parametrize("part", ["pose", "clothes"])
def test_a_full_queue_where_the_work_is_sheds_the_request(part: str) -> None:
    town = Town()
    town.handlers[part] = overloaded
    with pytest.raises(Overloaded):
        read(town)


@pytest.mark.parametrize("part", ["gender", "recommender"])
def test_a_full_queue_elsewhere_degrades(part: str) -> None:
    town = Town()
    town.handlers[part] = overloaded
    _, _, stages = read(town)
    assert stages.degraded == [part]


def test_all_parts_down_is_still_an_answer() -> None:
    town = Town()
    town.handlers = dict.fromkeys(PARTS, refuse)
    people, _, stages = read(town)
    assert stages.degraded == ["pose", "clothes"]
    assert people[0].garments == []


def test_nobody_in_the_photo_is_a_garment_and_no_gender_is_asked() -> None:
    town = Town()
    town.people = []
    people, _, stages = read(town)
    assert people[0].person is WHOLE_PHOTO
    assert town.requests["gender"] == []
    assert dict(town.requests["clothes"][0].url.params).keys() == {"upper", "lower", "whole"}
    assert stages.degraded == []


def test_the_shoppers_word_wins_and_spares_the_guess() -> None:
    town = Town()
    people, _, _ = read(town, gender=GenderHint(label="male", confidence=1.0, source="shopper"))
    assert people[0].gender.source == "shopper"
    assert town.requests["gender"] == []


def test_a_shop_without_the_guess_is_not_degraded() -> None:
    people, _, stages = read(Town(), with_gender=False)
    assert people[0].gender == GenderHint(label="all", confidence=0.0, source="none")
    assert stages.degraded == []


def test_everyone_up_to_the_limit() -> None:
    town = Town()
    town.people = [person(0.9), person(0.8), person(0.7)]
    people, _, _ = read(town, max_people=2)
    assert [one.person.score for one in people] == [0.9, 0.8]
    assert len(town.requests["clothes"]) == 2


def test_a_person_without_any_region_has_no_garments() -> None:
    town = Town()
    town.people = [person(head=None, upper=None)]
    people, _, stages = read(town)
    assert people[0].garments == []
    assert stages.degraded == []
    assert town.requests["clothes"] == town.requests["recommender"] == []


def test_a_connection_that_breaks_is_tried_once_more() -> None:
    town = Town()
    town.handlers["pose"] = once_broken(town.handlers["pose"])
    people, _, stages = read(town)
    assert len(town.requests["pose"]) == 2
    assert people[0].person is not WHOLE_PHOTO
    assert stages.degraded == []


def once_broken(handler: Handler) -> Callable[[httpx.Request], httpx.Response]:
    broken = iter([httpx.RemoteProtocolError("Server disconnected")])

    def answer(request: httpx.Request) -> httpx.Response:
        if error := next(broken, None):
            raise error
        return handler(request)

    return answer
