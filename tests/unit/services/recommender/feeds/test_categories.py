from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.clothes import Category
from services.recommender.errors import FeedError
from services.recommender.feeds.categories import SHIPPED, load_categories
from tests.unit.services.recommender.shop import ALL_CATEGORIES

CLOTHING = "Apparel & Accessories > Clothing"


def category(google: str = "", product_type: str = "", title: str = "") -> Category | None:
    return load_categories().category(google, product_type, title)


@pytest.mark.parametrize("name", ALL_CATEGORIES)
def test_every_category_is_known_by_its_name_and_plural(name: Category) -> None:
    assert category("", f"Clothing > Women > {name}") == name
    assert category("", "", f"The {name.lower()}s of summer") == name


@pytest.mark.parametrize(
    ("number", "path", "expected"),
    [
        (2271, "Dresses", "Dress"),
        (204, "Pants", "Jeans"),
        (207, "Shorts", "Shorts"),
        (1581, "Skirts", "Skirt"),
        (2331, "Skirts > Mini Skirts", "Skirt"),
        (5250, "One-Pieces > Jumpsuits & Rompers", "Jumpsuit"),
        (5343, "Traditional & Ceremonial Clothing > Kimonos", "Kimono"),
        (212, "Shirts & Tops", "Tee"),
        (5598, "Outerwear > Coats & Jackets", "Jacket"),
        (1594, "Suits", "Blazer"),
        (209, "Underwear & Socks > Socks", None),
        (211, "Swimwear", None),
    ],
)
def test_googles_taxonomy_by_number_by_path_and_by_both(
    number: int, path: str, expected: Category | None
) -> None:
    path = f"{CLOTHING} > {path}"
    for written in (str(number), path, path.upper().replace(" > ", ">"), f"{number} - {path}"):
        assert category(written, "", "Something nice") == expected, written


def test_a_place_below_a_known_one_is_of_the_same_category() -> None:
    assert category(f"{CLOTHING} > Dresses > Maxi dresses", "Tops", "Jacket") == "Dress"


@pytest.mark.parametrize(
    ("google", "product_type", "title", "expected"),
    [
        ("212", "", "Cable sweater", "Sweater"),
        ("212", "Women > Knitwear", "Nora top", "Sweater"),
        ("5598", "", "Clara one-button blazer in red", "Blazer"),
        ("203", "", "Dress shoes", None),
        ("2271", "Tops", "Linen tee", "Dress"),
        ("187", "", "Sweater boots dress", None),
        ("99999999", "", "Linen tee", "Tee"),
        (f"{CLOTHING} > Clothing Tops > Sweaters", "", "Milano polo", "Sweater"),
        (f"{CLOTHING} > Something new > Kilts", "", "Highland", "Skirt"),
    ],
)
def test_a_wide_place_lets_words_go_first_and_a_narrow_one_does_not(
    google: str, product_type: str, title: str, expected: Category | None
) -> None:
    assert category(google, product_type, title) == expected


@pytest.mark.parametrize(
    ("product_type", "title", "expected"),
    [
        ("Apparel > Shirts > T-Shirts", "Blazer print", "Tee"),
        ("Women", "Rain jacket", "Jacket"),
        ("Women > New in", "Pleated skirt", "Skirt"),
        ("Accessories > Shoes", "Dress shoes", None),
        ("", "Gift card", None),
        ("", "", None),
    ],
)
def test_words_of_the_product_type_go_before_the_title(
    product_type: str, title: str, expected: Category | None
) -> None:
    assert category("", product_type, title) == expected


def table(folder: Path, *lines: str) -> Path:
    path = folder / "mine.csv"
    path.write_text("\n".join(["kind,pattern,category", *lines]), encoding="utf-8")
    return path


def test_a_merchandisers_own_table_replaces_the_one_that_ships(tmp_path: Path) -> None:
    mine = load_categories(table(tmp_path, "word,kleid,Dress", "", "google,5322,Tee", "word,gürtel,"))
    assert mine.category("", "", "Sommerkleid - Kleid") == "Dress"
    assert mine.category("5322", "", "") == "Tee"
    assert mine.category("", "", "Kleid Gürtel") is None
    assert mine.category("", "", "Linen tee") is None


def test_a_table_may_be_saved_by_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes("\ufeffKind;Pattern;Category\r\nword;robe;Dress\r\n".encode())
    assert load_categories(path).category("", "", "Robe") == "Dress"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["word,tee,Tee", "words,top,Tee"], "line 3: kind: 'words': is none of google, google_hint, word"),
        (["word,tee,Shirt"], "line 2: category: 'Shirt': is none of Tee, "),
        (["word,42,Tee"], "line 2: pattern: '42': has no word"),
        (["google,,Tee"], "line 2: pattern: '': has no word"),
        (["word,tee,Tee", "word,Tee,Dress"], "line 3: pattern: 'Tee': is in the table already"),
        (["google,1 - A > B,Tee", "google_hint,a>b,Tee"], "line 3: pattern: 'a>b': is in the table already"),
        (["word,tee"], "line 2: 2 cells, not 3"),
    ],
)
def test_a_bad_table_is_one_error_with_its_line(tmp_path: Path, lines: list[str], reason: str) -> None:
    with pytest.raises(FeedError) as error:
        load_categories(table(tmp_path, *lines))
    assert str(error.value).startswith(f"categories: mine.csv {reason}")


def test_a_table_without_its_header_or_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n")
    with pytest.raises(FeedError, match=r"other\.csv line 1: "):
        load_categories(tmp_path / "other.csv")
    with pytest.raises(FeedError, match="cannot be read"):
        load_categories(tmp_path / "none.csv")


@given(table=st.binary(max_size=100), has_header=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_table_raises_anything_but_its_own_error(tmp_path: Path, table: bytes, has_header: bool) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(b"kind,pattern,category\n" * has_header + table)
    load_categories.cache_clear()
    with suppress(FeedError):
        load_categories(path)


def test_every_category_can_be_reached_by_number_and_by_word() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    for name in ALL_CATEGORIES:
        assert any(line.startswith("google") and line.endswith(f",{name}") for line in lines)
        assert any(line.startswith("word") and line.endswith(f",{name}") for line in lines)


@given(st.text(), st.text(), st.text())
def test_any_words_have_a_category_or_none(google: str, product_type: str, title: str) -> None:
    assert category(google, product_type, title) in {*ALL_CATEGORIES, None}
