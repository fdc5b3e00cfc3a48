import asyncio

import pytest

from gateway.access.errors import AccessError, TooManyRequests
from gateway.access.rates import Rate, network_of
from tests.stack import free_port


def let_in(rate: Rate, *callers: str) -> list[bool]:
    """Which of the calls were let in, one after the other."""

    async def call() -> list[bool]:
        return [await let_in_one(rate, caller) for caller in callers]

    return asyncio.run(call())


async def let_in_one(rate: Rate, caller: str) -> bool:
    try:
        await rate.count(caller)
    except TooManyRequests:
        return False
    return True


def test_each_caller_has_its_own_count() -> None:
    assert let_in(Rate("key", "2/hour", None), "a", "a", "b", "a", "b", "b") == [
        True,
        True,
        True,
        False,
        True,
        False,
    ]


def test_a_refusal_says_when_to_come_back() -> None:
    rate = Rate("key", "1/hour", None)
    assert let_in(rate, "a") == [True]
    with pytest.raises(TooManyRequests, match="1 per 1 hour by key") as refused:
        asyncio.run(rate.count("a"))
    assert refused.value.retry_after_s is not None
    assert 1 <= refused.value.retry_after_s <= 7200


def test_all_bounds_hold() -> None:
    assert let_in(Rate("key", "100/second;2/hour", None), "a", "a", "a") == [True, True, False]


def test_without_redis_the_process_counts_for_itself() -> None:
    rate = Rate("address", "2/hour", f"redis://127.0.0.1:{free_port()}/0")
    assert let_in(rate, "a", "a", "a") == [True, True, False]


@pytest.mark.parametrize("text", ["", "many", "5", "5/fortnight", "-1/second"])
def test_a_rate_that_cannot_be_read_is_an_error(text: str) -> None:
    with pytest.raises(AccessError, match="RATE_PER_KEY"):
        Rate("key", text, None)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("a socket", "a socket"),
    ],
)
def test_a_customer_is_an_address_or_a_network(address: str, network: str) -> None:
    assert network_of(address) == network
