"""The web page at `/`, and the demo shop's product pages at `/shop/{id}`."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from gateway.routes.products import ProductId

WEB = Path(__file__).parent.parent / "web"

_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data: https:; media-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Cache-Control": "no-cache",
}

router = APIRouter(include_in_schema=False)


class _Assets(StaticFiles):
    """The page's files; checked by ETag at each load, so that a new version is seen at once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update({"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})
        return response


@router.get("/")
async def page() -> FileResponse:
    """The page."""
    return FileResponse(WEB / "index.html", headers=_SECURITY_HEADERS)


@router.get("/shop/{product_id}")
async def product_page(product_id: ProductId) -> FileResponse:  # noqa: ARG001
    """A product's page; it fetches the product itself."""
    return FileResponse(WEB / "shop.html", headers=_SECURITY_HEADERS)


def mount_assets(app: FastAPI) -> None:
    """Serve the page's modules, styles and samples under `/assets`."""
    app.mount("/assets", _Assets(directory=WEB), name="assets")
