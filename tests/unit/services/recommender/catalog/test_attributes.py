import numpy as np

from tests.unit.services.recommender.shop import row, shelf

COUNT = 120
SHELF = shelf(COUNT)
ATTRIBUTES = SHELF.attributes


def test_every_product_is_there_with_what_it_is() -> None:
    rows = ATTRIBUTES.rows_of_ids([f"p{number}" for number in range(COUNT)])
    assert len(rows) == COUNT
    for number in range(COUNT):
        of, product = np.array([rows[f"p{number}"]]), row(number)
        assert ATTRIBUTES.of_kind("colour", of)[0] == product["color"]
        assert ATTRIBUTES.of_kind("gender", of)[0] == product["gender"]
        assert ATTRIBUTES.of_kind("availability", of)[0] == product["availability"]
        assert ATTRIBUTES.size.at(of)[0] == product["size"]
        assert ATTRIBUTES.brand.at(of)[0] == product["brand"]
        assert f"{ATTRIBUTES.asked_cents[of][0] / 100:.2f} EUR" == product["price"]
        assert SHELF.places[of][0] == number


def test_ids_that_are_not_there_are_left_out() -> None:
    assert ATTRIBUTES.rows_of_ids(["", "p", "p120", "zz", "p1 ", "P1"]) == {}
    assert shelf(0).attributes.rows_of_ids(["p1"]) == {}


def test_variants_are_those_of_the_item() -> None:
    rows = ATTRIBUTES.rows_of_ids([f"p{number}" for number in range(COUNT)])
    groups: dict[str, set[int]] = {}
    for number in range(COUNT):
        product = row(number)
        groups.setdefault(product["item_group_id"] or product["id"], set()).add(rows[f"p{number}"])
    for members in groups.values():
        for member in members:
            assert set(ATTRIBUTES.variants(member).tolist()) == members


def test_a_kind_is_a_run_of_rows() -> None:
    kinds = ATTRIBUTES.kinds
    for kind in range(len(kinds)):
        chosen = np.arange(len(kinds)) == kind
        [(start, end)] = kinds.runs(chosen)
        rows = np.arange(start, end)
        assert (ATTRIBUTES.kind[rows] == kind).all()
        ids = ATTRIBUTES.ids.take(rows).to_pylist()
        assert ids == sorted(ids)
    assert kinds.runs(np.ones(len(kinds), bool)) == [(0, COUNT)]
    assert kinds.runs(np.zeros(len(kinds), bool)) == []
