"""Where a product belongs among the ten categories, by a table that a merchandiser can edit."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple, cast

from contracts.clothes import CATEGORIES, Category, Slot
from services.recommender.errors import FeedError
from services.recommender.feeds.garment_words import Answer, GarmentWords, words_of

SLOT_OF: Final[dict[Category, Slot]] = {
    category: slot for slot, categories in CATEGORIES.items() for category in categories
}
SHIPPED: Final = Path(__file__).parent / "categories.csv"
COLUMNS: Final = ["kind", "pattern", "category"]
KINDS: Final = ("google", "google_hint", "word")
MAX_TABLE_BYTES: Final = 10_000_000

_TAXON: Final = re.compile(r"([0-9]+)(?:\s*-\s*(.+))?", re.DOTALL)


class Taxon(NamedTuple):
    """What a place in Google's taxonomy says, and whether a shop's words may say otherwise."""

    answer: Answer
    is_hint: bool


class CategoryTable:
    """What products are, by `google_product_category` first, then `product_type`, then the title."""

    def __init__(self, taxa: Mapping[str, Taxon], words: Mapping[tuple[str, ...], Answer]):
        """Numbers and paths of Google's taxonomy in lower case, and words as `GarmentWords` takes them."""
        self._taxa = taxa
        self._words = GarmentWords(words)
        self._known = lru_cache(maxsize=10_000)(self._without_title)

    def category(self, google_product_category: str, product_type: str, title: str) -> Category | None:
        """The category that a product belongs to, or None for what is none of the ten."""
        answer, otherwise = self._known(google_product_category, product_type)
        if answer is None:
            answer = self._words.read(title)
        return (otherwise if answer is None else answer) or None

    def _without_title(self, google_product_category: str, product_type: str) -> tuple[Answer, Answer]:
        """What is known without the title, and what holds if the title says nothing either."""
        number, path = _taxon(google_product_category)
        levels = path.split(" > ")
        keys = [number, *(" > ".join(levels[:depth]) for depth in range(len(levels), 0, -1))]
        taxon = next((self._taxa[key] for key in keys if key in self._taxa), Taxon(None, True))
        if not taxon.is_hint:
            return taxon.answer, None
        answer = self._most_specific(re.split(r"[>/|]", product_type))
        return answer, self._most_specific(levels) if taxon.answer is None else taxon.answer

    def _most_specific(self, levels: list[str]) -> Answer:
        """ "Women > Tops > Tees" is read from its end."""
        answers = (self._words.read(level) for level in reversed(levels))
        return next((answer for answer in answers if answer is not None), None)


@cache
def load_categories(path: Path | None = None) -> CategoryTable:
    """Read a table, by default the one that ships: CSV in UTF-8 with the columns kind, pattern and category.

    An empty category stands for what is none of the ten. The kinds are:

    - `google`: a line of Google's product taxonomy (those that ship are of version 2021-09-21), such as
      "2271 - Apparel & Accessories > Clothing > Dresses", or its number or its path alone. It decides for
      its number, its path and every path below that.
    - `google_hint`: the same for one that is too wide to decide (Shirts & Tops): words go before it.
    - `word`: a word or a few in the singular; `GarmentWords` says how a phrase is read.

    Raises:
        FeedError: the file cannot be read, or a line of it cannot be used; it is named.
    """
    taxa: dict[str, Taxon] = {}
    words: dict[tuple[str, ...], Answer] = {}
    path = path or SHIPPED
    for line, kind, pattern, category in _table_rows(path):
        where = f"categories: {path.name} line {line}"
        if kind not in KINDS:
            raise FeedError(f"{where}: kind: {kind!r}: is none of {', '.join(KINDS)}")
        if category and category not in SLOT_OF:
            raise FeedError(f"{where}: category: {category!r}: is none of {', '.join(SLOT_OF)}")
        answer = cast(Answer, category)
        keys = [words_of(pattern)] if kind == "word" else list(filter(None, _taxon(pattern)))
        if not any(keys):
            raise FeedError(f"{where}: pattern: {pattern!r}: has no word")
        for key in keys:
            if key in words or key in taxa:
                raise FeedError(f"{where}: pattern: {pattern!r}: is in the table already")
            if isinstance(key, tuple):
                words[key] = answer
            else:
                taxa[key] = Taxon(answer, kind == "google_hint")
    return CategoryTable(taxa, words)


def _table_rows(path: Path) -> Iterator[tuple[int, str, str, str]]:
    try:
        with path.open("rb") as file:
            text = file.read(MAX_TABLE_BYTES).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise FeedError(f"categories: {path} cannot be read: {error}") from error
    lines = text.splitlines()
    rows = csv.reader(lines, delimiter=";" if lines and ";" in lines[0] else ",")
    try:
        if (header := [cell.strip().lower() for cell in next(rows, [])]) != COLUMNS:
            raise FeedError(f"categories: {path.name} line 1: {header} is not {', '.join(COLUMNS)}")
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if len(cells) != len(COLUMNS):
                raise FeedError(f"categories: {path.name} line {rows.line_num}: {len(cells)} cells, not 3")
            kind, pattern, category = cells
            yield rows.line_num, kind, pattern, category
    except csv.Error as error:
        raise FeedError(f"categories: {path.name} line {rows.line_num}: {error}") from error


def _taxon(text: str) -> tuple[str, str]:
    """ "2271 - A > B" -> ("2271", "a > b"); "" for what is not there."""
    match = _TAXON.fullmatch(text.strip())
    number, path = (match[1], match[2] or "") if match else ("", text)
    return number, " > ".join(" ".join(level.split()) for level in path.lower().split(">"))
