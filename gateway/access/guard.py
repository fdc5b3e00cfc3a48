"""Lets a call of the API in, or not."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.access.errors import Unauthorised
from gateway.access.keys import ApiKeys
from gateway.access.page_pass import COOKIE, PagePass
from gateway.access.rates import Rate, network_of
from serving.errors import ServingError
from serving.http.problems import problem_response

API = "/v1/"


@dataclass(frozen=True)
class Access:
    """The rules of this process; None does not ask."""

    keys: ApiKeys | None
    page: PagePass | None
    """None where the page has no pass, as it needs none or is not served."""
    per_key: Rate | None
    per_address: Rate | None

    async def admit(self, request: Request) -> None:
        """Returns if the call may go on.

        Raises:
            Unauthorised: a key is needed, and there is none that we know.
            TooManyRequests: over a rate.
        """
        address = network_of(request.client.host if request.client else "")
        # first, so that keys cannot be guessed faster than the rate
        if self.per_address is not None:
            await self.per_address.count(address)
        if self.keys is None:
            return
        given = _key_in(request)
        if not given and self.page is not None and self.page.holds(request.cookies.get(COOKIE)):
            return
        holder = self.keys.holder(given) if given else None
        if holder is None:
            raise Unauthorised(
                "a key is needed, as Authorization: Bearer KEY" if not given else "unknown key"
            )
        if self.per_key is not None:
            await self.per_key.count(holder)

    async def close(self) -> None:
        """Close what the rates hold."""
        for rate in (self.per_key, self.per_address):
            if rate is not None:
                await rate.close()


class Guard:
    """Asks `Access` before each call under `/v1/`."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http" and scope["path"].startswith(API):
            try:
                await self.access.admit(Request(scope))
            except ServingError as error:
                await problem_response(error)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _key_in(request: Request) -> str:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""
