"""The applicant states who runs which website where, and mends what was returned."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias, assert_never

from domain.filing import commands as c
from domain.filing import handover, policy, scope, targets
from domain.filing.events import (
    AccessRecorded,
    FilingEvent,
    FilingStarted,
    IssueAnswered,
    MaterialRemoved,
    MaterialUploaded,
    RecordCopied,
    SiteRecorded,
    SiteRemoved,
    SubjectRecorded,
    TypeDetermined,
)
from domain.filing.facts import INDIVIDUAL, OnRecord, TypeFacts, Website
from domain.filing.kinds import NEEDS, Data, Effect, Kind
from domain.filing.policy import ensure
from domain.filing.refusals import (
    DomainsFixed,
    DomainTaken,
    FieldLocked,
    FilingExists,
    InvalidData,
    NotAnswerable,
    NotEditable,
    RecordMissing,
    TooManySites,
    UnknownSite,
    UnknownSlot,
)
from domain.filing.state import Filing
from domain.refusal import StaleVersion
from domain.roles import Permission, may
from domain.rules import materials, subject_rules, website_rules
from domain.rules.case import Case, Known
from domain.working_days import shanghai_date

DraftCommand: TypeAlias = (
    c.StartFiling
    | c.RecordSubject
    | c.RecordSite
    | c.RemoveSite
    | c.RecordAccess
    | c.UploadMaterial
    | c.IssueUploadLink
    | c.RemoveMaterial
    | c.AnswerIssue
)


def decide(command: DraftCommand, filing: Filing) -> list[FilingEvent]:
    """What a draft command causes. All but the first need the applicant's own open filing."""
    if isinstance(command, c.StartFiling):
        return _start(command, filing)
    if isinstance(command, c.UploadMaterial) and command.link_digest:
        handover.ensure_link(command, filing)
    else:
        policy.ensure_own(command.actor, filing)
    ensure(policy.possible(type(command), filing), NotEditable(status=filing.status))
    match command:
        case c.RecordSubject():
            return _record_subject(command, filing)
        case c.RecordSite():
            return _record_site(command, filing)
        case c.RemoveSite():
            return _remove_site(command, filing)
        case c.RecordAccess():
            return _record_access(command, filing)
        case c.UploadMaterial():
            return _upload(command, filing)
        case c.IssueUploadLink():
            return handover.issue_link(command, filing, every_slot(filing))
        case c.RemoveMaterial():
            return _remove_material(command, filing)
        case c.AnswerIssue():
            return _answer(command, filing)
        case _:
            assert_never(command)


def facts_of(filing: Filing) -> TypeFacts:
    """The locked facts of the type verification."""
    if filing.facts is None:
        raise NotEditable(status=filing.status)
    return filing.facts


def site_limit(facts: TypeFacts) -> int:
    """How many websites one filing may hold: one for an individual, ten for a unit."""
    return 1 if facts.nature == INDIVIDUAL else 10


def _start(command: c.StartFiling, filing: Filing) -> list[FilingEvent]:
    ensure(may(command.actor.role, Permission.FILE), NotEditable(status=filing.status))
    ensure(filing.version == 0, FilingExists())
    needs = NEEDS[Kind(command.facts.outcome)]
    ensure(command.on_record is not None or not needs.of_record, RecordMissing())
    ensure(bool(command.facts.record) or needs.effect is not Effect.TAKE_IN, RecordMissing())
    begun: list[FilingEvent] = [
        FilingStarted(command.account, command.at),
        TypeDetermined(command.facts),
    ]
    if command.on_record is None:
        return begun
    return [*begun, *_copied(command.on_record, command.at)]


def _copied(record: OnRecord, at: datetime) -> list[FilingEvent]:
    """The record's data as if they were stated now, so that whoever follows statements needs no
    second way; then the mark that they are copies."""
    accesses = (
        AccessRecorded(site.id, record.accesses[site.id], at)
        for site in record.sites
        if site.id in record.accesses
    )
    return [
        SubjectRecorded(record.subject, at),
        *(SiteRecorded(site, new=True, at=at) for site in record.sites),
        *accesses,
        RecordCopied(record.subject_number, record.website_numbers, at),
    ]


def _ensure_fresh(filing: Filing, section: str, seen: int) -> None:
    ensure(filing.sections.get(section, 0) == seen, StaleVersion(section=section))


def _ensure_unlocked(filing: Filing, before: targets.Targets, after: targets.Targets) -> None:
    touched = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    target = policy.locked(filing, touched)
    ensure(target is None, FieldLocked(target=target))


def _record_subject(command: c.RecordSubject, filing: Filing) -> list[FilingEvent]:
    facts = facts_of(filing)
    old, new = filing.subject, command.subject
    if old == new:
        return []
    _ensure_fresh(filing, "subject", command.seen)
    problems = subject_rules.check(new, facts, shanghai_date(command.at), filing.rules)
    ensure(not problems, InvalidData(problems=problems))
    before = targets.subject_targets(old, facts) if old else {}
    _ensure_unlocked(filing, before, targets.subject_targets(new, facts))
    return [SubjectRecorded(new, command.at)]


def _record_site(command: c.RecordSite, filing: Filing) -> list[FilingEvent]:
    facts = facts_of(filing)
    new = command.site
    old = filing.sites.get(new.id)
    if old == new:
        return []
    _ensure_fresh(filing, f"site:{new.id}", command.seen)
    problems = website_rules.check(new, facts, shanghai_date(command.at), filing.rules)
    ensure(not problems, InvalidData(problems=problems))
    _ensure_site_fits(filing, new, facts)
    before = targets.site_targets(old) if old else {}
    _ensure_unlocked(filing, before, targets.site_targets(new))
    return [SiteRecorded(new, old is None, command.at)]


