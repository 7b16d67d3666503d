"""The verification sheet (核验单) of a website: which form of it, and what is printed on it.

The forms are those that access providers hand out: a national one, one of Beijing for orders
with several domains, and two of Guangdong (documents for applicants of JD Cloud, Tencent
Cloud and 21Vianet, 2017 to 2026).
"""

from __future__ import annotations

import enum
from typing import Final

import msgspec

from domain.filing.facts import INDIVIDUAL, Subject, TypeFacts, Website
from domain.personal import Personal

_BEIJING: Final = "11"
_GUANGDONG: Final = "44"
_FINGERPRINT: Final = frozenset({"36", "65"})
"""Jiangxi and Xinjiang ask individuals for a fingerprint beside the signature."""


class SheetForm(enum.StrEnum):
    """Which form a sheet is. The values stand in printed codes: they never change."""

    NATIONAL = "N"
    BEIJING = "B"
    """With the registrar beside each domain, for two or more domains in one filing."""
    GUANGDONG_UNIT = "U"
    GUANGDONG_INDIVIDUAL = "P"
    """With a commitment that the person copies by hand."""


class SheetItem(enum.StrEnum):
    """What the provider confirms on a sheet, each with a box to tick (21Vianet's form)."""

    SUBJECT = "subject"
    """The certificate of a unit; for an individual the person's own."""
    RESPONSIBLE = "responsible"
    """The certificate of the person who answers for a unit."""
    MOBILE = "mobile"
    LANDLINE = "landline"
    EMAIL = "email"
    ADDRESS = "address"
    SITE_NAME = "site-name"
    DOMAINS = "domains"
    APPROVALS = "approvals"
    CONTENTS = "contents"
    PROVIDER = "provider"
    MODE = "mode"
    PLACE = "place"
    ADDRESSES = "addresses"
    """The IP addresses."""


class Sheet(msgspec.Struct, frozen=True):
    """What is printed for one website. ``domains`` are ASCII, without ``www.``.

    ``name`` is the subject's: for an individual the responsible person's, which is personal.
    ``signer`` is the id of the person who has to sign; it is not printed.
    """

    form: SheetForm
    name: str | Personal
    domains: tuple[str, ...]
    individual: bool
    fingerprint: bool
    signer: str

    @property
    def printed_name(self) -> str:
        """The subject's name in the clear."""
        return self.name if isinstance(self.name, str) else self.name.full


def sheet(
    facts: TypeFacts, subject: Subject, site: Website, all_sites: tuple[Website, ...]
) -> Sheet:
    """The sheet of one of the websites, by the present data."""
    individual = facts.nature == INDIVIDUAL
    domains = {domain for each in all_sites for domain in each.domains}
    return Sheet(
        form=form_for(facts, len(domains.union(facts.domains))),
        name=subject.responsible.name if individual else subject.name,
        domains=site.domains,
        individual=individual,
        fingerprint=individual and facts.region[:2] in _FINGERPRINT,
        signer=(site.person or subject.responsible).id,
    )


def form_for(facts: TypeFacts, domains: int) -> SheetForm:
    """The form for a subject of that place and nature with so many domains in its filing."""
    province = facts.region[:2]
    if province == _GUANGDONG:
        unit = facts.nature != INDIVIDUAL
        return SheetForm.GUANGDONG_UNIT if unit else SheetForm.GUANGDONG_INDIVIDUAL
    if province == _BEIJING and domains >= 2:
        return SheetForm.BEIJING
    return SheetForm.NATIONAL
