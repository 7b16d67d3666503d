"""Questions about who is responsible: for the subject, and for each website."""

from __future__ import annotations

from typing import Final

from domain import numbers
from domain.filing.facts import Person
from domain.rules import person_rules
from domain.rules.answers import CANNOT_TELL, NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.predicate import of_filing, of_site

RESIDENT_ID: Final = 2
"""The certificate type of the resident identity card in the ministry's code table."""


@of_filing()
def representative_is_another(case: Case) -> Answer:
    """The person responsible for the subject is not the legal representative."""
    other = case.subject.legal_representative is not None
    return (Hit("responsible.name"),) if other else NOTHING


@of_site()
def site_has_own_person(case: Case) -> Answer:
    """Another person than the subject's answers for the website."""
    if case.site is None or case.site.person is None:
        return NOTHING
    return (Hit(f"site:{case.site.id}.person.name"),)


@of_filing()
def holder_from_elsewhere(case: Case) -> Answer:
    """The responsible person's identity card was given out in another province.

    The first two digits of the number (GB 11643) tell the province of the first registration;
    other certificates, and erased ones, tell none.
    """
    number = identity_number(case.subject.responsible)
    if not number:
        return CANNOT_TELL
    elsewhere = number[:2] != case.province
    return (Hit("responsible.certificate_number"),) if elsewhere else NOTHING


@of_filing()
def holder_younger_than(case: Case, *, years: int) -> Answer:
    """The responsible person is younger than that by the identity card."""
    number = identity_number(case.subject.responsible)
    if not number:
        return CANNOT_TELL
    young = numbers.age(number, case.on) < years
    return (Hit("responsible.certificate_number"),) if young else NOTHING


def identity_number(person: Person) -> str:
    """The number of a resident identity card; empty for another certificate or an erased one."""
    number = person.certificate_number.text or ""
    known = person.certificate_type == RESIDENT_ID and person_rules.is_identity_card(
        person.certificate_type, number
    )
    return number if known else ""
