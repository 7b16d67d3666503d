"""The catalogue of reasons to return a filing, with words and advice in both languages."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from domain.reference.loading import UnknownCode, in_language, read

Severity = Literal["fix", "blocker"]
Stage = Literal["I", "B", "S"]

_PERSON_FIELDS: Final = (
    "name",
    "certificate_number",
    "validity",
    "mobile",
    "emergency",
    "office_phone",
    "email",
)
_SUBJECT_FIELDS: Final = (
    "name",
    "nature",
    "certificate",
    "certificate_number",
    "certificate_address",
    "validity",
    "mail_address",
    "investor",
    "legal_representative",
    "remark",
)
_SITE_FIELDS: Final = (
    "name",
    "domains",
    "home_url",
    "contents",
    "languages",
    "pre_approvals",
    "opened_on",
    "remark",
)

TARGETS: Final = frozenset(
    {
        *(f"subject.{field}" for field in _SUBJECT_FIELDS),
        *(f"responsible.{field}" for field in _PERSON_FIELDS),
        *(f"site.{field}" for field in _SITE_FIELDS),
        *(f"site.person.{field}" for field in _PERSON_FIELDS),
        *(f"access.{field}" for field in ("ips", "mode", "server_places", "source")),
        *(f"material:M{number:02d}" for number in range(1, 27)),
        "order",
    }
)
"""Everything that a reason can point at, in the generic form."""

_OF_ONE_SITE: Final = re.compile(r"(site|access):[^.]+")


class Reason(msgspec.Struct, frozen=True):
    """One reason of the catalogue.

    ``stages``: I initial review, B bureau, S SMS. ``severity`` is what the reviewer is
    offered first; a blocker cannot be removed inside the filing, and ``blocks_at`` limits
    that to some targets. Applicants never see a reason that is not ``visible``.
    """

    code: str
    stages: tuple[Stage, ...]
    bureau_codes: tuple[int, ...]
    targets: tuple[str, ...]
    severity: Severity
    visible: bool
    zh: str
    en: str
    advice_zh: str
    advice_en: str
    blocks_at: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """What is wrong, in that language."""
        return in_language(language, self.zh, self.en)

    def advice(self, language: str) -> str:
        """What to do about it, in that language."""
        return in_language(language, self.advice_zh, self.advice_en)

    def severity_at(self, target: str) -> Severity:
        """The severity at that target, which may carry the id of a website."""
        if self.blocks_at and generic(target) not in self.blocks_at:
            return "fix"
        return self.severity


class _Catalogue(msgspec.Struct, frozen=True):
    items: tuple[Reason, ...]


_REASONS: Final = {row.code: row for row in read("reasons", _Catalogue).items}


def generic(target: str) -> str:
    """A target of a filing in the form of the catalogue, without ids.

    ``site:<id>.name`` gives ``site.name``, ``material:M05:<id>`` gives ``material:M05``.
    """
    if target.startswith("material:"):
        return ":".join(target.split(":")[:2])
    return _OF_ONE_SITE.sub(r"\1", target, count=1)


def reasons() -> tuple[Reason, ...]:
    """The whole catalogue, in its order."""
    return tuple(_REASONS.values())


def known(code: str) -> bool:
    """Whether the catalogue holds the code."""
    return code in _REASONS


def reason(code: str) -> Reason:
    """The reason with that code, such as ``R-SITE-01``."""
    try:
        return _REASONS[code]
    except KeyError:
        raise UnknownCode("reasons", code) from None


def reasons_for(target: str) -> tuple[Reason, ...]:
    """The reasons that can stand at a target, which may carry the id of a website."""
    wanted = generic(target)
    return tuple(row for row in _REASONS.values() if wanted in row.targets)


def reasons_for_bureau_code(code: int) -> tuple[Reason, ...]:
    """The reasons that a bureau's code stands for; often none, sometimes several."""
    return tuple(row for row in _REASONS.values() if code in row.bureau_codes)
