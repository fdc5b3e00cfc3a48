"""The text lists of DeepFashion: a row count, a row of column names, then `<image name> <values>` rows."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from training.data.problems import Problems
from training.errors import DataError

T = TypeVar("T")


def read_list(path: Path, values: int, parse: Callable[[list[str]], T], problems: Problems) -> dict[str, T]:
    """What `parse` makes of the `values` last columns of each row, by the image's name.

    A row that is too short, or that `parse` raises ValueError for, is counted as bad; so is a list with
    another number of rows than it says (a download that was cut off).

    Raises:
        DataError: there is no such file, or it is not such a list.
    """
    said, lines = read_lines(path)
    found: dict[str, T] = {}
    for line, text in enumerate(lines, 3):
        try:
            name, *rest = text.rsplit(maxsplit=values)
            if len(rest) != values:
                raise ValueError(f"{text.strip()!r} has {len(rest)} values, not {values}")
            found[name] = parse(rest)
        except ValueError as error:
            problems.add("bad row", f"{path}:{line}: {error}")
    if said != len(lines):
        problems.add("row count", f"{path}:1: says {said} rows, has {len(lines)}")
    return found


def read_lines(path: Path) -> tuple[int, list[str]]:
    """The number of rows that a list says it has, and its rows, none blank; DataError as `read_list`."""
    if not path.is_file():
        raise DataError(f"deepfashion: no file {path}")
    first, *rest = path.read_text(encoding="utf-8").splitlines() or [""]
    if not first.strip().isdecimal():
        raise DataError(f"deepfashion: {path}:1: {first[:40]!r} is not a number of rows")
    return int(first), [line for line in rest[1:] if line.strip()]
