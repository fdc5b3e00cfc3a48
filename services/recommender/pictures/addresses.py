"""Which machines a feed may make this one talk to: those of the public internet."""

import ipaddress
import socket
from typing import Final

from services.recommender.errors import PictureError

_IPV4_COMPATIBLE: Final = ipaddress.IPv6Network("::/96")
_IPV4_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Whether it is a machine of the public internet.

    Not: this machine, a private network, link-local (where clouds keep their metadata service), multicast,
    or an IPv6 address that stands for such an IPv4 one (RFC 4291, 3056, 4380 and 6052).
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address in _IPV4_COMPATIBLE:
            return False
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _IPV4_TRANSLATED:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(one is not None and not is_public(one) for one in inner):
            return False
    return address.is_global and not address.is_multicast


def resolve(host: str, port: int) -> list[Address]:
    """The addresses of a host, in the order of the system's preference.

    Raises:
        PictureError: it has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PictureError(f"image_link: {host} has no address: {error}") from error
    # a link-local IPv6 address comes with its network card: fe80::1%eth0
    return [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
