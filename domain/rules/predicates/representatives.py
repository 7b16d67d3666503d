"""Questions about the legal representative (法定代表人) and who acts in the place of that person."""

from __future__ import annotations

from domain.filing.facts import Person
from domain.numbers import check
from domain.rules.answers import CANNOT_TELL, NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.people import RESIDENT_ID, prefix
from domain.rules.predicates.predicate import of_filing, of_site


@of_filing()
def representative_is_another(case: Case) -> Answer:
    """The person responsible for the subject is not the legal representative."""
    other = case.subject.legal_representative is not None
    return (Hit("responsible.name"),) if other else NOTHING


@of_filing()
def representative_has_no_identity_card(case: Case) -> Answer:
    """The legal representative comes from abroad, Hong Kong, Macau or Taiwan: the certificate
    is no resident identity card."""
    representative = case.subject.legal_representative
    if representative is None:
        foreign = case.subject.responsible.certificate_type != RESIDENT_ID
        return (Hit("responsible.certificate_number"),) if foreign else NOTHING
    number = representative.certificate_number.text
    if number is None:
        return CANNOT_TELL
    foreign = check("ric", number, case.on) is not None
    return (Hit("subject.legal_representative"),) if foreign else NOTHING


@of_site()
def site_has_own_person(case: Case) -> Answer:
    """Another person than the subject's answers for the website."""
    if case.site is None or case.site.person is None:
        return NOTHING
    return (Hit(f"{prefix(case.site)}.name"),)


@of_site()
def site_person_is_representative(case: Case) -> Answer:
    """The legal representative answers for the website."""
    if case.site is None:
        return NOTHING
    is_one = _is_representative(case, case.site.person or case.subject.responsible)
    if is_one is None:
        return CANNOT_TELL
    return (Hit(f"{prefix(case.site)}.name"),) if is_one else NOTHING


@of_site()
def site_person_is_not_representative(case: Case) -> Answer:
    """A person of its own answers for the website who is not the legal representative."""
    if case.site is None or case.site.person is None:
        return NOTHING
    is_one = _is_representative(case, case.site.person)
    if is_one is None:
        return CANNOT_TELL
    return NOTHING if is_one else (Hit(f"{prefix(case.site)}.name"),)


@of_site()
def site_person_beside_authorised(case: Case) -> Answer:
    """Somebody acts for the legal representative, and yet another person answers for the
    website."""
    if case.subject.legal_representative is None or case.site is None:
        return NOTHING
    return (Hit(f"{prefix(case.site)}.name"),) if case.site.person is not None else NOTHING


@of_site()
def site_person_of_others(case: Case) -> Answer:
    """Who answers for the website answers for one of another subject, too."""
    if case.site is None:
        return NOTHING
    if case.known.site_persons is None:
        return CANNOT_TELL
    own = case.site.person
    person = own or case.subject.responsible
    target = f"{prefix(case.site)}.name" if own is not None else "responsible.name"
    return (Hit(target),) if person.certificate_digest in case.known.site_persons else NOTHING


def _is_representative(case: Case, person: Person) -> bool | None:
    """Whether this is the legal representative; None where a number was erased. Where none is
    stated apart, the person responsible for the subject is."""
    stated = case.subject.legal_representative
    if stated is None:
        if person.id == case.subject.responsible.id:
            return True
        number = case.subject.responsible.certificate_number.text
    else:
        number = stated.certificate_number.text
    own = person.certificate_number.text
    return None if number is None or own is None else own == number
