"""Questions about how much stands in one filing, and how much there is with the record."""

from __future__ import annotations

from collections import Counter

from domain.filing.targets import ORDER
from domain.rules.answers import CANNOT_TELL, NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.params import Count
from domain.rules.predicates.predicate import of_filing, of_site


@of_filing("found")
def sites_more_than(case: Case, *, most: Count) -> Answer:
    """The filing has more websites."""
    return _beyond(len(case.sites), most)


@of_filing("found")
def domains_more_than(case: Case, *, most: Count) -> Answer:
    """The filing's websites have more domains together."""
    return _beyond(_domains(case), most)


@of_filing("found")
def domains_at_least(case: Case, *, count: Count) -> Answer:
    """The filing's websites have that many domains together."""
    return _beyond(_domains(case), count - 1)


@of_site("found")
def site_domains_more_than(case: Case, *, most: Count) -> Answer:
    """The website has more domains."""
    site = case.site
    if site is None or len(site.domains) <= most:
        return NOTHING
    return (Hit(f"site:{site.id}.domains", {"found": len(site.domains)}),)


@of_filing("found")
def total_sites_more_than(case: Case, *, most: Count) -> Answer:
    """The subject would have more websites, those of its record counted."""
    return _total(case, most)


@of_filing("found")
def total_sites_at_least(case: Case, *, count: Count) -> Answer:
    """The subject would have that many websites, those of its record counted."""
    return _total(case, count - 1)


@of_filing("found", "filed")
def domains_more_than_where_many_sites(case: Case, *, sites: Count, most: Count) -> Answer:
    """A subject with more than so many websites on record files more domains at once."""
    found = _domains(case)
    if found <= most:
        return NOTHING
    filed = case.known.sites
    if filed is None:
        return CANNOT_TELL
    return (Hit(ORDER, {"found": found, "filed": filed}),) if filed > sites else NOTHING


@of_filing("found")
def sites_on_one_address_more_than(case: Case, *, most: Count) -> Answer:
    """More websites of the filing run on the same IP addresses."""
    used = Counter(case.accesses[site.id].ips for site in case.sites if site.id in case.accesses)
    hits = []
    for ips, found in used.items():
        there = [
            s.id for s in case.sites if s.id in case.accesses and case.accesses[s.id].ips == ips
        ]
        if found > most:
            hits.append(Hit(f"access:{there[-1]}.ips", {"found": found}))
    return tuple(hits)


def _domains(case: Case) -> int:
    return sum(len(each.domains) for each in case.sites)


def _beyond(found: int, most: int) -> Answer:
    return (Hit(ORDER, {"found": found}),) if found > most else NOTHING


def _total(case: Case, most: int) -> Answer:
    """Where nobody knows the record, the filing alone may tell."""
    alone = _beyond(len(case.sites), most)
    if case.known.sites is None:
        return alone or CANNOT_TELL
    return _beyond(len(case.sites) + case.known.sites, most)
