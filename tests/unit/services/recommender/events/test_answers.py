from contracts.events import Event, EventType
from services.recommender.events.answers import MOST_PRODUCTS, Answers


def event(
    product_id: str = "tee", kind: EventType = "view", request_id: str = "r1", position: int = 0
) -> Event:
    return Event(type=kind, request_id=request_id, product_id=product_id, position=position)


def test_only_what_an_answer_named_is_known() -> None:
    answers = Answers(10, life_s=60)
    answers.note("r1", ["tee", "tee 2"])
    assert answers.named(event("tee"))
    assert answers.named(event("tee 2"))
    assert not answers.named(event("te"))
    assert not answers.named(event("2"))
    assert not answers.named(event("tee", request_id="r2"))


def test_parts_of_one_request_add_up() -> None:
    answers = Answers(10, life_s=60)
    answers.note("r1", ["tee"])
    answers.mark_stored([event("tee")])
    answers.note("r1", ["jeans", "tee"])
    assert answers.marks("r1") == {"tee": "v", "jeans": ""}


def test_the_oldest_answer_goes_first() -> None:
    answers = Answers(2, life_s=60)
    for request_id in ("r1", "r2", "r1", "r3"):
        answers.note(request_id, ["tee"])
    assert [answers.has(request_id) for request_id in ("r1", "r2", "r3")] == [True, False, True]


def test_an_answer_ends_some_time_after_its_last_event() -> None:
    now = 0.0
    answers = Answers(10, life_s=60, clock=lambda: now)
    answers.note("r1", ["tee"])
    now = 50.0
    answers.mark_stored([event("tee")])
    now = 100.0
    assert answers.has("r1")
    now = 111.0
    assert not answers.has("r1")
    assert not answers.named(event("tee"))
    assert answers.marks("r1") == {}


def test_one_request_id_cannot_fill_the_memory() -> None:
    answers = Answers(10, life_s=60)
    for call in range(10):
        answers.note("r1", [f"p{call}-{number}" for number in range(1000)])
    assert len(answers.marks("r1")) <= MOST_PRODUCTS + 1000


def test_each_type_of_event_is_stored_by_itself() -> None:
    answers = Answers(10, life_s=60)
    answers.note("r1", ["tee"])
    answers.mark_stored([event("tee"), event("tee", "buy"), event("unknown"), event("tee", request_id="r2")])
    assert answers.is_stored(event("tee", position=7))
    assert answers.is_stored(event("tee", "buy"))
    assert not answers.is_stored(event("tee", "click"))
    assert not answers.is_stored(event("unknown"))
    assert answers.marks("r1") == {"tee": "bv"}


def test_redis_is_not_told_of_what_it_learns_from_the_file() -> None:
    answers = Answers(10, life_s=60)
    answers.note("r1", ["tee"])
    answers.mark_stored([event("tee")])
    answers.mark_stored([event("tee", "click")], in_file=True)
    assert answers.is_stored(event("tee", "click"))
    assert answers.marks("r1") == {"tee": "v"}
