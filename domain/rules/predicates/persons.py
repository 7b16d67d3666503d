"""Questions about the people who are responsible: for the subject, and for each website."""

from __future__ import annotations

from datetime import date

from domain import numbers
from domain.rules import person_rules
from domain.rules.answers import CANNOT_TELL, NOTHING, Answer, Hit, gathered
from domain.rules.case import Case
from domain.rules.predicates.params import Codes, Months, Role, Years
from domain.rules.predicates.people import dated_number, identity_number, people
from domain.rules.predicates.predicate import of_filing


@of_filing()
def person_from_elsewhere(case: Case, *, role: Role) -> Answer:
    """A person's identity card was given out in another province.

    The first two digits of the number (GB 11643) tell the province of the first registration;
    other certificates, and erased ones, tell none.
    """
    numbered = [(prefix, identity_number(person)) for prefix, person in people(case, role)]
    return gathered(
        CANNOT_TELL
        if not number
        else Hit(f"{prefix}.certificate_number")
        if number[:2] != case.province
        else None
        for prefix, number in numbered
    )


@of_filing("age")
def person_younger_than(case: Case, *, role: Role, years: Years) -> Answer:
    """A person is younger than that by the certificate's number."""
    return _aged(case, role, 0, years)


@of_filing("age")
def person_aged_between(case: Case, *, role: Role, least: Years, below: Years) -> Answer:
    """A person is at least ``least`` years old and not yet ``below``."""
    return _aged(case, role, least, below)


@of_filing()
def certificate_is(case: Case, *, role: Role, types: Codes) -> Answer:
    """A person's certificate is of one of those types."""
    return gathered(
        Hit(f"{prefix}.certificate_number")
        for prefix, person in people(case, role)
        if person.certificate_type in types
    )


@of_filing()
def subject_certificate_is(case: Case, *, types: Codes) -> Answer:
    """The subject files with a certificate of one of those types."""
    there = case.facts.certificate_type in types
    return (Hit("subject.certificate_number"),) if there else NOTHING


@of_filing("least")
def certificate_ends_within(case: Case, *, months: Months) -> Answer:
    """The subject's or a person's certificate ends before so many months have passed; the
    evidence is the first end that would do. A certificate without a stated end tells nothing."""
    least = person_rules.months_after(case.on, months)
    held: list[tuple[str, date | None, bool]] = [
        ("subject", case.subject.valid_to, case.subject.long_term),
        *((prefix, person.valid_to, person.long_term) for prefix, person in people(case, "any")),
    ]
    return gathered(
        Hit(f"{prefix}.validity", {"least": least.isoformat()})
        for prefix, end, long_term in held
        if end is not None and not long_term and end < least
    )


@of_filing()
def person_is_new(case: Case, *, role: Role) -> Answer:
    """Somebody is responsible whom the record does not name."""
    known = case.known.persons
    if known is None:
        return CANNOT_TELL
    return gathered(
        Hit(f"{prefix}.name")
        for prefix, person in people(case, role)
        if person.certificate_digest not in known
    )


def _aged(case: Case, role: Role, least: int, below: int) -> Answer:
    def of(prefix: str, number: str) -> Hit | None:
        age = numbers.age(number, case.on)
        found = least <= age < below
        return Hit(f"{prefix}.certificate_number", {"age": age}) if found else None

    numbered = [(prefix, dated_number(person)) for prefix, person in people(case, role)]
    return gathered(of(*each) if each[1] else CANNOT_TELL for each in numbered)
