"""What is known of a domain: asked of a registry where one is connected, else of the applicant."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from msgspec.structs import asdict, replace

from domain.filing.commands import StateDomain
from domain.filing.facts import DomainFacts
from domain.roles import Actor
from gateways.domains.port import RegistryUnreachable
from use_cases import filings
from use_cases.desk import Desk

_LOG: Final = logging.getLogger(__name__)


def look_up(desk: Desk, domain: str) -> DomainFacts | None:
    """What the registry knows; None where none is connected, or none answers."""
    if desk.registry is None:
        return None
    try:
        return desk.registry.look_up(domain)
    except RegistryUnreachable as silent:
        _LOG.warning("the registry did not answer: %s", silent)
        return None


def state(
    desk: Desk,
    filing_id: str,
    domain: str,
    known: DomainFacts,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
    seen: int,
) -> None:
    """Keep what the applicant says; what the registry knows goes before it. Raises
    UnknownDomain, InvalidData and StaleVersion."""
    told = look_up(desk, domain)
    if told is not None:
        certain = {name: value for name, value in asdict(told).items() if value is not None}
        known = replace(known, **certain)
    command = StateDomain(
        command_id=command_id,
        actor=actor,
        at=at,
        domain=domain,
        known=known,
        seen=seen,
        looked_up=told is not None,
    )
    filings.handle(desk, filing_id, command)
