"""The filing type is looked up again: on the applicant's wish, and before it is handed in."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from msgspec.structs import replace

from domain.filing.commands import DetermineAgain
from domain.filing.facts import TypeFacts
from domain.filing.refusals import KindChanged
from domain.filing.state import Filing
from domain.roles import Actor
from domain.rules.decision import Decision, built_in, decide_type
from use_cases import filings, type_facts
from use_cases.desk import Desk
from use_cases.type_facts import Asked


def look_up_again(desk: Desk, filing_id: str, filing: Filing) -> tuple[TypeFacts, Decision] | None:
    """What the look-ups say now, the filing itself left out; None where its kind does not
    follow from look-ups, or its number was erased. Every domain of a website counts."""
    old = filing.facts
    if old is None or filing.needs.begins != "decision" or filing.on_record is not None:
        return None
    number = old.certificate_number if old.holder is None else old.holder.text
    if number is None:
        return None
    stated = (domain for site in filing.sites.values() for domain in site.domains)
    asked = Asked(
        nature=old.nature,
        region=old.region,
        certificate_type=old.certificate_type,
        number=number,
        domains=tuple(dict.fromkeys([*old.domains, *stated])),
        name=filing.subject.name if filing.subject is not None else "",
    )
    facts = type_facts.look_up(desk, filing.account, asked, filings.stream_of(filing_id))
    decision = decide_type(facts, built_in())
    holder = old.holder.person if old.holder is not None else ""
    found = type_facts.type_facts(desk, asked, facts, decision, holder)
    kept = replace(
        found,
        domains=old.domains,
        holder=old.holder,
        record=old.record,
        record_sites=old.record_sites,
        subject_number=old.subject_number,
    )
    return kept, decision


def determine_again(
    desk: Desk, filing_id: str, *, actor: Actor, at: datetime, command_id: str
) -> Decision | None:
    """Look again and keep what is new; what the table says now, which may be another kind than
    the filing's. None where look-ups do not matter. Raises NotFound and NotEditable."""
    opened = filings.own_filing(desk, filing_id, actor.id)
    found = look_up_again(desk, filing_id, opened.filing)
    if found is None:
        return None
    facts, decision = found
    command = DetermineAgain(command_id=command_id, actor=actor, at=at, facts=facts)
    # Another kind than the begun one changes nothing here: the reader is told, and decides.
    with suppress(KindChanged):
        filings.handle(desk, filing_id, command)
    return decision
