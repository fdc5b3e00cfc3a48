"""Bodies as few bytes: when they end, what they cost, and their JSON, compressed."""

import hashlib
import json
import math
import random
import struct
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError
from zstandard import (
    DICT_TYPE_RAWCONTENT,
    ZstdCompressionDict,
    ZstdCompressor,
    ZstdDecompressor,
    ZstdError,
    frame_content_size,
)

Body = TypeVar("Body", bound=BaseModel)

HEADER = struct.Struct("<df")
"""When it expires, in seconds of the epoch, and the seconds that it took to make."""

MAX_JSON_BYTES = 2**20
"""Longer is not one of ours, and is not unpacked."""


@dataclass(frozen=True)
class Kept(Generic[Body]):
    """A body from a cache."""

    body: Body
    expires_at: float
    made_in_s: float

    def is_due(self) -> bool:
        """Whether this reader should have it made again before it expires.

        The more it is read and the longer it takes to make, the earlier that is: XFetch with beta = 1
        (Vattani, Chierichetti, Lowenstein: Optimal Probabilistic Cache Stampede Prevention, VLDB 2015).
        """
        return time.time() - self.made_in_s * math.log(1 - random.random()) >= self.expires_at


class Packing(Generic[Body]):
    """How bodies of one type are packed.

    Their schema is the dictionary of the compression: field names and known values cost next to nothing.
    """

    def __init__(self, body: type[Body]) -> None:
        schema = json.dumps(body.model_json_schema(), sort_keys=True, separators=(",", ":")).encode()
        self.name = body.__name__
        self.shape = hashlib.blake2b(schema, digest_size=4).hexdigest()
        """Differs for another schema: what an older release has kept is not read as today's body."""
        self._body = body
        dictionary = ZstdCompressionDict(schema, dict_type=DICT_TYPE_RAWCONTENT)
        self._compressor = ZstdCompressor(dict_data=dictionary)
        self._decompressor = ZstdDecompressor(dict_data=dictionary)

    def pack(self, kept: Kept[Body]) -> bytes:
        """The inverse of `unpack`."""
        content = self._compressor.compress(kept.body.model_dump_json().encode())
        return HEADER.pack(kept.expires_at, kept.made_in_s) + content

    def unpack(self, value: bytes) -> Kept[Body] | None:
        """What was packed; None for anything else."""
        try:
            expires_at, made_in_s = HEADER.unpack_from(value)
            content = value[HEADER.size :]
            if not 0 < frame_content_size(content) <= MAX_JSON_BYTES:
                return None
            body = self._body.model_validate_json(self._decompressor.decompress(content))
        except (struct.error, ZstdError, ValidationError):
            return None
        return Kept(body, expires_at, made_in_s)

    def unpack_many(self, values: Mapping[str, bytes]) -> dict[str, Kept[Body]]:
        """Those of the values that were packed, by their keys."""
        unpacked = ((key, self.unpack(value)) for key, value in values.items())
        return {key: kept for key, kept in unpacked if kept is not None}


@cache
def packing_of(body: type[Body]) -> Packing[Body]:
    """The one of that type."""
    return Packing(body)
