"""RFC 9457 problem details: the one form that every error of every process has."""

from pydantic import BaseModel, Field


class FieldError(BaseModel):
    """One thing wrong with one field of a request."""

    field: str = Field(examples=["limit"])
    message: str = Field(examples=["Input should be less than or equal to 48"])


class Problem(BaseModel):
    """An `application/problem+json` body."""

    type: str = Field(examples=["urn:vitrine:problem:too-large"])
    title: str = Field(examples=["Too large"])
    status: int = Field(examples=[413])
    detail: str = Field(examples=["photo: 31457280 bytes is over the limit of 20971520 bytes"])
    request_id: str = Field(examples=["0f1c5b0e9d3a4f0b8f1c6a7d2e5b9c31"])
    errors: list[FieldError] = []
