"""The noun of a phrase in a shop's words: which garment it says."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from contracts.clothes import Category

Answer = Category | Literal[""] | None
"""A category, "" for what is none of the ten, None where nothing is known."""

_ADDED: Final = re.compile(r"\s(?:with|without|in|for|from|by|featuring)\s|\s[-\u2013\u2014]\s|[,;:()]")
_WORD: Final = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> tuple[str, ...]:
    """Words in lower case, without digits and marks."""
    return tuple(_WORD.findall(text.lower().replace("t-shirt", "tshirt")))


class GarmentWords:
    """Finds the garment that a phrase is about.

    The last match decides, as a head noun does in English: a "Denim shirt dress" is a dress, and longer
    matches go before shorter ones: "jean shorts" are shorts. What follows on "with", "in" or a comma counts
    only where nothing before it is known. What is none of the ten decides as the very last word alone.
    """

    def __init__(self, answers: Mapping[tuple[str, ...], Answer]):
        """`answers` are by words in lower case and singular."""
        self._answers = answers
        self._longest = max(map(len, answers), default=0)

    def read(self, phrase: str) -> Answer:
        """What the phrase is about."""
        for part in _ADDED.split(phrase):
            answer = self._last_match(words_of(part))
            if answer is not None:
                return answer
        return None

    def _last_match(self, words: tuple[str, ...]) -> Answer:
        for end in range(len(words), 0, -1):
            last = words[end - 1]
            for length in range(min(self._longest, end), 0, -1):
                before = words[end - length : end - 1]
                for noun in (last, last.removesuffix("s"), last.removesuffix("es")):
                    answer = self._answers.get((*before, noun))
                    if answer or (answer is not None and end == len(words)):
                        return answer
        return None
