"""What a shopper did with the products of an answer."""

from typing import Literal

from pydantic import Field

from contracts.geometry import Body

EventType = Literal["view", "click", "buy"]

EventList = Literal["recommendations", "search", "completes", "similar"]
"""Of a photo, of a search for one of its garments, what goes with a garment, what looks like a product."""


class Event(Body):
    """One product of one answer was seen, opened or bought.

    The same type, request and product again is the same event, however often it is sent.
    """

    type: EventType
    request_id: str = Field(
        pattern=r"^[A-Za-z0-9._-]{1,64}$",
        description="of the answer that named the product",
        examples=["0f1c5b0e9d3a4f0b8f1c6a7d2e5b9c31"],
    )
    product_id: str = Field(pattern=r"^[^\x00-\x1f]{1,50}$", examples=["blazer-0007"])
    position: int = Field(ge=0, lt=1000, examples=[0], description="place in the list that was shown, from 0")
    list: EventList | None = Field(
        default=None,
        description="which list it was; null where that was not said",
        examples=["recommendations"],
    )


class EventsRequest(Body):
    """Events in the order in which they happened."""

    events: list[Event] = Field(min_length=1, max_length=100)


class EventsAnswer(Body):
    """How many of the events are new, and how many were sent before."""

    accepted: int
    repeated: int
