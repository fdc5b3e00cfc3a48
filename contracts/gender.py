"""Gender service: a hint at the department of the shop."""

from typing import Literal

from pydantic import Field

from contracts.geometry import Body

GenderLabel = Literal["male", "female"]
Department = Literal["male", "female", "all"]


class GenderResponse(Body):
    """The likelier label; 0.5 says that there is no evidence (a head turned away)."""

    label: GenderLabel
    confidence: float = Field(ge=0.5, le=1.0)
    model: str = Field(examples=["gender@1"])
