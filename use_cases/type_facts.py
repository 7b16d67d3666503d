"""Looking up what the filing type rests on: in the own records and at the ministry.

What could not be had is ``unknown``. What is filed here is filed, even while the ministry does
not answer, or does not know of it yet.
"""

from __future__ import annotations

import logging
from typing import Final

import msgspec

from domain.filing.facts import INDIVIDUAL, TypeFacts
from domain.filing.kinds import Kind
from domain.personal import Personal
from domain.rules.decision import (
    UNDECIDED,
    UNKNOWN,
    Blacklisted,
    Certificate,
    Decision,
    DomainAtMinistry,
    Facts,
    OpenOrders,
)
from domain.rules.decision.facts import Owner, Unknown
from gateways.miit.port import FilingStatus, MinistryUnreachable, StatusQuery
from use_cases import own_records
from use_cases.desk import Desk
from use_cases.own_records import OwnRecords

_LOG: Final = logging.getLogger(__name__)

FILED_HERE: Final = "filed here"
"""Stands for a number that the ministry did not tell, of what is filed at this desk."""


class Asked(msgspec.Struct, frozen=True):
    """What the applicant states: subject type, place (six digits), certificate, domains
    (registrable, ASCII); ``name`` is a unit's, once it is known."""

    nature: int
    region: str
    certificate_type: int
    number: str
    domains: tuple[str, ...]
    name: str = ""

    def __repr__(self) -> str:
        # An individual's number is personal.
        return f"Asked({self.nature}, {self.region}, {self.domains})"


def certificate_digest(desk: Desk, certificate_type: int, number: str) -> str:
    """The keyed digest by which a subject is found again."""
    return desk.vault.digest("certificate_number", f"{certificate_type}:{number}")


def look_up(desk: Desk, account: str, asked: Asked, besides: str = "") -> Facts:
    """The facts as that account sees them. ``besides`` is the stream of a filing that is not
    in its own way."""
    digest = certificate_digest(desk, asked.certificate_type, asked.number)
    with desk.unit.reading() as connection:
        own = own_records.of_subject(connection, account, digest, asked.domains, besides)
        same_name = own_records.same_name_filed(connection, asked.name, digest)
    told = _ask_ministry(desk, asked)
    return Facts(
        nature=asked.nature,
        region=asked.region,
        certificate=Certificate(asked.certificate_type, asked.number),
        domains=asked.domains,
        account_subject=own.account_subject,
        subject_here=own.subject_here,
        subject_at_ministry=_subject_number(own, told),
        live_sites=_live_sites(own, told),
        same_name_other_certificate=same_name,
        domains_at_ministry={name: _domain(name, own, told) for name in asked.domains},
        open_orders=OpenOrders(own.open_subject, dict(own.open_domains)),
        blacklisted=Blacklisted(told.subject_blacklisted, told.domains_blacklisted)
        if told
        else Blacklisted(),
    )


def _ask_ministry(desk: Desk, asked: Asked) -> FilingStatus | None:
    query = StatusQuery(asked.certificate_type, asked.number, asked.domains)
    try:
        return desk.ministry.status(query)
    except MinistryUnreachable as silent:
        _LOG.warning("the ministry did not answer a look-up: %s", silent)
        return None


def _subject_number(own: OwnRecords, told: FilingStatus | None) -> str | None:
    if told is not None and told.subject_number is not None:
        return told.subject_number
    if own.subject_here is not None:
        return FILED_HERE
    return None if told is not None else UNKNOWN


def _live_sites(own: OwnRecords, told: FilingStatus | None) -> int | Unknown:
    here = sum(own.filed_domains.values())
    if told is not None:
        return max(told.live_sites, here)
    return here or UNKNOWN


def _domain(name: str, own: OwnRecords, told: FilingStatus | None) -> DomainAtMinistry:
    status = told.domains.get(name) if told is not None else None
    if name in own.filed_domains:
        owner: Owner = "same" if own.filed_domains[name] else "other"
        number = status.number if status else FILED_HERE
        return DomainAtMinistry(number, owner, access_here=name not in own.without_access)
    if status is not None:
        owner = "same" if status.same_owner else "other"
        return DomainAtMinistry(status.number, owner, access_here=not status.elsewhere)
    if told is None:
        return DomainAtMinistry(access_here=False)
    return DomainAtMinistry(None, None, access_here=False)


def type_facts(
    desk: Desk, asked: Asked, facts: Facts, decision: Decision, holder: str
) -> TypeFacts:
    """What the filing keeps of the decision. ``holder`` is the id that owns the key of an
    individual's number. A filing whose type nobody could tell yet is filled in as a first one,
    which asks for everything, and cannot be handed in before the type is known."""
    personal = asked.nature == INDIVIDUAL
    undecided = decision.outcome == UNDECIDED
    return TypeFacts(
        outcome=Kind.FIRST if undecided else decision.outcome,
        row=decision.row,
        rule_version=decision.rule_version,
        nature=asked.nature,
        region=asked.region,
        certificate_type=asked.certificate_type,
        certificate_number="" if personal else asked.number,
        holder=Personal(holder, "certificate_number", asked.number) if personal else None,
        certificate_digest=certificate_digest(desk, asked.certificate_type, asked.number),
        domains=asked.domains,
        found=facts.looked_up,
        undecided=undecided,
        warnings=decision.warnings,
    )
