"""Questions about telephone numbers. A number is personal: no hit ever tells one."""

from __future__ import annotations

from domain import phones
from domain.reference.area_codes import province_of
from domain.rules.answers import CANNOT_TELL, Answer, Hit, gathered
from domain.rules.case import Case
from domain.rules.predicates.params import Role
from domain.rules.predicates.people import people
from domain.rules.predicates.predicate import of_filing


@of_filing()
def emergency_is_mobile(case: Case, *, role: Role) -> Answer:
    """A person's number for emergencies is the own mobile number."""
    numbers = [(p, one.mobile.text, one.emergency.text) for p, one in people(case, role)]
    return gathered(
        CANNOT_TELL
        if mobile is None or emergency is None
        else Hit(f"{prefix}.emergency")
        if mobile == emergency
        else None
        for prefix, mobile, emergency in numbers
    )


@of_filing()
def emergency_is_of_the_filing(case: Case) -> Answer:
    """A number for emergencies is the mobile number of somebody who is responsible, so that no
    third person can be reached."""
    everybody = people(case, "any")
    mobiles = {person.mobile.text for _, person in everybody} - {None}
    return gathered(
        CANNOT_TELL
        if person.emergency.text is None
        else Hit(f"{prefix}.emergency")
        if person.emergency.text in mobiles
        else None
        for prefix, person in everybody
    )


@of_filing()
def contacts_shared(case: Case) -> Answer:
    """Somebody else than the subject's person answers for a website, and both have the same
    mobile number or e-mail."""
    subject = case.subject.responsible
    others = [(p, one) for p, one in people(case, "site_person") if one.id != subject.id]
    return gathered(
        Hit(f"{prefix}.{field}")
        for prefix, person in others
        for field in ("mobile", "email")
        if (own := getattr(person, field).text) and own == getattr(subject, field).text
    )


@of_filing()
def mobile_of_others(case: Case, *, role: Role) -> Answer:
    """A mobile number is used by another subject, too."""
    if case.known.mobiles is None:
        return CANNOT_TELL
    used = case.known.mobiles
    return gathered(
        Hit(f"{prefix}.mobile")
        for prefix, person in people(case, role)
        if person.mobile_digest in used
    )


@of_filing()
def mobile_from_elsewhere(case: Case, *, role: Role) -> Answer:
    """A mobile number was given out in another province; most often nobody knows where."""
    places = case.known.mobile_provinces
    given = [(p, places.get(person.mobile_digest)) for p, person in people(case, role)]
    return gathered(
        CANNOT_TELL
        if province is None
        else Hit(f"{prefix}.mobile")
        if province != case.province
        else None
        for prefix, province in given
    )


@of_filing()
def landline_missing(case: Case, *, role: Role) -> Answer:
    """A person states no landline."""
    return gathered(
        Hit(f"{prefix}.office_phone")
        for prefix, person in people(case, role)
        if person.office_phone is None
    )


@of_filing()
def landline_given(case: Case, *, role: Role) -> Answer:
    """A person states a landline."""
    return gathered(
        Hit(f"{prefix}.office_phone")
        for prefix, person in people(case, role)
        if person.office_phone is not None
    )


@of_filing()
def landline_is_mobile(case: Case, *, role: Role) -> Answer:
    """In the place of a landline stands a mobile number."""
    stated = _landlines(case, role)
    return gathered(
        CANNOT_TELL
        if number is None
        else Hit(f"{prefix}.office_phone")
        if phones.check_mobile(phones.normalise_mobile(number)) is None
        else None
        for prefix, number in stated
    )


@of_filing()
def landline_from_elsewhere(case: Case, *, role: Role) -> Answer:
    """The area code of a landline is that of another province."""

    def of(prefix: str, number: str) -> Hit | None:
        provinces = {province_of(each) for each in number.split(";")} - {""}
        wrong = bool(provinces) and case.province not in provinces
        return Hit(f"{prefix}.office_phone") if wrong else None

    stated = _landlines(case, role)
    return gathered(of(p, number) if number is not None else CANNOT_TELL for p, number in stated)


def _landlines(case: Case, role: Role) -> list[tuple[str, str | None]]:
    """The landlines that are stated; None for an erased one."""
    return [
        (prefix, person.office_phone.text)
        for prefix, person in people(case, role)
        if person.office_phone is not None
    ]
