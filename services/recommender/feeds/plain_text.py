"""HTML of a description -> the text that a shopper would read."""

import html
import re
from typing import Final

TAG: Final = re.compile(r"<[A-Za-z/!?][^<>]*>")
_UNSEEN: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.DOTALL | re.IGNORECASE)


def plain_text(text: str) -> str:
    """Text without tags, entities decoded and white space single; text that has no tag is as it was."""
    if "<" not in text or not TAG.search(text):
        return text
    return " ".join(html.unescape(TAG.sub(" ", _UNSEEN.sub(" ", text))).split())
