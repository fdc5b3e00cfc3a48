"""The web page at `/`, and the demo shop's product pages at `/shop/{id}`."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from gateway.access.page_pass import PagePass
from gateway.routes.products import ProductId

WEB = Path(__file__).parent.parent / "web"

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob: data: https:; media-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
}


class _Assets(StaticFiles):
    """The page's files, itself among them; checked by ETag at each load, so that a new version is seen."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(_HEADERS)
        return response


def mount(app: FastAPI, page_pass: PagePass | None) -> None:
    """Serve the page, and its modules, styles and samples under `/assets`.

    Args:
        app: the gateway's.
        page_pass: makes the cookie by which the page may call; None where it needs none.
    """
    router = APIRouter(include_in_schema=False)

    def answer(file: str) -> FileResponse:
        response = FileResponse(WEB / file, headers=_HEADERS)
        if page_pass is not None:
            response.headers["Set-Cookie"] = page_pass.header()
        return response

    @router.get("/")
    async def page() -> FileResponse:
        """The page."""
        return answer("index.html")

    @router.get("/shop/{product_id}")
    async def product_page(product_id: ProductId) -> FileResponse:  # noqa: ARG001
        """A product's page; it fetches the product itself."""
        return answer("shop.html")

    app.include_router(router)
    app.mount("/assets", _Assets(directory=WEB), name="assets")
