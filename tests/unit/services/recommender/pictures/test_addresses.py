import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recommender.pictures.addresses import is_public, resolve


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_machines_of_the_internet(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::127.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_all_others(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_no_spelling_in_ipv6_makes_a_private_address_public(address: ipaddress.IPv4Address) -> None:
    if not is_public(address):
        for network in ("::", "::ffff:0:0", "64:ff9b::"):
            spelled = ipaddress.IPv6Address(int(ipaddress.IPv6Address(network)) + int(address))
            assert not is_public(spelled)


def test_a_name_is_resolved() -> None:
    assert ipaddress.ip_address("127.0.0.1") in resolve("localhost", 443)
