"""What the applicant stated, and at which version each target changed by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from domain.filing import links, sheets, targets
from domain.filing.events import (
    AccessRecorded,
    DomainStated,
    Explained,
    FilingEvent,
    IssueAnswered,
    MaterialRemoved,
    MaterialUploaded,
    RecordCopied,
    SiteRecorded,
    SiteRemoved,
    SubjectRecorded,
    UploadLinkIssued,
)
from domain.filing.facts import DomainFacts, OnRecord
from domain.filing.links import Link
from domain.filing.state import Filing
from domain.rules.sheets import Sheet

Value = TypeVar("Value")

STATEMENTS = (
    SubjectRecorded
    | SiteRecorded
    | SiteRemoved
    | AccessRecorded
    | MaterialUploaded
    | MaterialRemoved
    | UploadLinkIssued
    | IssueAnswered
    | RecordCopied
    | Explained
    | DomainStated
)


def stated(filing: Filing, event: FilingEvent) -> Filing:
    """What the applicant stated, with the version at which each target changed."""
    match event:
        case SubjectRecorded(subject=subject):
            after = replace(filing, subject=subject)
            return _noted(after, "subject", _subject_of(filing), _subject_of(after))
        case SiteRecorded(site=site):
            after = replace(filing, sites=filing.sites | {site.id: site})
            old = filing.sites.get(site.id)
            before = targets.site_targets(old) if old else {}
            return _noted(after, f"site:{site.id}", before, targets.site_targets(site))
        case SiteRemoved(site=gone):
            after = _without_site(filing, gone)
            return _noted(after, f"site:{gone}", filing.targets(), after.targets())
        case AccessRecorded(site=of, access=access):
            former = filing.accesses.get(of)
            after = replace(filing, accesses=filing.accesses | {of: access})
            before = targets.access_targets(of, former) if former else {}
            return _noted(after, f"access:{of}", before, targets.access_targets(of, access))
        case MaterialUploaded(material=material, link_digest=digest):
            after = replace(
                filing,
                materials=filing.materials | {material.slot: material},
                printed=_printed(filing, material.slot),
                links=links.with_used(filing.links, digest, material.id),
            )
            return _changed_slot(filing, after, material.slot)
        case MaterialRemoved(slot=slot):
            after = replace(filing, materials=without(filing.materials, slot))
            return _changed_slot(filing, after, slot)
        case UploadLinkIssued(slot=slot, link_digest=digest, expires_at=expires_at):
            return replace(filing, links=filing.links | {slot: Link(digest, expires_at)})
        case RecordCopied():
            return replace(filing, on_record=_copied(filing, event))
        case Explained(explanation=explanation):
            after = replace(filing, explanation=explanation)
            named = {targets.EXPLANATION: filing.explanation}
            return _noted(after, targets.EXPLANATION, named, {targets.EXPLANATION: explanation})
        case DomainStated(domain=domain, known=known):
            return _with_domain(filing, domain, known)
        case IssueAnswered(issue=issue, answer=answer):
            return replace(filing, answers=filing.answers | {issue: answer})
        case _:
            return filing


def _with_domain(filing: Filing, domain: str, known: DomainFacts) -> Filing:
    """Nobody judges it field by field, so no target changes; what is handed in does."""
    return replace(
        filing,
        domains=filing.domains | {domain: known},
        sections=filing.sections | {f"domain:{domain}": filing.version},
        content_version=filing.version,
    )


def _copied(filing: Filing, event: RecordCopied) -> OnRecord | None:
    if filing.subject is None:
        return None
    return OnRecord(
        filing.subject,
        tuple(filing.sites.values()),
        dict(filing.accesses),
        event.subject_number,
        event.website_numbers,
    )


def _subject_of(filing: Filing) -> targets.Targets:
    if filing.subject is None or filing.facts is None:
        return {}
    return targets.subject_targets(filing.subject, filing.facts)


def _printed(filing: Filing, slot: str) -> dict[str, Sheet]:
    shown = sheets.sheet_in(filing, slot)
    return filing.printed if shown is None else filing.printed | {slot: shown}


def _changed_slot(before: Filing, after: Filing, slot: str) -> Filing:
    old, new = before.materials.get(slot), after.materials.get(slot)
    return _noted(
        after,
        targets.material_target(slot),
        targets.material_targets(old) if old else {},
        targets.material_targets(new) if new else {},
    )


def _noted(after: Filing, section: str, before: targets.Targets, now: targets.Targets) -> Filing:
    """The state with the section's version, and that of each target that differs."""
    version = after.version
    names = dict.fromkeys((*now, *before))
    moved = [name for name in names if before.get(name) != now.get(name)]
    return replace(
        after,
        sections=after.sections | {section: version},
        changed=after.changed | dict.fromkeys(moved, version),
        accepted=after.accepted.difference(moved),
        content_version=version if moved else after.content_version,
    )


def without(items: Mapping[str, Value], key: str) -> dict[str, Value]:
    """The items but the one with that key."""
    return {name: value for name, value in items.items() if name != key}


def _without_site(filing: Filing, site: str) -> Filing:
    return replace(
        filing,
        sites=without(filing.sites, site),
        accesses=without(filing.accesses, site),
        materials={
            slot: material
            for slot, material in filing.materials.items()
            if not targets.is_of_site(slot, site)
        },
    )
