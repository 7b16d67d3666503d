"""Records of a former system as a file brings them: a JSON list, one object for each subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

import msgspec

from domain import domain_names, icp_numbers, phones
from domain.command import derived_id
from domain.domain_names import NotADomainName
from domain.filing.facts import (
    INDIVIDUAL,
    Access,
    LegalRepresentative,
    Person,
    Subject,
    TypeFacts,
    Website,
)
from domain.filing.kinds import Kind
from domain.icp_numbers import NotAnIcpNumber
from domain.personal import Personal
from domain.reference import certificates, provinces, regions, tables
from domain.register.facts import Identity, ImportedSite
from domain.register.file_records import FilePerson, FileRecord, FileSite
from domain.register.refusals import RecordsRefused
from domain.rules import subject_rules, website_rules
from domain.rules.problems import Problem
from domain.rules.rule_files import built_in

Digest = Callable[[str, str], str]
"""The keyed digest of the vault: kind and text to hex."""

MOST_RECORDS: Final = 5000
_MOST_TOLD: Final = 20
_OF_ITS_DAY: Final = (".valid_from", ".valid_to", ".mail_address")
"""Fields about which today's rules say nothing of an old record: papers may have run out since,
and addresses were written in another way."""


class BadRecord(msgspec.Struct, frozen=True):
    """What is wrong with a record: its place in the file from 1, and the rule that it breaks."""

    place: int
    problem: Problem


class ReadRecord(msgspec.Struct, frozen=True):
    """A record of the file as the register takes it, under the id that its number gives it."""

    place: int
    id: str
    number: str
    identity: Identity
    subject: Subject
    sites: tuple[ImportedSite, ...]
    approved_on: date | None

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains of all its websites."""
        return tuple(domain for each in self.sites for domain in each.site.domains)