def _ensure_site_fits(filing: Filing, site: Website, facts: TypeFacts) -> None:
    if site.id not in filing.sites:
        limit = site_limit(facts)
        ensure(len(filing.sites) < limit, TooManySites(limit=limit))
        ensure(filing.needs.adds_sites, FieldLocked(target=targets.ORDER))
        if filing.sites:
            ensure(_may_reshape(filing), FieldLocked(target=targets.ORDER))
    _ensure_no_new_domain(filing, site)
    for other in filing.sites.values():
        shared = set(other.domains) & set(site.domains) if other.id != site.id else set()
        ensure(not shared, DomainTaken(domain=", ".join(sorted(shared))))


def _ensure_no_new_domain(filing: Filing, site: Website) -> None:
    """A change can take domains away from a website; a further one is a new website (Tencent
    Cloud, Baidu)."""
    if filing.needs.site is not Data.CHANGES or filing.on_record is None:
        return
    known = {domain for each in filing.on_record.sites for domain in each.domains}
    new = [domain for domain in site.domains if domain not in known]
    ensure(not new, DomainsFixed(domain=", ".join(new)))


def _may_reshape(filing: Filing) -> bool:
    """Websites come and go while drafting, or where an issue is about the whole filing."""
    return policy.can_edit(filing, targets.ORDER)


def _remove_site(command: c.RemoveSite, filing: Filing) -> list[FilingEvent]:
    if command.site not in filing.sites:
        return []
    _ensure_fresh(filing, f"site:{command.site}", command.seen)
    ensure(_may_reshape(filing), FieldLocked(target=targets.ORDER))
    return [SiteRemoved(command.site, command.at)]


def _record_access(command: c.RecordAccess, filing: Filing) -> list[FilingEvent]:
    ensure(command.site in filing.sites, UnknownSite())
    old = filing.accesses.get(command.site)
    if old == command.access:
        return []
    _ensure_fresh(filing, f"access:{command.site}", command.seen)
    problems = website_rules.check_access(command.access)
    ensure(not problems, InvalidData(problems=problems))
    before = targets.access_targets(command.site, old) if old else {}
    _ensure_unlocked(filing, before, targets.access_targets(command.site, command.access))
    return [AccessRecorded(command.site, command.access, command.at)]


def case_of(filing: Filing) -> Case | None:
    """What rules look at; None before the subject is stated.

    The day is the one on which the applicant last touched the filing: a rule that comes into
    force later asks nothing of what was handed in before.
    """
    if filing.subject is None or filing.touched_at is None:
        return None
    record = filing.on_record
    known = Known()
    if record is not None:
        persons = scope.registered_certificates(record)
        known = Known(name=record.subject.name, persons=persons)
    return Case(
        facts=facts_of(filing),
        subject=filing.subject,
        sites=tuple(filing.sites.values()),
        on=shanghai_date(filing.touched_at),
        accesses=filing.accesses,
        domains=filing.domains,
        materials=frozenset(filing.materials),
        known=known,
    )


def tells_materials(filing: Filing) -> bool:
    """Whether enough is stated to tell which scans are asked: the subject, and the websites where
    the applicant puts them in."""
    return filing.subject is not None and bool(filing.sites or not filing.needs.adds_sites)


def every_slot(filing: Filing) -> tuple[materials.Slot, ...]:
    """All slots that may be filled, the further ones of a place with several pictures too."""
    case = case_of(filing)
    return materials.slots(case, filing.rules) if case is not None else ()


def slots(filing: Filing) -> tuple[materials.Slot, ...]:
    """The slots that the filing's present data ask for. Of a place that takes several
    pictures: the required and the filled ones, and the next empty one."""
    found: list[materials.Slot] = []
    offered: set[tuple[str, str]] = set()
    for slot in every_slot(filing):
        place = (slot.code, slot.site)
        empty = slot.key not in filing.materials
        if empty and not slot.required and slot.number > 1 and place in offered:
            continue
        if empty:
            offered.add(place)
        found.append(slot)
    return tuple(found)


def not_needed(filing: Filing) -> tuple[materials.NotNeeded, ...]:
    """The materials that are not asked, each with the reason."""
    case = case_of(filing)
    return materials.not_needed(case, filing.rules) if case is not None else ()


def _upload(command: c.UploadMaterial, filing: Filing) -> list[FilingEvent]:
    slot = command.material.slot
    known = {entry.key: entry for entry in every_slot(filing)}
    ensure(slot in known, UnknownSlot(slot=slot))
    ensure(known[slot].owner == command.material.owner, UnknownSlot(slot=slot))
    if filing.materials.get(slot) == command.material:
        return []
    target = policy.locked(filing, {targets.material_target(slot)})
    ensure(target is None, FieldLocked(target=target))
    return [MaterialUploaded(command.material, command.at, command.link_digest)]


def _remove_material(command: c.RemoveMaterial, filing: Filing) -> list[FilingEvent]:
    if command.slot not in filing.materials:
        return []
    target = policy.locked(filing, {targets.material_target(command.slot)})
    ensure(target is None, FieldLocked(target=target))
    return [MaterialRemoved(command.slot, command.at)]


def _answer(command: c.AnswerIssue, filing: Filing) -> list[FilingEvent]:
    issue = next((issue for issue in filing.issues if issue.id == command.issue), None)
    if issue is None or not policy.answerable(issue):
        raise NotAnswerable
    answer = command.answer.strip()
    if filing.answers.get(issue.id) == answer:
        return []
    return [IssueAnswered(issue.id, answer, command.at)]
