"""The `query` of a garment: what was read, signed, so that nothing is kept and no photo is sent again."""

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from pydantic import ValidationError

from contracts.geometry import Body
from contracts.recommender import GarmentQuery, GenderHint
from serving.errors import Unprocessable


class Query(Body):
    """What a token carries."""

    garment: GarmentQuery
    gender: GenderHint


class QueryTokens:
    """Signs queries (HMAC) and reads them back."""

    def __init__(self, secret_key: str, max_age_s: int) -> None:
        self._serializer = URLSafeTimedSerializer(secret_key, salt="vitrine.query")
        self._max_age_s = max_age_s

    def sign(self, query: Query) -> str:
        """A token of about 1.3 kB."""
        return str(self._serializer.dumps(query.model_dump(mode="json")))

    def read(self, token: str) -> Query:
        """The query that was signed.

        Raises:
            Unprocessable: not a token of ours, changed, or too old.
        """
        try:
            return Query.model_validate(self._serializer.loads(token, max_age=self._max_age_s))
        except SignatureExpired as error:
            raise Unprocessable(
                f"query: it is older than {self._max_age_s} s; upload the photo again"
            ) from error
        except (BadSignature, ValidationError) as error:
            raise Unprocessable(
                "query: not a query of this service; send back one from an answer, unchanged"
            ) from error
