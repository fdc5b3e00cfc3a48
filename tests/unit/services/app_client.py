"""An app called in process: its lifespan runs, no port is open."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from fastapi import FastAPI


class AppClient:
    """Requests to an app whose lifespan has been entered, each run to its end on one event loop."""

    def __init__(self, client: httpx.AsyncClient, runner: asyncio.Runner) -> None:
        self._client = client
        self._runner = runner

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self._runner.run(self._client.get(path, **options))

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self._runner.run(self._client.post(path, **options))

    def post_together(self, path: str, requests: list[dict[str, Any]]) -> list[httpx.Response]:
        """Requests that wait at the same time, as those of several callers do."""

        async def post_all() -> list[httpx.Response]:
            return await asyncio.gather(*(self._client.post(path, **options) for options in requests))

        return self._runner.run(post_all())


@contextmanager
def running(app: FastAPI) -> Iterator[AppClient]:
    """Start the app, give a client of it, and shut it down."""
    with asyncio.Runner() as runner:
        lifespan = app.router.lifespan_context(app)
        runner.run(lifespan.__aenter__())
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service")
        try:
            yield AppClient(client, runner)
        finally:
            runner.run(client.aclose())
            runner.run(lifespan.__aexit__(None, None, None))
