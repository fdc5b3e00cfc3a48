"""What this process answered lately, and which events of it were stored: by request id, in memory."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from contracts.events import Event

MOST_PRODUCTS = 4096
"""Products that are kept of one request id. One request names at most 2,304; a caller who sends the same
`X-Request-ID` again and again must not fill the memory."""


@dataclass
class _Answer:
    until: float
    products: str = ""
    """Ids, each between two line breaks: a tenth of the memory of a set of them."""
    stored: set[tuple[str, str]] = field(default_factory=set)
    """Type and product of the events that were stored."""
    in_file: set[tuple[str, str]] = field(default_factory=set)
    """Those that Redis learns of from the journal: told that they are stored, it would not count them."""

    def names(self, product_id: str) -> bool:
        return f"\n{product_id}\n" in self.products


class Answers:
    """The latest `most` answers, each until `life_s` seconds after its last event. For one thread."""

    def __init__(self, most: int, life_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._life_s = life_s
        self._clock = clock
        self._answers: OrderedDict[str, _Answer] = OrderedDict()

    def note(self, request_id: str, product_ids: Iterable[str]) -> None:
        """Remember that an answer named these products; several parts of one request add up."""
        answer = self._living(request_id) or _Answer(0.0)
        answer.until = self._clock() + self._life_s
        self._answers[request_id] = answer
        self._answers.move_to_end(request_id)
        if answer.products.count("\n") <= MOST_PRODUCTS:
            new = dict.fromkeys(one for one in product_ids if not answer.names(one))
            if new:
                answer.products = f"{answer.products or chr(10)}{chr(10).join(new)}\n"
        while len(self._answers) > self._most:
            self._answers.popitem(last=False)

    def has(self, request_id: str) -> bool:
        """Whether the request is one of those."""
        return self._living(request_id) is not None

    def named(self, event: Event) -> bool:
        """Whether the answer to the event's request named its product."""
        answer = self._living(event.request_id)
        return answer is not None and answer.names(event.product_id)

    def is_stored(self, event: Event) -> bool:
        """Whether this event was stored before."""
        answer = self._living(event.request_id)
        return answer is not None and (event.type, event.product_id) in answer.stored

    def mark_stored(self, events: Iterable[Event], in_file: bool = False) -> None:
        """Remember that events were stored; those of a request that is not known here are left to others."""
        for event in events:
            answer = self._living(event.request_id)
            if answer is not None and answer.names(event.product_id):
                answer.stored.add((event.type, event.product_id))
                if in_file:
                    answer.in_file.add((event.type, event.product_id))
                answer.until = self._clock() + self._life_s

    def marks(self, request_id: str) -> dict[str, str]:
        """Product -> first letters of the types that Redis has stored of it, as it keeps them itself."""
        answer = self._living(request_id)
        if answer is None:
            return {}
        marks = dict.fromkeys(answer.products.split("\n")[1:-1], "")
        for kind, product_id in sorted(answer.stored - answer.in_file):
            marks[product_id] += kind[0]
        return marks

    def _living(self, request_id: str) -> _Answer | None:
        answer = self._answers.get(request_id)
        return answer if answer is not None and answer.until > self._clock() else None
