"""ICP numbers: reading what people type, and forming the numbers that a bureau allocates."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from domain.folding import fold
from domain.reference.provinces import OLD_PREFIXES, PREFIXES

Kind = Literal[
    "subject",
    "website",
    "app",
    "mini_program",
    "quick_app",
    "licensed_subject_filing",
    "icp_licence",
    "public_security_record",
]

_SERVICE_KINDS: Final[dict[str, Kind]] = {
    "": "website",
    "A": "app",
    "X": "mini_program",
    "K": "quick_app",
}
_INDEX: Final = r"(?:-(?P<index>[1-9][0-9]{0,4})(?P<suffix>[AXK]?))?"
_ANY_PREFIX: Final = f"(?P<prefix>[{PREFIXES}{OLD_PREFIXES}])"
_FILING: Final = re.compile(rf"(?P<subject>{_ANY_PREFIX}ICP备(?:[0-9]{{8}}|[0-9]{{10}})号){_INDEX}")
_LICENSED: Final = re.compile(rf"(?P<subject>{_ANY_PREFIX}B[0-9]-[0-9]{{8}}){_INDEX}")
_LICENCE: Final = re.compile(rf"(?P<subject>{_ANY_PREFIX}ICP证[0-9]{{6}}号){_INDEX}")
_POLICE: Final = re.compile(rf"(?P<subject>{_ANY_PREFIX}公网安备[0-9]{{14}}号)")
_MISSING_SIGN: Final = re.compile(r"((?:ICP[备证]|公网安备)[0-9]+)(?=-|$)")


class NotAnIcpNumber(ValueError):
    """The text is not a number of any known form."""


class IcpNumber(msgspec.Struct, frozen=True):
    """A number. ``text`` is the stored form, ``subject`` the part that a subject holds.

    ``index`` counts the services of the subject and is None for a subject's own number.
    """

    kind: Kind
    text: str
    prefix: str
    subject: str
    index: int | None = None


def normalise(text: str) -> str:
    """The stored form: no spaces, full-width folded, letters upper case, with 号.

    The result may still be no number; ``parse`` tells.
    """
    return _MISSING_SIGN.sub(r"\1号", fold(text).upper())


def parse(text: str, *, old_prefixes: bool = False) -> IcpNumber:
    """The number in ``text``, normalised first; raises ``NotAnIcpNumber``.

    ``old_prefixes`` also takes 川, 贵, 云, 秦 and 甘, which stand in old data only.
    """
    number = normalise(text)
    for pattern, kind in (
        (_FILING, "subject"),
        (_LICENSED, "licensed_subject_filing"),
        (_LICENCE, "icp_licence"),
        (_POLICE, "public_security_record"),
    ):
        found = pattern.fullmatch(number)
        if found is not None and (old_prefixes or found["prefix"] in PREFIXES):
            return _number(kind, found)
    raise NotAnIcpNumber(text)


def subject_number(prefix: str, year: int, serial: int) -> str:
    """A new subject number: four-digit year and six-digit serial, from 1 in each year.

    ``prefix`` is the province's character, such as 京.
    """
    if prefix not in PREFIXES or len(prefix) != 1:
        raise ValueError(f"no bureau issues numbers with {prefix!r}")
    if not 2000 <= year <= 9999 or not 1 <= serial <= 999_999:
        raise ValueError(f"year {year} and serial {serial} do not fit ten digits")
    return f"{prefix}ICP备{year:04d}{serial:06d}号"


def website_number(subject: str, index: int) -> str:
    """The number of the subject's ``index``-th service, counted from 1 and never reused."""
    holder = parse(subject, old_prefixes=True)
    if holder.index is not None or holder.kind == "public_security_record":
        raise ValueError(f"{subject} is not a subject number")
    if not 1 <= index <= 99_999:
        raise ValueError(f"index {index} does not fit a website number")
    return f"{holder.text}-{index}"


def _number(kind: str, found: re.Match[str]) -> IcpNumber:
    groups = found.groupdict()
    index = groups.get("index")
    if kind == "subject" and index is not None:
        kind = _SERVICE_KINDS[groups["suffix"]]
    return msgspec.convert(
        {
            "kind": kind,
            "text": found[0],
            "prefix": groups["prefix"],
            "subject": groups["subject"],
            "index": None if index is None else int(index),
        },
        IcpNumber,
    )
