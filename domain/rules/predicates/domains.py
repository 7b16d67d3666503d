"""Questions about the domains of a website: their suffixes, and what their registration tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Literal

from domain.filing.facts import DomainFacts
from domain.reference.approved_tlds import APPROVED_TLDS
from domain.rules import person_rules
from domain.rules.answers import CANNOT_TELL, NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.params import Days, Months, Suffixes
from domain.rules.predicates.predicate import of_site

Holder = Literal["subject", "representative"]
_UNKNOWN = DomainFacts()


@of_site("domains")
def domain_under(case: Case, *, suffixes: Suffixes) -> Answer:
    """One of the website's domains lies under one of the suffixes."""
    return _of_names(case, lambda name: _is_under(name, suffixes))


@of_site("domains")
def domain_not_under(case: Case, *, suffixes: Suffixes) -> Answer:
    """One of the website's domains lies under none of the suffixes."""
    return _of_names(case, lambda name: not _is_under(name, suffixes))


@of_site("domains")
def tld_not_approved(case: Case) -> Answer:
    """The ministry has not approved the registry of a domain's last part."""
    return _of_names(case, lambda name: name.rpartition(".")[2] not in APPROVED_TLDS)


@of_site("domains")
def domain_ends_within(case: Case, *, months: Months) -> Answer:
    """The registration of a domain ends before so many months have passed."""
    least = person_rules.months_after(case.on, months)
    return _of_facts(case, lambda facts: _less(facts.expires_on, least))


@of_site("domains")
def domain_held_by_other(case: Case, *, may: tuple[Holder, ...]) -> Answer:
    """A domain is registered for somebody who is not one of those who may hold it."""
    return _of_facts(
        case, lambda facts: None if facts.held_by is None else facts.held_by not in may
    )


@of_site("domains")
def domain_real_name_missing(case: Case) -> Answer:
    """The registrar has not verified the holder of a domain (实名认证)."""
    return _of_facts(case, lambda facts: None if facts.real_name is None else not facts.real_name)


@of_site("domains")
def domain_real_name_younger_than(case: Case, *, days: Days) -> Answer:
    """The registrar has verified the holder of a domain so lately that others do not know yet."""
    since = case.on - timedelta(days=days)
    return _of_facts(
        case, lambda facts: None if facts.real_name_on is None else facts.real_name_on > since
    )


@of_site("domains")
def registrar_not_approved(case: Case) -> Answer:
    """The ministry has not approved the registrar of a domain."""
    return _of_facts(
        case,
        lambda facts: None if facts.registrar_approved is None else not facts.registrar_approved,
    )


@of_site("domains")
def domain_resolves(case: Case) -> Answer:
    """A domain that is not filed yet answers already."""
    return _of_facts(case, lambda facts: facts.resolves)


def _less(day: Any, least: Any) -> bool | None:
    return None if day is None else day < least


def _is_under(name: str, suffixes: tuple[str, ...]) -> bool:
    return any(name == suffix or name.endswith(f".{suffix}") for suffix in suffixes)


def _of_names(case: Case, wrong: Callable[[str], bool]) -> Answer:
    site = case.site
    found = [name for name in site.domains if wrong(name)] if site is not None else []
    return (Hit(f"site:{site.id}.domains", {"domains": found}),) if site and found else NOTHING


def _of_facts(case: Case, wrong: Callable[[DomainFacts], bool | None]) -> Answer:
    """The domains that are wrong; a fact that is missing of another one does not hide them."""
    if case.site is None:
        return NOTHING
    judged = {name: wrong(case.domains.get(name, _UNKNOWN)) for name in case.site.domains}
    found = [name for name, is_wrong in judged.items() if is_wrong]
    if found:
        return (Hit(f"site:{case.site.id}.domains", {"domains": found}),)
    return CANNOT_TELL if None in judged.values() else NOTHING
