"""What the gateway's routes work with, wired once per process."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from gateway.pipeline import Services
from gateway.query_token import QueryTokens
from gateway.settings import GatewaySettings
from gateway.upload import Decoder
from serving.admission import Admission


@dataclass(frozen=True)
class Gateway:
    """The parts of this process."""

    settings: GatewaySettings
    services: Services
    tokens: QueryTokens
    decoder: Decoder
    admission: Admission


def _gateway(request: Request) -> Gateway:
    gateway: Gateway = request.app.state.gateway
    return gateway


GatewayState = Annotated[Gateway, Depends(_gateway)]
"""A parameter of a route."""
