"""Where the next page of results starts: opaque to the client, and bound to its query and its catalog."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from pydantic import BaseModel

from contracts.recommender import Filters, GarmentQuery, GenderHint
from services.recommender.errors import BadCursor
from services.recommender.ranking.weights import DEFAULT_WEIGHTS, RankingWeights

MAX_RESULTS = 240
"""Products that one garment's pages hold in all: thirty pages of eight, past which nobody leafs."""


@dataclass(frozen=True)
class Cursor:
    """The page that starts at `offset` of the results of `query` in `catalog`."""

    catalog: str
    """`Catalog.key`."""
    query: str
    """`query_digest`."""
    offset: int


def query_digest(
    garment: GarmentQuery, gender: GenderHint, filters: Filters, weights: RankingWeights = DEFAULT_WEIGHTS
) -> str:
    """32 hexadecimal digits that are the same for the same question, ranked by the same weights."""
    return digest_of(garment, gender, filters, weights)


def digest_of(*bodies: BaseModel) -> str:
    """32 hexadecimal digits that are the same for the same bodies."""
    text = "\n".join(body.model_dump_json() for body in bodies)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def encode_cursor(cursor: Cursor) -> str:
    """At most 256 characters that are safe in an address."""
    fields = json.dumps([cursor.catalog, cursor.query, cursor.offset], separators=(",", ":"))
    return base64.urlsafe_b64encode(fields.encode()).decode().rstrip("=")


def decode_cursor(text: str, query: str) -> Cursor:
    """The inverse of `encode_cursor`, for the query that comes with it.

    Raises:
        BadCursor: not one of ours, or of another query.
    """
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        catalog, of_query, offset = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, RecursionError, binascii.Error) as error:
        raise BadCursor("cursor: not a cursor of this service") from error
    whole = type(offset) is int and 0 < offset < MAX_RESULTS
    if not (isinstance(catalog, str) and isinstance(of_query, str) and whole):
        raise BadCursor("cursor: not a cursor of this service")
    if of_query != query:
        raise BadCursor(
            "cursor: belongs to another garment or other filters; ask without it for the first page"
        )
    return Cursor(catalog, of_query, offset)
