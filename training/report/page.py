"""A report as it grows: Markdown, and the folder of its pictures."""

from collections.abc import Sequence
from pathlib import Path


class Page:
    """`<folder>/<name>.md` with pictures in `<folder>/<name>/`."""

    def __init__(self, folder: Path, name: str, title: str) -> None:
        self._path = folder / f"{name}.md"
        self._pictures = folder / name
        self._blocks = [f"# {title}"]

    def heading(self, text: str, level: int = 2) -> None:
        """A heading."""
        self._blocks.append(f"{'#' * level} {text}")

    def text(self, text: str) -> None:
        """A paragraph of Markdown."""
        self._blocks.append(text)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table; the first column is text, the others are set to the right."""
        lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
        self._blocks.append("\n".join(f"| {' | '.join(map(str, line))} |" for line in lines))

    def picture(self, name: str, says: str) -> Path:
        """Place a picture that is to be drawn; returns the path of its file. `says`: its text alternative."""
        path = self._pictures / f"{name}.svg"
        self._blocks.append(f"![{says}]({self._pictures.name}/{path.name})")
        return path

    def write(self) -> Path:
        """Write the Markdown; returns its path."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text("\n\n".join(self._blocks) + "\n", encoding="utf-8")
        return self._path
