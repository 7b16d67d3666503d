"""The applicant states what is known of a domain: its holder, registrar, term and real name."""

from __future__ import annotations

from domain.filing import commands as c
from domain.filing import policy
from domain.filing.events import DomainStated, FilingEvent
from domain.filing.facts import DomainFacts
from domain.filing.policy import ensure
from domain.filing.refusals import InvalidData, NotEditable, UnknownDomain
from domain.filing.state import Filing
from domain.refusal import StaleVersion
from domain.rules import domain_rules
from domain.working_days import shanghai_date


def section(domain: str) -> str:
    """The section of a filing that a domain's facts are."""
    return f"domain:{domain}"


def domains_of(filing: Filing) -> tuple[str, ...]:
    """Every domain of the filing (ASCII), in the order in which they were stated."""
    verified = filing.facts.domains if filing.facts is not None else ()
    stated = (domain for site in filing.sites.values() for domain in site.domains)
    return tuple(dict.fromkeys([*verified, *stated]))


def decide(command: c.StateDomain, filing: Filing) -> list[FilingEvent]:
    """The facts as they stand now. Raises UnknownDomain, InvalidData and StaleVersion."""
    policy.ensure_own(command.actor, filing)
    ensure(filing.status in policy.EDITABLE, NotEditable(status=filing.status))
    ensure(command.domain in domains_of(filing), UnknownDomain())
    if filing.domains.get(command.domain, DomainFacts()) == command.known:
        return []
    name = section(command.domain)
    ensure(filing.sections.get(name, 0) == command.seen, StaleVersion(section=name))
    problems = domain_rules.check(command.known, shanghai_date(command.at))
    ensure(not problems, InvalidData(problems=problems))
    return [DomainStated(command.domain, command.known, command.at, command.looked_up)]
