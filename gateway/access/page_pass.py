"""The cookie by which our own page calls the API where others need a key."""

from itsdangerous import BadSignature, TimestampSigner

COOKIE = "vitrine_page"
_MAX_AGE_S = 12 * 3600
_SAID = b"page"


class PagePass:
    """Signs a cookie that says nothing but when the page was opened.

    It is a pass, not a proof: whoever opens the page gets one, so it keeps out other sites' pages
    (`SameSite=Strict`) and nobody else. What bounds its holders is the rate by address.
    """

    def __init__(self, secret_key: str) -> None:
        self._signer = TimestampSigner(secret_key, salt="page-pass")

    def header(self) -> str:
        """The `Set-Cookie` header of a page."""
        value = self._signer.sign(_SAID).decode()
        return f"{COOKIE}={value}; Max-Age={_MAX_AGE_S}; Path=/v1; HttpOnly; SameSite=Strict"

    def holds(self, value: str | None) -> bool:
        """Whether the cookie is one of ours and not too old."""
        try:
            return value is not None and self._signer.unsign(value, max_age=_MAX_AGE_S) == _SAID
        except BadSignature:
            return False
