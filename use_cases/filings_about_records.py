"""An applicant begins a filing about what is registered: a change, an end, something more."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from domain.filing.commands import StartFiling
from domain.filing.facts import OnRecord, TypeFacts
from domain.filing.kinds import NEEDS, About, Effect, Kind, needs_of
from domain.refusal import NotFound
from domain.register import policy
from domain.register.refusals import CannotBegin
from domain.register.state import Record, RegisteredSite
from domain.roles import Actor
from projections import record_lists as lists
from use_cases import filings, records
from use_cases.desk import Desk

ROW: Final = 0
"""The row of the decision table in a filing that no table decided; it has no rule version."""


def sites_for(record: Record, kind: Kind) -> dict[str, RegisteredSite]:
    """The websites of the record that a filing of that kind may be about, by id."""
    live = record.live_sites
    return {id_: site for id_, site in live.items() if policy.site_obstacle(site, kind) is None}


def copied(record: Record, kind: Kind, site: str = "") -> OnRecord:
    """What a filing of that kind begins with; ``site`` is the one that it is about, where it
    is about one. Raises NotFound for a website that it cannot be about."""
    if record.subject is None:
        raise NotFound
    sites = _chosen(record, kind, site)
    return OnRecord(
        subject=record.subject,
        sites=tuple(each.site for each in sites.values()),
        accesses={id_: each.access for id_, each in sites.items() if each.access is not None},
        subject_number=record.number,
        website_numbers={id_: each.number for id_, each in (sites or record.sites).items()},
    )


def _chosen(record: Record, kind: Kind, site: str) -> dict[str, RegisteredSite]:
    found = sites_for(record, kind)
    match NEEDS[kind].about:
        case About.NO_SITE:
            return {}
        case About.EVERY_SITE:
            return found
        case About.ONE_SITE:
            if site not in found:
                raise NotFound
            return {site: found[site]}


def facts_about(record_id: str, record: Record, kind: Kind, on_record: OnRecord) -> TypeFacts:
    """The facts of a filing that begins on a record and not on the page that decides."""
    identity = record.identity
    if identity is None:
        raise NotFound
    return TypeFacts(
        outcome=kind.value,
        row=ROW,
        rule_version="",
        nature=identity.nature,
        region=identity.region,
        certificate_type=identity.certificate_type,
        certificate_number=identity.certificate_number,
        holder=identity.holder,
        certificate_digest=identity.certificate_digest,
        domains=tuple(domain for site in on_record.sites for domain in site.domains),
        record=record_id,
        record_sites=tuple(site.id for site in on_record.sites),
    )


def completed(desk: Desk, command: StartFiling) -> StartFiling:
    """The command with what the register has, where a filing of its kind begins with that. The
    subject's data are those of the record; of its websites those come along that have one of the
    domains and do not run here."""
    facts = command.facts
    if needs_of(facts.outcome).effect is Effect.TAKE_IN:
        return replace(command, facts=_claiming(desk, facts))
    if not needs_of(facts.outcome).of_record:
        return command
    with desk.unit.reading() as connection:
        row = lists.by_certificate(connection, facts.certificate_digest)
    if row is None or row.account != command.account:
        return command
    record = records.open_record(desk, row.record_id).record
    on_record = copied(record, Kind(facts.outcome))
    if needs_of(facts.outcome).effect is Effect.ADD_ACCESSES:
        on_record = _with_sites(on_record, record, facts.domains)
    holder = record.identity.holder if record.identity is not None else facts.holder
    about = replace(
        facts,
        holder=holder,
        record=row.record_id,
        record_sites=tuple(site.id for site in on_record.sites),
    )
    return replace(command, facts=about, on_record=on_record)


def _claiming(desk: Desk, facts: TypeFacts) -> TypeFacts:
    """The facts about the record of this certificate that is in no account: its number and its
    domains, which anybody may look up at the ministry, and nothing else of it. Unchanged where
    there is none, which the filing refuses."""
    with desk.unit.reading() as connection:
        row = lists.by_certificate(connection, facts.certificate_digest)
    if row is None or row.account:
        return facts
    sites = records.open_record(desk, row.record_id).record.live_sites
    return replace(
        facts,
        domains=tuple(domain for each in sites.values() for domain in each.site.domains),
        record=row.record_id,
        record_sites=tuple(sites),
        subject_number=row.number,
    )


def _with_sites(on_record: OnRecord, record: Record, domains: tuple[str, ...]) -> OnRecord:
    found = {
        id_: site
        for id_, site in record.live_sites.items()
        if site.access is None and set(site.site.domains) & set(domains)
    }
    return replace(
        on_record,
        sites=tuple(site.site for site in found.values()),
    )


def start(
    desk: Desk,
    filing_id: str,
    record_id: str,
    kind: Kind,
    site: str,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> None:
    """Begin a filing of that kind about the actor's record. Raises NotFound, CannotBegin, and the
    refusals of what another filing holds."""
    record = records.own_record(desk, record_id, actor.id).record
    on_record = copied(record, kind, site)
    if not desk.unit.was_done(command_id):
        _ensure_nothing_hinders(desk, record_id, record, kind, site)
    command = StartFiling(
        command_id=command_id,
        actor=actor,
        at=at,
        account=actor.id,
        facts=facts_about(record_id, record, kind, on_record),
        on_record=on_record,
    )
    filings.handle(desk, filing_id, command)


def _ensure_nothing_hinders(
    desk: Desk, record_id: str, record: Record, kind: Kind, site: str = ""
) -> None:
    hindrance = policy.obstacle(record, records.underway(desk, record_id, record), kind, site)
    if hindrance is not None:
        raise CannotBegin(obstacle=hindrance)
