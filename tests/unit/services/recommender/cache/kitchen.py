"""Answers that take a while to make, and a cache to keep them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from pydantic import BaseModel

from services.recommender.cache import Cache
from services.recommender.settings import RecommenderSettings
from tests.waiting import PATIENCE_S


class Answer(BaseModel):
    number: int


class Kitchen:
    """Makes answers, each with the next number, and counts them; while it is `closed` none is ready."""

    def __init__(self) -> None:
        self.made = 0
        self.ended = 0
        self.asked: list[Sequence[str]] = []
        self._opened = asyncio.Event()
        self._opened.set()

    def close(self) -> None:
        self._opened.clear()

    def open(self) -> None:
        self._opened.set()

    async def make(self) -> Answer:
        self.made += 1
        number = self.made
        try:
            await self._cook()
        finally:
            self.ended += 1
        return Answer(number=number)

    async def fail(self) -> Answer:
        await self.make()
        raise LookupError("burnt")

    async def load(self, keys: Sequence[str]) -> Mapping[str, Answer]:
        self.asked.append(keys)
        await self._cook()
        return {key: Answer(number=int(key)) for key in keys if key.isdigit()}

    async def _cook(self) -> None:
        await asyncio.sleep(0.005)
        await self._opened.wait()


def run(use: Callable[[Cache, Kitchen], Awaitable[None]], **settings: object) -> None:
    async def opened() -> None:
        cache = Cache(RecommenderSettings.model_validate(settings))
        try:
            async with asyncio.timeout(PATIENCE_S):
                await use(cache, Kitchen())
        finally:
            await cache.close()

    asyncio.run(opened())


async def until(condition: Callable[[], bool]) -> None:
    """Let others go on until it holds."""
    while not condition():  # noqa: ASYNC110  # whatever it is
        await asyncio.sleep(0.001)
