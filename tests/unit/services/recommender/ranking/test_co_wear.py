import pytest

from contracts.clothes import CATEGORIES
from contracts.palette import PALETTE
from services.recommender.ranking.co_wear import FAMILY_OF, CoWear, co_wear

LOWERS = CATEGORIES["lower"]
SEEN = CoWear({("Tee", "Jeans"): 90, ("Tee", "Shorts"): 10, ("Blazer", "Skirt"): 80, ("Blazer", "Jeans"): 20})


def test_shares_follow_what_was_seen() -> None:
    shares = SEEN.shares("Tee", LOWERS)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["Jeans"] > 0.8
    assert shares["Skirt"] > 0, "nothing is impossible"


def test_lift_compares_with_everybody() -> None:
    assert SEEN.lifts("Blazer", LOWERS)["Skirt"] > 1.5
    assert SEEN.lifts("Tee", LOWERS)["Skirt"] < 0.5


def test_of_what_was_never_seen_everybodys_shares_hold() -> None:
    assert SEEN.lifts("Kimono", LOWERS) == pytest.approx(dict.fromkeys(LOWERS, 1.0))


def test_few_sightings_prove_little() -> None:
    assert CoWear({("Tee", "Skirt"): 2}).lifts("Tee", LOWERS)["Skirt"] < 1.2


def test_turned_it_tells_of_the_other_piece() -> None:
    assert SEEN.turned().shares("Skirt", CATEGORIES["upper"])["Blazer"] > 0.5


def test_the_products_counts_are_of_its_categories_and_colours() -> None:
    below = {*CATEGORIES["lower"], *CATEGORIES["whole"]}
    assert set(co_wear("category").counts) <= {
        (upper, other) for upper in CATEGORIES["upper"] for other in below
    }
    families = set(FAMILY_OF.values())
    assert all({*pair} <= families for pair in co_wear("colour").counts)
    assert FAMILY_OF.keys() == PALETTE.keys()
    assert sum(co_wear("category").counts.values()) > 500


def test_what_street_photos_are_known_for() -> None:
    shares = {upper: co_wear("category").shares(upper, LOWERS) for upper in CATEGORIES["upper"]}
    assert all(max(of_upper, key=lambda lower: of_upper[lower]) != "Shorts" for of_upper in shares.values())
    assert shares["Blazer"]["Jeans"] > shares["Sweater"]["Jeans"]
