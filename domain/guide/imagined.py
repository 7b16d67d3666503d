"""A filing of which nothing is known but where, who and which domains: for what has to be told
before there is one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from domain.filing.facts import Person, Subject, TypeFacts, Website
from domain.filing.kinds import Kind
from domain.personal import Personal
from domain.rules.case import Case

_NOBODY: Final = ""


def first_filing(domains: Iterable[str], nature: int, province: str, on: date) -> Case:
    """A first filing with one website, which is the one that is asked about. ``province`` has two
    digits; empty stands for none."""
    site = Website(_NOBODY, "", tuple(domains), "", (), ())
    facts = TypeFacts(
        outcome=Kind.FIRST,
        row=0,
        rule_version="",
        nature=nature,
        region=f"{province or '00'}0000",
        certificate_type=0,
        certificate_number="",
        holder=None,
        certificate_digest="",
        domains=site.domains,
    )
    return Case(facts=facts, subject=_somebody(), sites=(site,), on=on, site=site)


def _somebody() -> Subject:
    def blank(kind: str) -> Personal:
        return Personal(_NOBODY, kind, "")

    person = Person(
        id=_NOBODY,
        certificate_type=0,
        name=blank("name"),
        certificate_number=blank("certificate_number"),
        mobile=blank("mobile"),
        mobile_digest="",
        emergency=blank("emergency"),
        email=blank("email"),
    )
    return Subject(_NOBODY, "", blank("address"), blank("address"), person)
