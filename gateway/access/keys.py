"""API keys, of which only digests are stored."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from gateway.access.errors import AccessError

PREFIX = "vitrine_"
"""So that a key that was leaked is recognised as one."""

_LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]{1,40})\s+(?P<digest>[0-9a-f]{64})")


class ApiKeys:
    """Who holds which key, by digest.

    A key is 32 random bytes, so that one round of SHA-256 is enough: slow hashes are for passwords, which can
    be guessed. Finding the digest in a table tells by its time nothing about the key.
    """

    def __init__(self, name_by_digest: Mapping[str, str]) -> None:
        self._name_by_digest = name_by_digest

    def __len__(self) -> int:
        return len(self._name_by_digest)

    def holder(self, key: str) -> str | None:
        """The name that the key was made for; None if there is no such key."""
        return self._name_by_digest.get(_digest(key))

    @classmethod
    def read(cls, file: Path) -> "ApiKeys":
        """Lines of a name and a digest, as `python -m gateway.access NAME` prints them; `#` begins a comment.

        Raises:
            AccessError: the file cannot be read, a line is of another form, or there is no key in it.
        """
        try:
            lines = file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise AccessError(f"API_KEYS_FILE: {file} cannot be read: {error}") from error
        found: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            if not (text := line.partition("#")[0].strip()):
                continue
            if (match := _LINE.fullmatch(text)) is None:
                raise AccessError(f"API_KEYS_FILE: {file}:{number}: not a name and a SHA-256 digest")
            found[match["digest"]] = match["name"]
        if not found:
            # an empty file means that somebody forgot something, not that the API is open
            raise AccessError(f"API_KEYS_FILE: {file} has no key; leave it unset to let everybody in")
        return cls(found)


def new_key(name: str) -> tuple[str, str]:
    """A new key for `name`, and the line that makes it known.

    Raises:
        AccessError: the name has other characters than letters, digits, `.`, `_` and `-`, or over 40.
    """
    key = PREFIX + secrets.token_urlsafe(32)
    line = f"{name} {_digest(key)}"
    if _LINE.fullmatch(line) is None:
        raise AccessError(f"name: {name[:40]!r} is not 1 to 40 letters, digits, dots, dashes and underscores")
    return key, line


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
