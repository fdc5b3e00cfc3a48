"""One kept-alive HTTP client per service; every call has an end."""

from typing import Any, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from serving.errors import Expired, NotFound, NotReady, Overloaded, ServingError, Unprocessable
from serving.http.deadline import HEADER as DEADLINE
from serving.http.request_id import HEADER as REQUEST_ID
from serving.http.request_id import current_request_id

Answer = TypeVar("Answer", bound=BaseModel)


LOST = 502
"""No service answers this: it is a load balancer's word for a replica that went away before its answer."""


class Unavailable(NotReady):
    """A service did not give an answer that can be used."""


class ServiceClient:
    """Calls one service.

    A connection that breaks before an answer came (a replica went away, a kept-alive connection had been
    closed) is tried once more on another one: a call here reads, or tells what counts
    once however often it is told, so asking twice does no harm.
    """

    def __init__(
        self, part: str, url: str, timeout_s: float, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self.part = part
        self._timeout_s = timeout_s
        self._client = httpx.AsyncClient(
            base_url=url,
            timeout=httpx.Timeout(timeout_s, connect=min(1.0, timeout_s)),
            limits=httpx.Limits(max_connections=256, max_keepalive_connections=64, keepalive_expiry=30),
            trust_env=False,
            transport=transport,
        )

    async def call(self, answer: type[Answer], method: str, path: str, **request: Any) -> Answer:
        """The service's answer.

        Raises:
            Unavailable: no connection, too late, an internal error, or an answer against the contract.
            Overloaded: the service has no place in its queue.
            NotFound, Expired, Unprocessable: what the service says of this request.
        """
        response = await self.fetch(method, path, **request)
        try:
            return answer.model_validate_json(response.content)
        except ValidationError as error:
            raise self._unavailable(f"an answer against the contract: {error.errors()[0]['msg']}") from error

    async def fetch(
        self, method: str, path: str, headers: dict[str, str] | None = None, **request: Any
    ) -> httpx.Response:
        """The successful response; raises as `call` does."""
        headers = {
            REQUEST_ID: current_request_id(),
            DEADLINE: str(int(self._timeout_s * 1000)),
            **(headers or {}),
        }
        try:
            response = await self._send(method, path, headers=headers, **request)
        except httpx.TimeoutException as error:
            raise self._unavailable(f"no answer within {self._timeout_s} s") from error
        except httpx.TransportError as error:
            raise self._unavailable(f"no connection ({type(error).__name__})") from error
        if response.is_success:
            return response
        raise self._error(response)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            response = await self._client.request(method, path, **request)
        except httpx.TimeoutException:
            raise
        except httpx.TransportError:
            return await self._client.request(method, path, **request)
        if response.status_code != LOST:
            return response
        return await self._client.request(method, path, **request)

    def _unavailable(self, reason: str) -> Unavailable:
        return Unavailable(f"{self.part}: {reason}")

    def _error(self, response: httpx.Response) -> ServingError:
        try:
            problem = response.json()
            kind, detail = str(problem["type"]).rsplit(":", 1)[-1], str(problem["detail"])
        except (ValueError, KeyError, TypeError):
            kind, detail = "", response.reason_phrase
        match response.status_code, kind:
            case 503, "overloaded":
                return Overloaded(f"{self.part}: {detail}")
            case 404, _:
                return NotFound(detail)
            case 410, _:
                return Expired(detail)
            case 422, _:
                return Unprocessable(detail)
            case status, _:
                return self._unavailable(f"{status} {detail}")
