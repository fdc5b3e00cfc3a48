"""HTML of a description -> the text that a shopper would read."""

import html
import re
from typing import Final

TAG: Final = re.compile(r"<[A-Za-z/!?][^<>]*>")
_UNSEEN: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.DOTALL | re.IGNORECASE)


def plain_text(text: str) -> str:
    """The text of what may be HTML: what has no tag is as it was."""
    return text_of_html(text) if "<" in text and TAG.search(text) else text


def text_of_html(markup: str) -> str:
    """Text without tags, entities decoded and white space single."""
    return " ".join(html.unescape(TAG.sub(" ", _UNSEEN.sub(" ", markup))).split())
