"""Answers that take a while to make, and a cache to keep them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from pydantic import BaseModel

from services.recommender.cache import Cache
from services.recommender.settings import RecommenderSettings


class Answer(BaseModel):
    number: int


class Kitchen:
    """Makes answers, each with the next number, and counts them."""

    def __init__(self, takes_s: float = 0.02) -> None:
        self.made = 0
        self.ended = 0
        self.asked: list[Sequence[str]] = []
        self._takes_s = takes_s

    async def make(self) -> Answer:
        self.made += 1
        number = self.made
        try:
            await asyncio.sleep(self._takes_s)
        finally:
            self.ended += 1
        return Answer(number=number)

    async def fail(self) -> Answer:
        await self.make()
        raise LookupError("burnt")

    async def load(self, keys: Sequence[str]) -> Mapping[str, Answer]:
        self.asked.append(keys)
        await asyncio.sleep(self._takes_s)
        return {key: Answer(number=int(key)) for key in keys if key.isdigit()}


def run(use: Callable[[Cache, Kitchen], Awaitable[None]], takes_s: float = 0.02, **settings: object) -> None:
    async def opened() -> None:
        cache = Cache(RecommenderSettings.model_validate(settings))
        try:
            await use(cache, Kitchen(takes_s))
        finally:
            await cache.close()

    asyncio.run(opened())
