"""Whether a sale price holds, by the dates that a feed gives it."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Final

from services.recommender.feeds.reasons import quoted

SALE_DATES: Final = "sale_price_effective_date"

_DAY: Final = len("2026-11-20")


def with_sale_of(now: datetime, attributes: Mapping[str, str]) -> Mapping[str, str]:
    """The attributes, without a sale price that begins later than `now` or has ended.

    Its dates are Google's: `2026-11-20T00:00+0100/2026-11-30T23:59+0100`, from and to (ISO 8601). What has no
    zone is in UTC, and a day without an hour is the whole day.

    Raises:
        ValueError: not two such dates.
    """
    dates = attributes.get(SALE_DATES)
    if not dates or "sale_price" not in attributes:
        return attributes
    begin, _, end = dates.partition("/")
    try:
        holds = _moment(begin, time.min) <= now <= _moment(end, time.max)
    except ValueError as error:
        reason = "not two dates, like 2026-11-20T00:00+0100/2026-11-30T23:59+0100"
        raise ValueError(f"{SALE_DATES}: {quoted(dates)}: {reason}") from error
    if holds:
        return attributes
    return {name: value for name, value in attributes.items() if name != "sale_price"}


def _moment(text: str, of_day: time) -> datetime:
    text = text.strip()
    moment = datetime.fromisoformat(text)
    if len(text) <= _DAY:
        moment = datetime.combine(moment, of_day)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
