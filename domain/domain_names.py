"""Domain names as people type them: ASCII form, registrable domain, readable form."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from typing import Final, Literal

import idna
import msgspec
from publicsuffixlist import PublicSuffixList

from domain.reference.approved_tlds import APPROVED_TLDS

Reason = Literal[
    "scheme_or_path",
    "ip_address",
    "underscore",
    "hyphen",
    "public_suffix",
    "not_a_name",
    "too_long",
]

_DOTS: Final = dict.fromkeys(map(ord, "。．｡"), ".")
_NOT_A_HOST: Final = re.compile(r"[/\\:?#@]")
_NUMERIC: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_MAX_LENGTH: Final = 253
_MAX_LABEL: Final = 63

# Only the section of registries: what a company sells below its own name is not a suffix here,
# because a filing names the domain that was bought from a registrar.
_SUFFIXES: Final = PublicSuffixList(only_icann=True, accept_unknown=False)


class NotADomainName(ValueError):
    """The text is not a domain that can be filed; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class DomainName(msgspec.Struct, frozen=True):
    """A domain name. ``ascii`` and ``registrable`` are lower-case punycode without final dot.

    ``registrable`` is the part that was bought from a registrar, such as ``b.com.cn`` of
    ``a.b.com.cn``.
    """

    ascii: str
    registrable: str
    unicode: str

    @property
    def tld(self) -> str:
        """The last label, in ASCII."""
        return self.ascii.rpartition(".")[2]


def parse(text: str) -> DomainName:
    """The domain name in ``text``; raises ``NotADomainName``.

    Upper case, a final dot, full-width characters and Chinese names (UTS 46, IDNA 2008)
    are taken; a scheme, port, path or address is not.
    """
    folded = unicodedata.normalize("NFKC", text.translate(_DOTS)).strip().lower()
    folded = folded.removesuffix(".")
    _refuse_other_things(folded)
    labels = folded.split(".")
    _refuse_bad_labels(labels)
    ascii_name = _to_ascii(folded)
    registrable = _registrable(ascii_name)
    readable = idna.decode(ascii_name) if "xn--" in ascii_name else ascii_name
    return DomainName(ascii=ascii_name, registrable=registrable, unicode=readable)


def tld_approved(name: DomainName) -> bool:
    """Whether the registry of the top-level domain is in the ministry's approved list."""
    return name.tld in APPROVED_TLDS


def _refuse_other_things(text: str) -> None:
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        pass
    else:
        raise NotADomainName("ip_address")
    if _NOT_A_HOST.search(text):
        raise NotADomainName("scheme_or_path")
    # Browsers read a name that ends in a number as an IPv4 address, short forms included.
    if _NUMERIC.fullmatch(text.rpartition(".")[2]):
        raise NotADomainName("ip_address")


def _refuse_bad_labels(labels: list[str]) -> None:
    if any("_" in label for label in labels):
        raise NotADomainName("underscore")
    if any(label.startswith("-") or label.endswith("-") for label in labels):
        raise NotADomainName("hyphen")
    # The third and fourth place hold hyphens only in the ASCII form of an encoded name.
    if any(label[2:4] == "--" and not label.startswith("xn--") for label in labels):
        raise NotADomainName("hyphen")
    if any(len(label) > _MAX_LABEL for label in labels) or len(".".join(labels)) > _MAX_LENGTH:
        raise NotADomainName("too_long")


def _to_ascii(text: str) -> str:
    """The IDNA form. The length of a non-ASCII label shows only after encoding."""
    try:
        encoded = idna.encode(text, uts46=True, std3_rules=True).decode("ascii")
    except idna.IDNAError as error:
        too_long = "too long" in str(error).lower()
        raise NotADomainName("too_long" if too_long else "not_a_name") from error
    return encoded


def _registrable(ascii_name: str) -> str:
    suffix = _SUFFIXES.publicsuffix(ascii_name)
    if suffix == ascii_name:
        raise NotADomainName("public_suffix")
    if "." not in ascii_name:
        raise NotADomainName("not_a_name")
    if suffix is None:
        # A top-level domain newer than the list: its second level is what one buys.
        return ".".join(ascii_name.split(".")[-2:])
    depth = suffix.count(".") + 2
    return ".".join(ascii_name.split(".")[-depth:])
