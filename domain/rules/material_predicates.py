"""When a rule asks for a material: small questions about a filing's present data.

A rule names its question and gives the parameters. Questions about one website look at
``case.site``, which is None where a question is asked once for the whole filing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Final

import msgspec

from domain import numbers
from domain.filing.facts import Subject, TypeFacts, Website
from domain.reference import tables
from domain.rules import person_rules


class Case(msgspec.Struct, frozen=True):
    """The data that rules look at. ``on`` is the day by which ages and terms are counted,
    ``site`` the website that is asked about."""

    facts: TypeFacts
    subject: Subject
    sites: tuple[Website, ...]
    on: date
    site: Website | None = None


def always(_case: Case) -> bool:
    """Nothing more than nature, type and province is asked."""
    return True


def representative_is_another(case: Case) -> bool:
    """The person responsible for the subject is not the legal representative."""
    return case.subject.legal_representative is not None


def site_has_own_person(case: Case) -> bool:
    """Another person than the subject's answers for the website."""
    return case.site is not None and case.site.person is not None


def domains_at_least(case: Case, *, count: int) -> bool:
    """The filing's websites have that many domains together."""
    return sum(len(each.domains) for each in case.sites) >= count


def sites_at_least(case: Case, *, count: int) -> bool:
    """The filing has that many websites."""
    return len(case.sites) >= count


def holder_from_elsewhere(case: Case) -> bool:
    """The responsible person's identity card was given out in another province.

    The first two digits of the number (GB 11643) tell the province of the first registration;
    other certificates, and erased ones, tell none.
    """
    number = _identity_number(case)
    return bool(number) and number[:2] != case.facts.region[:2]


def holder_younger_than(case: Case, *, years: int) -> bool:
    """The responsible person has an identity card and is younger than that."""
    number = _identity_number(case)
    return bool(number) and numbers.age(number, case.on) < years


def states_pre_approval(case: Case) -> bool:
    """The website states content that another authority approves first."""
    return case.site is not None and any(
        permit.type != tables.NO_PRE_APPROVAL for permit in case.site.pre_approvals
    )


def names_hold(case: Case, *, words: tuple[str, ...]) -> bool:
    """The names or the remark hold one of the words, and no pre-approval is stated."""
    if case.site is None or states_pre_approval(case):
        return False
    told = _folded(case.subject.name + case.site.name + case.site.remark)
    return any(_folded(word) in told for word in words)


def site_name_not_of_unit(case: Case) -> bool:
    """The website's name shares no two neighbouring characters with the organisation's."""
    if case.site is None:
        return False
    name, unit = _folded(case.site.name), _folded(case.subject.name)
    return not any(name[place : place + 2] in unit for place in range(len(name) - 1))


def domain_under(case: Case, *, suffix: str) -> bool:
    """One of the website's domains lies under the suffix."""
    domains = case.site.domains if case.site is not None else ()
    return any(domain == suffix or domain.endswith(f".{suffix}") for domain in domains)


def _identity_number(case: Case) -> str:
    person = case.subject.responsible
    number = person.certificate_number.text or ""
    known = person.certificate_type == RESIDENT_ID and person_rules.is_identity_card(
        person.certificate_type, number
    )
    return number if known else ""


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


RESIDENT_ID: Final = 2
"""The certificate type of the resident identity card in the ministry's code table."""

Predicate = Callable[..., bool]

PREDICATES: Final[dict[str, Predicate]] = {
    question.__name__: question
    for question in (
        always,
        representative_is_another,
        site_has_own_person,
        domains_at_least,
        sites_at_least,
        holder_from_elsewhere,
        holder_younger_than,
        states_pre_approval,
        names_hold,
        site_name_not_of_unit,
        domain_under,
    )
}
"""The questions that a rule may name."""

OF_A_SITE: Final = frozenset(
    {
        "site_has_own_person",
        "states_pre_approval",
        "names_hold",
        "site_name_not_of_unit",
        "domain_under",
    }
)
"""The questions that make sense for one website only."""
