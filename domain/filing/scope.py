"""Which parts of a filing count for its kind: what differs from the record, what a reviewer
judges, who proves identity and who verifies a code."""

from __future__ import annotations

from typing import Final

from domain.filing import targets
from domain.filing.facts import OnRecord, Person
from domain.filing.kinds import Data, IdentityCheck, Needs, Verifiers
from domain.filing.state import Filing

STATED: Final = frozenset({Data.FULL, Data.RESTATED, Data.CHANGES})
"""The ways of a part that the applicant fills in."""
_WITHOUT_CODE: Final = ("remark", "ips")
"""Fields of a website whose change nobody has to verify."""


def recorded_targets(filing: Filing) -> targets.Targets:
    """Every field of the record that the filing is about; none where it makes one."""
    if filing.on_record is None or filing.facts is None:
        return {}
    record = filing.on_record
    fields = targets.subject_targets(record.subject, filing.facts)
    for site in record.sites:
        fields |= targets.site_targets(site)
        if site.id in record.accesses:
            fields |= targets.access_targets(site.id, record.accesses[site.id])
    return fields


def differences(filing: Filing) -> frozenset[str]:
    """The fields and materials that are not as the record has them, those that are gone too."""
    before, now = recorded_targets(filing), filing.targets()
    return frozenset(
        name for name in before.keys() | now.keys() if before.get(name) != now.get(name)
    )


def judged(filing: Filing) -> targets.Targets:
    """What a reviewer gives a verdict on, with its value: all that does not stand in the record
    as it is."""
    differing = differences(filing)
    return {name: value for name, value in filing.targets().items() if name in differing}


def changes(filing: Filing) -> frozenset[str]:
    """The fields that differ from the record in the parts that this kind may change."""
    return frozenset(
        name
        for name in differences(filing)
        if not name.startswith(("material:", targets.EXPLANATION)) and may_state(filing.needs, name)
    )


def may_state(needs: Needs, target: str) -> bool:
    """Whether a filing of that kind states this field or material at all."""
    if target == targets.ORDER:
        return needs.adds_sites
    head = targets.section_of(target).partition(":")[0]
    parts = {"subject": needs.subject, "site": needs.site, "access": needs.access}
    return head not in parts or parts[head] in STATED


def identity_persons(filing: Filing) -> dict[str, Person]:
    """Who proves identity by a photo, by person id."""
    persons = filing.site_persons()
    match filing.needs.identity:
        case IdentityCheck.ALWAYS:
            return persons
        case IdentityCheck.NEVER:
            return {}
        case IdentityCheck.IF_PERSON_CHANGES:
            known = _registered_persons(filing.on_record)
            return {each.id: each for each in persons.values() if _who(each) not in known}


def _who(person: Person) -> tuple[str | None, int, str | None]:
    return (person.name.text, person.certificate_type, person.certificate_number.text)


def registered_certificates(record: OnRecord) -> frozenset[str]:
    """The keyed digests of the certificates of everybody who is responsible in the record."""
    own = (site.person for site in record.sites)
    people = (record.subject.responsible, *own)
    return frozenset(each.certificate_digest for each in people if each is not None)


def _registered_persons(record: OnRecord | None) -> set[tuple[str | None, int, str | None]]:
    """The persons who answer for the websites of the record."""
    if record is None:
        return set()
    return {_who(site.person or record.subject.responsible) for site in record.sites}


def verifiers(filing: Filing) -> dict[str, Person]:
    """Who gets a code of the ministry, by person id: the responsible person, then the sites'.

    The number is the one that is filed now, so of a changed telephone the new one (Tencent
    Cloud's help pages).
    """
    match filing.needs.verifiers:
        case Verifiers.EVERYBODY:
            return filing.persons()
        case Verifiers.SITE_PERSONS:
            return filing.site_persons()
        case Verifiers.SUBJECT_PERSON:
            return _responsible(filing)
        case Verifiers.CHANGED:
            return _of_changes(filing)
        case Verifiers.NOBODY:
            return {}


def _responsible(filing: Filing) -> dict[str, Person]:
    if filing.subject is None:
        return {}
    return {filing.subject.responsible.id: filing.subject.responsible}


def _of_changes(filing: Filing) -> dict[str, Person]:
    changed = {name for name in changes(filing) if name.rpartition(".")[2] not in _WITHOUT_CODE}
    sections = {targets.section_of(name) for name in changed}
    # A remark about the subject is not the remark of a website: any change of it is verified.
    subject_changed = any(targets.section_of(name) == "subject" for name in changes(filing))
    people = _responsible(filing) if subject_changed else {}
    for site in filing.sites:
        person = filing.site_person(site)
        if person is not None and sections & {f"site:{site}", f"access:{site}"}:
            people[person.id] = person
    return people
