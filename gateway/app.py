"""The gateway, wired: `uvicorn --factory gateway.app:make_app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from gateway.access.guard import Access, Guard
from gateway.access.headers import SecurityHeaders
from gateway.access.keys import ApiKeys
from gateway.access.operations import OperationsPort
from gateway.access.page_pass import PagePass
from gateway.access.rates import Rate
from gateway.pipeline import Services
from gateway.query_token import QueryTokens
from gateway.routes import events, pages, products, recommendations, search
from gateway.service_client import ServiceClient
from gateway.settings import GatewaySettings
from gateway.state import Gateway
from gateway.upload import FORM_OVERHEAD, Decoder, keep_uploads_in_memory
from serving.admission import Admission
from serving.http.app import make_app as make_http_app
from serving.http.request_id import HEADER as REQUEST_ID
from serving.image import Limits

log = structlog.get_logger()


def make_app(settings: GatewaySettings | None = None) -> FastAPI:
    """The public API and the page."""
    settings = settings or GatewaySettings()
    # a form with the largest photo must still pass, and everything over it must not
    body_limit = settings.max_photo_bytes + FORM_OVERHEAD
    settings = settings.model_copy(update={"max_body_bytes": body_limit})
    keep_uploads_in_memory(settings.max_photo_bytes)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        gateway = _wire(settings)
        app.state.gateway = gateway
        if "secret_key" not in settings.model_fields_set:
            log.warning("SECRET_KEY is not set: query tokens end with this process")
        if access.keys is None:
            log.warning("API_KEYS_FILE is not set: everybody may call")
        yield
        services = gateway.services
        for client in (services.pose, services.gender, services.clothes, services.recommender):
            if client is not None:
                await client.close()
        await access.close()

    access = _access(settings)
    inner = [Middleware(Guard, access=access)]
    if settings.admin_port is not None:
        inner.append(Middleware(OperationsPort, port=settings.admin_port))
    app = make_http_app("gateway", lifespan=lifespan, ready=lambda: None, settings=settings, inner=inner)
    app.include_router(recommendations.router)
    app.include_router(search.router)
    app.include_router(products.router)
    app.include_router(events.router)
    if settings.page:
        pages.mount(app, access.page)
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", REQUEST_ID],
            expose_headers=[REQUEST_ID, "Retry-After"],
        )
    app.add_middleware(SecurityHeaders)
    return app


def _access(settings: GatewaySettings) -> Access:
    """Raises AccessError for keys or rates that cannot be used."""

    def rate(by: str, bound: str | None) -> Rate | None:
        return None if bound is None else Rate(by, bound, settings.redis_url, settings.redis_password_file)

    keys = ApiKeys.read(settings.api_keys_file) if settings.api_keys_file else None
    return Access(
        keys=keys,
        page=PagePass(settings.secret_key) if keys is not None and settings.page else None,
        per_key=rate("key", settings.rate_per_key),
        per_address=rate("address", settings.rate_per_address),
    )


def _wire(settings: GatewaySettings) -> Gateway:
    def client(part: str, url: str) -> ServiceClient:
        return ServiceClient(part, url, settings.part_timeout_s)

    return Gateway(
        settings=settings,
        services=Services(
            pose=client("pose", settings.pose_url),
            gender=client("gender", settings.gender_url) if settings.gender_url else None,
            clothes=client("clothes", settings.clothes_url),
            recommender=client("recommender", settings.recommender_url),
        ),
        tokens=QueryTokens(settings.secret_key, settings.query_max_age_s),
        decoder=Decoder(Limits(settings.max_photo_bytes, settings.max_pixels, settings.longest_side)),
        admission=Admission(settings.max_wait_s, settings.min_concurrent, settings.max_concurrent),
    )
