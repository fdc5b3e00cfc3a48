"""What counts how much in ranking: every number of it in one place, changed by `RANKING_WEIGHTS`."""

from pydantic import BaseModel, ConfigDict, Field, model_validator


class RankingWeights(BaseModel):
    """Weights and scales of the ranking.

    Those of category, look and colour are from questions of the validation part (`python -m
    benchmarks.retrieval --part validation`): more colour gains most. The look is left at a sixth although
    labels of category, colour and department cannot reward it, since cut and pattern are in it alone.
    Only proportions matter among the weights of one list: a score is divided by those that applied to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    category: float = Field(default=0.40, ge=0)
    """Of the probability that the garment is of the product's category."""

    look: float = Field(default=0.20, ge=0)
    """Of the likeness of the two pictures. Left out where different networks looked at them."""

    colour: float = Field(default=0.60, ge=0)
    """Of the closeness of the colours. Left out where no colour was read."""

    availability: float = Field(default=0.03, ge=0)
    """Of what can be had now, or later: enough to decide between equals."""

    price: float = Field(default=0.03, ge=0)
    """Of the closeness to the price that the shopper asked for, or else to what is usual in the category."""

    freshness: float = Field(default=0.02, ge=0)
    """Of how new the product is to the shop: enough to decide between equals."""

    popularity: float = Field(default=0.0, ge=0)
    """Of how often others clicked and bought it. Off: what is popular gets shown, and so stays popular."""

    harmony: float = Field(default=0.40, ge=0)
    """Of how well the colours of two pieces go together, in what completes a look."""

    worn_with: float = Field(default=0.35, ge=0)
    """Of how often the two categories are worn together, in what completes a look."""

    worn_with_colour: float = Field(default=0.15, ge=0)
    """Of how often the two colours are worn together, in what completes a look."""

    vivid_pair: float = Field(default=0.7, ge=0, le=1)
    """What two vivid colours whose hues go together best are worth, where a vivid one with a neutral is worth
    1: neutrals and denim complete a look before a second colour does."""

    department: float = Field(default=0.5, ge=0)
    """Power of the probability that the product is for this person, which the score is multiplied by: at
    0.5, a guess that is 96 % sure leaves the other department a fifth of its score. Unisex always fits."""

    sure_department: float = Field(default=0.7, ge=0.5, le=1)
    """A guess of the department that is less sure than this counts as none."""

    half_colour: float = Field(default=14.0, gt=0)
    """CIEDE2000 difference at which closeness is one half. The nearest neighbours in the palette, such as
    black and charcoal, are 10 to 16 apart: they are half as close as the same colour, the others less."""

    half_price: float = Field(default=2.0, gt=1)
    """How many times the dearest of the usual prices, or what part of the cheapest, is half as good."""

    half_freshness_days: float = Field(default=30.0, gt=0)
    """Days after which a product is half as fresh."""

    half_popularity: float = Field(default=20.0, gt=0)
    """Clicks and purchases (as counted) that are worth half of all that popularity can be worth."""

    @model_validator(mode="after")
    def _something_counts(self) -> "RankingWeights":
        if self.category + self.look + self.colour <= 0:
            raise ValueError("category, look and colour are all 0: nothing would tell products apart")
        if self.harmony + self.worn_with + self.worn_with_colour <= 0:
            raise ValueError("harmony, worn_with and worn_with_colour are all 0: anything would do")
        return self


DEFAULT_WEIGHTS = RankingWeights()
