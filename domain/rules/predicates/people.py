"""The people of a filing, each with the name of their fields."""

from __future__ import annotations

from domain.filing.facts import Person, Website
from domain.rules import person_rules
from domain.rules.case import Case
from domain.rules.predicates.params import Role

RESIDENT_ID = 2
"""The certificate type of the resident identity card in the ministry's code table."""


def people(case: Case, role: Role) -> list[tuple[str, Person]]:
    """Who has that role, with the prefix of the fields (``responsible``, ``site:<id>.person``).

    A website without a person of its own is answered for by the subject's, who is told once.
    """
    found: list[tuple[str, Person]] = []
    linked = any(site.person is None for site in case.asked_sites)
    if role != "site_person" or linked:
        found.append(("responsible", case.subject.responsible))
    if role == "responsible":
        return found
    own = ((site, site.person) for site in case.asked_sites)
    return found + [(prefix(site), person) for site, person in own if person is not None]


def prefix(site: Website) -> str:
    """How the fields of a website's own person begin."""
    return f"site:{site.id}.person"


def identity_number(person: Person) -> str:
    """The number of a resident identity card; empty for another certificate or an erased one."""
    number = person.certificate_number.text or ""
    known = person.certificate_type == RESIDENT_ID and person_rules.is_identity_card(
        person.certificate_type, number
    )
    return number if known else ""


def dated_number(person: Person) -> str:
    """A number that tells the birth date; empty for one that does not, or an erased one."""
    number = person.certificate_number.text or ""
    return number if person_rules.is_identity_card(person.certificate_type, number) else ""
