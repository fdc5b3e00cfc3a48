"""The app of a model service: everything but its task."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Generic, TypeVar

import anyio.to_thread
import structlog
from anyio import CapacityLimiter
from fastapi import Depends, FastAPI, Request
from prometheus_client import Counter, Gauge, Histogram

from contracts.model import ModelResponse, RejectedModel
from serving.admission import Admission
from serving.cores import available_cores
from serving.errors import NotReady
from serving.http.app import make_app, problem_responses
from serving.image import Limits, Photo, decode
from serving.image.pnm import is_raw_rgb
from serving.inference.batcher import Batcher
from serving.inference.lanes import lanes
from serving.inference.model import Models
from serving.inference.session import load
from serving.inference.store import ModelStore
from serving.inference.task import Task
from serving.settings import ModelSettings

Item = TypeVar("Item")
Result = TypeVar("Result")

WAITING = Gauge("vitrine_queue_items", "Items that wait for the model", ["service"])
BATCH = Histogram(
    "vitrine_batch_size", "Items computed together", ["service"], buckets=(1, 2, 4, 8, 16, 32, 64)
)
SERVING = Gauge("vitrine_model_version", "Version that serves, and what it runs on", ["model", "provider"])
REJECTED = Gauge("vitrine_models_rejected", "Model files that were seen and not taken", ["service"])
REFRESH_FAILURES = Counter(
    "vitrine_model_refresh_failures_total", "Looks at the repository that failed", ["service"]
)

log = structlog.get_logger()


async def read_photo(request: Request) -> AsyncIterator[Photo]:
    """The request's body as a photo, if it is let in; decoded away from the event loop."""
    state = request.app.state
    with state.admission.place():
        body = await request.body()
        if is_raw_rgb(body):
            yield decode(body, state.limits)  # nothing to be computed: not worth a thread
        else:
            yield await anyio.to_thread.run_sync(decode, body, state.limits, limiter=state.decoders)


BodyPhoto = Annotated[Photo, Depends(read_photo)]
"""A parameter of a route: the raw request body, decoded upright."""

PHOTO_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for media_type in ("image/jpeg", "image/png", "image/webp", "image/x-portable-pixmap")
        },
    }
}
"""`openapi_extra` of a route with a `BodyPhoto`."""

PHOTO_PROBLEMS = problem_responses(413, 415, 422, 500, 503, 504)
"""`responses` of a route with a `BodyPhoto`."""


class ModelService(Generic[Item, Result]):
    """Wires a task to a store, a batcher and an app; `app` is what uvicorn serves."""

    def __init__(self, task: Task[Item, Result], settings: ModelSettings) -> None:
        # asked for a device that is not there: one line, before the port is open
        try:
            self._lanes = lanes(settings.device, settings.max_batch, settings.threads)
        except NotReady as error:
            raise SystemExit(f"{task.name} cannot start: {error.detail}") from error
        self._task = task
        self._settings = settings
        self._store = ModelStore(
            settings.models_dir,
            task.models,
            load=lambda path: load(path, settings.device, self._lanes.threads),
            check=task.check,
            warm_up=self._warm_up,
            pinned=settings.model_version,
        )
        self._batcher: Batcher[Item, Result] | None = None
        self.app = make_app(task.name, lifespan=self._lifespan, ready=self._not_ready, settings=settings)
        self.app.state.limits = Limits(settings.max_body_bytes, settings.max_pixels)
        self.app.state.decoders = CapacityLimiter(available_cores())
        self.app.state.admission = Admission(
            settings.max_wait_s,
            settings.min_requests,
            settings.max_waiting + self._lanes.at_once * self._lanes.together,
        )
        self.app.get("/v1/model", tags=["process"])(self._model_info)
        WAITING.labels(task.name).set_function(lambda: self._batcher.waiting if self._batcher else 0)
        REFRESH_FAILURES.labels(task.name)  # there from the start, or the first failure would not be a rise

    async def predict(self, items: Sequence[Item]) -> list[Result]:
        """Results for the items of one request, batched with those of others.

        Raises:
            Overloaded: the queue is full.
            NotReady: no model serves, or the process shuts down.
            ModelFailure: the model raised.
        """
        if self._batcher is None:
            raise NotReady("starting")
        return await self._batcher.submit(items)

    def _predict_batch(self, items: Sequence[Item]) -> list[Result]:
        return self._task.predict(self._store.models, items)

    def _warm_up(self, models: Models) -> None:
        """Run every batch size once that the first requests may bring: a runtime plans memory per shape."""
        size = 1
        while size <= self._lanes.together:
            self._task.predict(models, [self._task.sample()] * size)
            size *= 2

    def _not_ready(self) -> str | None:
        return "starting" if self._batcher is None else self._store.complaint

    async def _model_info(self) -> ModelResponse:
        """Which files serve, on what, and which were refused."""
        return ModelResponse(
            models=[] if self._store.complaint else [model.info() for model in self._store.models.values()],
            rejected=[
                RejectedModel(name=file.name, version=file.version, reason=reason)
                for file, reason in self._store.rejected.items()
            ],
        )

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        # a device that is not there ends the start here
        await self._refresh()
        self._batcher = Batcher(
            self._predict_batch,
            key=self._task.key,
            max_batch=self._lanes.together,
            at_once=self._lanes.at_once,
            max_waiting=self._settings.max_waiting,
            on_batch=BATCH.labels(self._task.name).observe,
        )
        polling = asyncio.create_task(self._poll())
        try:
            yield
        finally:
            polling.cancel()
            await self._batcher.close()

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(self._settings.model_poll_s)
            try:
                await self._refresh()
            except Exception:
                REFRESH_FAILURES.labels(self._task.name).inc()
                log.exception("looking at the model repository failed")

    async def _refresh(self) -> None:
        await asyncio.to_thread(self._store.refresh)
        REJECTED.labels(self._task.name).set(len(self._store.rejected))
        if self._store.complaint is None:
            for model in self._store.models.values():
                SERVING.labels(model.name, model.info().provider).set(model.version)
