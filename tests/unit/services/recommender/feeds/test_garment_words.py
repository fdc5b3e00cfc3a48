import pytest

from services.recommender.feeds.garment_words import Answer, GarmentWords

WORDS: dict[tuple[str, ...], Answer] = {
    ("tee",): "Tee",
    ("tshirt",): "Tee",
    ("jacket",): "Jacket",
    ("jeans",): "Jeans",
    ("shorts",): "Shorts",
    ("jean", "shorts"): "Shorts",
    ("suit", "jacket"): "Blazer",
    ("dress",): "Dress",
    ("belt",): "",
    ("shoe",): "",
}


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        ("Denim jacket dress", "Dress"),
        ("Suit jacket", "Blazer"),
        ("Suit jackets", "Blazer"),
        ("Jean shorts", "Shorts"),
        ("Summer dresses", "Dress"),
        ("T-Shirt 2-pack", "Tee"),
        ("Dress shoes", ""),
        ("Dress shoes, black", ""),
        ("Belt dress", "Dress"),
        ("Wrap dress with belt", "Dress"),
        ("Dress - jacket print", "Dress"),
        ("Women's, tee", "Tee"),
        ("Made in Italy: jeans", "Jeans"),
        ("With love for you", None),
        ("", None),
    ],
)
def test_the_noun_decides(phrase: str, answer: Answer) -> None:
    assert GarmentWords(WORDS).read(phrase) == answer


def test_without_words_nothing_is_known() -> None:
    assert GarmentWords({}).read("Tee") is None
