"""What the rules find in a filing, asked with what is known here beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec.structs import replace

from domain.filing import judging
from domain.filing.commands import AcknowledgeWarnings
from domain.filing.facts import TypeFacts
from domain.filing.judging import Judgement
from domain.filing.state import Filing
from domain.refusal import NotFound
from domain.roles import Actor
from domain.rules.case import Known
from domain.rules.findings import Finding
from projections import contacts
from use_cases import filings, records
from use_cases.desk import Desk


def judge(desk: Desk, filing: Filing, today: date) -> Judgement | None:
    """The findings of today; None before the subject is stated."""
    return judging.judge(filing, known(desk, filing), today)


def known(desk: Desk, filing: Filing, *, of_others: bool = True) -> Known:
    """What the register has of the filing's subject, and what other subjects use of what it
    states. What nobody knows here (whether its websites open, say) stays untold, and a person
    will look. Without ``of_others`` only the register is asked."""
    if filing.facts is None:
        return Known()
    if not of_others:
        return _on_record(desk, filing, filing.facts)
    people = filing.persons().values()
    subject = filing.facts.certificate_digest
    with desk.unit.reading() as connection:
        mobiles = contacts.mobiles_of_others(
            connection, subject, {each.mobile_digest for each in people}
        )
        site_persons = contacts.site_persons_of_others(
            connection, subject, {each.certificate_digest for each in people}
        )
    return replace(
        _on_record(desk, filing, filing.facts), mobiles=mobiles, site_persons=site_persons
    )


def _on_record(desk: Desk, filing: Filing, facts: TypeFacts) -> Known:
    if facts.record:
        return _of_record(desk, facts.record, filing)
    if not filing.needs.of_record:
        # Nobody has the subject on record: that is what made it a first filing.
        return Known(sites=0, names=())
    live = facts.found.live_sites if facts.found is not None else None
    return Known(sites=live if isinstance(live, int) else None)


def acknowledge(
    desk: Desk,
    filing_id: str,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
    warnings: Iterable[Finding],
) -> None:
    """Keep that the applicant read these warnings; nothing where there are none."""
    named = tuple(judging.warned(each) for each in warnings)
    if not named:
        return
    command = AcknowledgeWarnings(
        command_id=command_id,
        actor=actor,
        at=at,
        warnings=named,
        known=known(desk, filings.own_filing(desk, filing_id, actor.id).filing),
    )
    filings.handle(desk, filing_id, command)


def _of_record(desk: Desk, record_id: str, filing: Filing) -> Known:
    """The record without the websites that the filing itself states."""
    try:
        record = records.open_record(desk, record_id).record
    except NotFound:
        # A filing may come from a program without a register, which has not been built yet.
        return Known()
    others = [site for id_, site in record.live_sites.items() if id_ not in filing.sites]
    identity = record.identity
    return Known(
        sites=len(others),
        names=tuple(site.site.name for site in others),
        certificate=identity.certificate_digest if identity is not None else None,
    )
