from pathlib import Path

from training.report.page import Page


def test_blocks_come_in_their_order(tmp_path: Path) -> None:
    page = Page(tmp_path, "made", "Made")
    page.heading("Numbers")
    page.table(("class", "count"), [("Tee", 3)])
    drawn = page.picture("plot", "A plot")
    assert drawn == tmp_path / "made" / "plot.svg"
    text = page.write().read_text(encoding="utf-8")
    assert text == (
        "# Made\n\n## Numbers\n\n| class | count |\n| --- | ---: |\n| Tee | 3 |\n\n![A plot](made/plot.svg)\n"
    )
