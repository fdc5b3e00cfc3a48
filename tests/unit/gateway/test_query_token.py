import pytest

from contracts.clothes import CategoryScore, Colour
from contracts.recommender import GarmentQuery, GenderHint
from gateway.query_token import Query, QueryTokens
from serving.errors import Unprocessable
from tests.unit.gateway.services import EMBEDDING

QUERY = Query(
    garment=GarmentQuery(
        slot="upper",
        categories=[CategoryScore(label="Tee", confidence=0.7)],
        colours=[Colour(name="red", hex="#b3122a", share=0.5)],
        embedding=EMBEDDING,
        model="clothes@1",
    ),
    gender=GenderHint(label="all", confidence=0.0, source="none"),
)


def test_a_token_reads_back() -> None:
    tokens = QueryTokens("a secret of some length", 60)
    assert tokens.read(tokens.sign(QUERY)) == QUERY


def test_a_changed_token_is_refused() -> None:
    tokens = QueryTokens("a secret of some length", 60)
    token = tokens.sign(QUERY)
    for forged in (token[:-1], "x" + token[1:], token.replace(".", "!", 1), "", "a.b.c"):
        with pytest.raises(Unprocessable, match=r"^query: not a query of this service"):
            tokens.read(forged)


def test_another_secret_is_refused() -> None:
    token = QueryTokens("a secret of some length", 60).sign(QUERY)
    with pytest.raises(Unprocessable):
        QueryTokens("another secret of length", 60).read(token)


def test_an_old_token_says_what_to_do() -> None:
    tokens = QueryTokens("a secret of some length", -1)
    with pytest.raises(Unprocessable, match="upload the photo again"):
        tokens.read(tokens.sign(QUERY))
