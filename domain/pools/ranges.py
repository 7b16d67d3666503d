"""Ranges of addresses, IPv4 and IPv6, as people write them and as they are compared."""

from __future__ import annotations

import ipaddress
from typing import Final, TypeAlias

import msgspec

from domain.folding import fold

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_WIDEST: Final = {4: 2**24, 6: 2**112}
"""How many addresses one range may hold: a slip of the pen must not open half the internet."""

_NEVER_PUBLIC: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
        "::/127",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    )
)
"""RFC 6890: this network, private use, loopback, link-local, multicast and reserved."""


class NotARange(Exception):
    """A text is no range of public addresses. ``reason`` is not_an_address, range_reversed,
    host_bits, address_not_public or too_wide."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class IpRange(msgspec.Struct, frozen=True):
    """All addresses from ``first`` to ``last``, both included, in their canonical text."""

    first: str
    last: str

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first}-{self.last}"


def read_range(text: str) -> IpRange:
    """The range that ``a``, ``a-b`` or ``a/prefix`` means. Raises NotARange."""
    folded = fold(text)
    first, last = _of_network(folded) if "/" in folded else _of_ends(folded)
    if first.version != last.version or int(first) > int(last):
        raise NotARange("range_reversed")
    if any(_touches(network, first, last) for network in _NEVER_PUBLIC):
        raise NotARange("address_not_public")
    if int(last) - int(first) >= _WIDEST[first.version]:
        raise NotARange("too_wide")
    return IpRange(str(first), str(last))


def sort_key(address: str) -> str:
    """An address as text whose order is that of the addresses of its family: 32 hex digits."""
    return f"{int(ipaddress.ip_address(address)):032x}"


def family(address: str) -> int:
    """4 or 6."""
    return ipaddress.ip_address(address).version


def ends(one: IpRange) -> tuple[int, int, int]:
    """Family, first and last as numbers, by which ranges are ordered."""
    first = ipaddress.ip_address(one.first)
    return first.version, int(first), int(ipaddress.ip_address(one.last))


def _of_network(text: str) -> tuple[Address, Address]:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise NotARange("not_an_address") from None
    if str(ipaddress.ip_address(text.partition("/")[0])) != str(network.network_address):
        raise NotARange("host_bits")
    return network[0], network[-1]


def _of_ends(text: str) -> tuple[Address, Address]:
    start, dash, end = text.partition("-")
    try:
        return ipaddress.ip_address(start), ipaddress.ip_address(end if dash else start)
    except ValueError:
        raise NotARange("not_an_address") from None


def _touches(
    network: ipaddress.IPv4Network | ipaddress.IPv6Network, first: Address, last: Address
) -> bool:
    if network.version != first.version:
        return False
    return int(first) <= int(network[-1]) and int(network[0]) <= int(last)
