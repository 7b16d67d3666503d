"""Every single fact that a row may ask about, by the name that the table uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from domain.rules.decision.facts import UNKNOWN, Facts

Value: TypeAlias = str | bool | int | None
Reading: TypeAlias = Callable[[Facts, str], Value]
"""The value of a fact for one of the domains; ``unknown`` where it could not be had."""


def _domain_blacklisted(facts: Facts, domain: str) -> Value:
    listed = facts.blacklisted.domains
    return UNKNOWN if isinstance(listed, str) else domain in listed


def _a_domain_is_the_subjects(facts: Facts, domain: str) -> Value:
    """Of all domains that were named. What is unknown of one proves nothing here."""
    known = [facts.at_ministry(each) for each in (domain, *facts.domains)]
    return any(each.number not in {None, UNKNOWN} and each.owner == "same" for each in known)


READINGS: Final[Mapping[str, Reading]] = MappingProxyType(
    {
        "account_subject": lambda facts, _: facts.account_subject,
        "blacklisted.subject": lambda facts, _: facts.blacklisted.subject,
        "blacklisted.domain": _domain_blacklisted,
        "open_orders.subject": lambda facts, _: facts.open_orders.subject,
        "open_orders.domain": lambda facts, domain: facts.open_order(domain),
        "subject_here": lambda facts, _: facts.subject_here,
        "subject_at_ministry": lambda facts, _: facts.subject_at_ministry,
        "live_sites": lambda facts, _: facts.live_sites,
        "same_name_other_certificate": lambda facts, _: facts.same_name_other_certificate,
        "province": lambda facts, _: facts.region[:2],
        "domain.number": lambda facts, domain: facts.at_ministry(domain).number,
        "domain.owner": lambda facts, domain: facts.at_ministry(domain).owner,
        "domain.access_here": lambda facts, domain: facts.at_ministry(domain).access_here,
        "a_domain_is_the_subjects": _a_domain_is_the_subjects,
    }
)