def read_records(content: bytes, today: date, digest: Digest) -> tuple[ReadRecord, ...]:
    """The records of a JSON file. Raises RecordsRefused with those that are wrong."""
    try:
        raw = msgspec.json.decode(content, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise refused(0, "not_json") from None
    if not raw:
        raise refused(0, "no_records")
    if len(raw) > MOST_RECORDS:
        raise refused(0, "too_many_records", most=MOST_RECORDS)
    found: list[ReadRecord] = []
    wrong: list[BadRecord] = []
    for place, each in enumerate(raw, 1):
        try:
            stated = msgspec.json.decode(each, type=FileRecord)
        except msgspec.ValidationError as error:
            wrong.append(BadRecord(place, Problem("record", "unreadable", {"why": str(error)})))
            continue
        problems = tuple(_problems_of_numbers(stated, today))
        if not problems:
            read = _read(place, stated, digest)
            problems = tuple(_problems(read, stated, today))
            found.append(read)
        wrong += [BadRecord(place, problem) for problem in problems]
    wrong += _twice(found)
    if wrong:
        raise RecordsRefused(records=tuple(wrong[:_MOST_TOLD]))
    return tuple(found)


def refused(place: int, code: str, **facts: object) -> RecordsRefused:
    """The refusal of a record, or of the file at place 0."""
    return RecordsRefused(records=(BadRecord(place, Problem("record", code, facts)),))


def _problems_of_numbers(stated: FileRecord, today: date) -> Iterator[Problem]:
    """What would keep the record from being read at all: places, kinds, numbers and domains."""
    natures = {row.id for row in tables.subject_types()}
    if stated.nature not in natures:
        yield Problem("nature", "not_in_list")
    elif stated.certificate_type not in {r.id for r in tables.certificate_types(stated.nature)}:
        yield Problem("certificate_type", "not_in_list")
    elif error := certificates.check_certificate(
        stated.certificate_type, stated.certificate_number, today
    ):
        yield Problem("certificate_number", f"number_{error}")
    if not regions.exists(stated.region):
        yield Problem("region", "not_in_list")
    elif not _is_number(stated.number, stated.region):
        yield Problem("number", "not_a_subject_number_of_the_province")
    if len({site.number for site in stated.sites}) < len(stated.sites):
        yield Problem("sites", "number_twice")
    for site in stated.sites:
        yield from _problems_of_site(site, stated.number)


def _is_number(number: str, region: str) -> bool:
    """Whether it is a subject's number, in its stored form, of the region's province."""
    try:
        parsed = icp_numbers.parse(number)
    except NotAnIcpNumber:
        return False
    province = provinces.by_prefix(parsed.prefix).code
    is_subject = parsed.text == parsed.subject == number
    return (
        is_subject
        and parsed.kind in {"subject", "licensed_subject_filing"}
        and (province[:2] == region[:2])
    )


def _problems_of_site(site: FileSite, subject_number: str) -> Iterator[Problem]:
    try:
        parsed = icp_numbers.parse(site.number)
    except NotAnIcpNumber:
        parsed = None
    if parsed is None or parsed.subject != subject_number or parsed.text != site.number:
        yield Problem("site.number", "not_of_the_subject")
    elif parsed.index is None:
        yield Problem("site.number", "without_index")
    for domain in site.domains:
        try:
            registrable = domain_names.parse(domain).registrable
        except NotADomainName:
            registrable = ""
        if registrable != domain:
            yield Problem("site.domains", "not_registrable", {"domain": domain[:80]})


def _problems(read: ReadRecord, stated: FileRecord, today: date) -> Iterator[Problem]:
    """What the rules of the form say, but for what only holds on the day of a filing."""
    facts = _facts(read.identity, read.domains)
    if stated.nature == INDIVIDUAL and (
        stated.responsible.certificate_type,
        stated.responsible.certificate_number,
    ) != (stated.certificate_type, stated.certificate_number):
        yield Problem("responsible.certificate_number", "not_the_subjects")
    found = subject_rules.check(read.subject, facts, today, built_in())
    for each in read.sites:
        found += website_rules.check(each.site, facts, today, built_in())
        if each.access is not None:
            found += website_rules.check_access(each.access)
    yield from (each for each in found if not each.field.endswith(_OF_ITS_DAY))


def _facts(identity: Identity, domains: tuple[str, ...]) -> TypeFacts:
    return TypeFacts(
        outcome=Kind.FIRST.value,
        row=0,
        rule_version="",
        nature=identity.nature,
        region=identity.region,
        certificate_type=identity.certificate_type,
        certificate_number=identity.certificate_number,
        holder=identity.holder,
        certificate_digest=identity.certificate_digest,
        domains=domains,
    )


def _read(place: int, stated: FileRecord, digest: Digest) -> ReadRecord:
    record = derived_id(stated.number, "imported record")
    individual = stated.nature == INDIVIDUAL
    responsible = _person(stated.responsible, derived_id(record, "responsible"), digest)
    key = f"{stated.certificate_type}:{stated.certificate_number}"
    identity = Identity(
        nature=stated.nature,
        region=stated.region,
        certificate_type=stated.certificate_type,
        certificate_number="" if individual else stated.certificate_number,
        holder=responsible.certificate_number if individual else None,
        certificate_digest=digest("certificate_number", key),
    )
    return ReadRecord(
        place=place,
        id=record,
        number=stated.number,
        identity=identity,
        subject=_subject(stated, record, responsible),
        sites=tuple(_site(each, record, digest) for each in stated.sites),
        approved_on=stated.approved_on,
    )


def _subject(stated: FileRecord, record: str, responsible: Person) -> Subject:
    individual = stated.nature == INDIVIDUAL
    owner = responsible.id if individual else derived_id(record, "subject")
    legal, representative = derived_id(record, "legal"), stated.legal_representative
    return Subject(
        id=owner,
        name="" if individual else stated.name,
        certificate_address=Personal(owner, "address", stated.certificate_address),
        mail_address=Personal(owner, "address", stated.mail_address),
        responsible=responsible,
        investor="" if individual else stated.investor,
        remark=stated.remark,
        legal_representative=LegalRepresentative(
            id=legal,
            name=Personal(legal, "name", representative.name),
            certificate_number=Personal(
                legal, "certificate_number", representative.certificate_number
            ),
        )
        if representative is not None
        else None,
        valid_to=stated.valid_to,
        long_term=stated.long_term,
    )


def _person(stated: FilePerson, owner: str, digest: Digest) -> Person:
    mobile = phones.normalise_mobile(stated.mobile)
    office = phones.normalise_landline(stated.office_phone)
    number = stated.certificate_number
    return Person(
        id=owner,
        name=Personal(owner, "name", stated.name),
        certificate_type=stated.certificate_type,
        certificate_number=Personal(owner, "certificate_number", number),
        mobile=Personal(owner, "mobile", mobile),
        mobile_digest=digest("mobile", mobile),
        emergency=Personal(owner, "emergency", stated.emergency),
        email=Personal(owner, "email", stated.email),
        office_phone=Personal(owner, "office_phone", office) if office else None,
        valid_to=stated.valid_to,
        long_term=stated.long_term,
        certificate_digest=digest("certificate_number", f"{stated.certificate_type}:{number}"),
    )


def _site(stated: FileSite, record: str, digest: Digest) -> ImportedSite:
    id_ = derived_id(record, stated.number)
    access = stated.access
    person = stated.person
    return ImportedSite(
        site=Website(
            id=id_,
            name=stated.name,
            domains=stated.domains,
            home_url=stated.home_url,
            contents=stated.contents,
            languages=stated.languages,
            remark=stated.remark,
            person=_person(person, derived_id(id_, "person"), digest) if person else None,
        ),
        number=stated.number,
        access=Access(access.ips, access.modes, access.server_places) if access else None,
        elsewhere=stated.elsewhere,
    )


def _twice(records: Sequence[ReadRecord]) -> list[BadRecord]:
    """The records that have a number, a certificate or a domain of another one in the file."""
    found: list[BadRecord] = []
    for field, values in (
        ("number", [(each.number,) for each in records]),
        ("certificate_number", [(each.identity.certificate_digest,) for each in records]),
        ("site.domains", [each.domains for each in records]),
    ):
        counts = Counter(value for some in values for value in some)
        found += [
            BadRecord(record.place, Problem(field, "twice_in_the_file"))
            for record, some in zip(records, values, strict=True)
            if any(counts[value] > 1 for value in some)
        ]
    return found
