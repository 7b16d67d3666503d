"""Rules about a website and where it runs."""

from __future__ import annotations

import ipaddress
from datetime import date
from typing import Final

from domain import domain_names
from domain.filing.facts import INDIVIDUAL, Access, TypeFacts, Website
from domain.reference import provinces, tables
from domain.rules import limits, person_rules
from domain.rules.problems import Problem, chinese_characters, text_problem
from domain.rules.rule_set import RuleSet

BLOG: Final = 6
OTHER_CONTENT: Final = 24
MOST_DOMAINS: Final = 10
MOST_CONTENTS: Final = 5
MOST_RANGES: Final = 50


def check(site: Website, facts: TypeFacts, today: date, rule_set: RuleSet) -> list[Problem]:
    """The problems of a website; fields are named ``site.<field>``. Limits are those of the
    rules."""
    rules = rule_set.about(facts, today)
    problems = [
        *_check_name(site.name, limits.least_chinese(rules)),
        *_check_domains(site.domains),
        *_check_home_url(site),
        *_check_contents(site, limits.allowed_contents(rules)),
        *_check_languages(site.languages),
        *_check_pre_approvals(site),
        *_check_remark(site),
    ]
    if site.person is not None:
        if facts.nature == INDIVIDUAL:
            problems.append(Problem("site.person.name", "must_be_the_subject"))
        least_age = limits.least_age(rules, "site_person")
        problems += person_rules.check(site.person, "site.person", today, least_age)
    return problems


def _check_name(name: str, least_chinese: int) -> list[Problem]:
    problems = text_problem("site.name", name, least=3, most=60)
    if problems:
        return problems
    if chinese_characters(name) < least_chinese:
        return [Problem("site.name", "too_few_chinese", {"least": least_chinese})]
    return []


def _check_domains(domains: tuple[str, ...]) -> list[Problem]:
    field = "site.domains"
    if not domains:
        return [Problem(field, "required")]
    if len(domains) > MOST_DOMAINS:
        return [Problem(field, "too_many", {"most": MOST_DOMAINS})]
    if len(set(domains)) < len(domains):
        return [Problem(field, "repeated")]
    problems: list[Problem] = []
    for text in domains:
        problems += check_domain(text, field)
    return problems


def check_domain(text: str, field: str) -> list[Problem]:
    """Problems of one domain: it must be a registrable name below an approved suffix."""
    try:
        name = domain_names.parse(text)
    except domain_names.NotADomainName as error:
        return [Problem(field, f"domain_{error.reason}", {"domain": text[:80]})]
    if name.ascii != name.registrable and not name.registrable.endswith("gov.cn"):
        return [Problem(field, "not_registrable", {"domain": name.registrable})]
    if not domain_names.tld_approved(name):
        return [Problem(field, "tld_not_approved", {"domain": text[:80]})]
    return []


def _check_home_url(site: Website) -> list[Problem]:
    """The host alone: one of the domains, or ``www.`` in front of one."""
    url = site.home_url
    if not url:
        return [Problem("site.home_url", "required")]
    if "://" in url or "/" in url or "?" in url or ":" in url:
        return [Problem("site.home_url", "url_with_scheme_or_path")]
    if url not in site.domains and url.removeprefix("www.") not in site.domains:
        return [Problem("site.home_url", "url_not_of_domains")]
    return []


def _check_contents(site: Website, allowed: frozenset[int] | None) -> list[Problem]:
    known = {row.id for row in tables.service_contents()}
    chosen = set(site.contents)
    if not chosen:
        return [Problem("site.contents", "required")]
    if not chosen <= known:
        return [Problem("site.contents", "not_in_list")]
    if len(chosen) > MOST_CONTENTS:
        return [Problem("site.contents", "too_many", {"most": MOST_CONTENTS})]
    if allowed is not None and not chosen <= allowed:
        return [Problem("site.contents", "not_for_individuals")]
    return []


def _check_languages(languages: tuple[int, ...]) -> list[Problem]:
    if not languages:
        return [Problem("site.languages", "required")]
    if not set(languages) <= {row.id for row in tables.languages()}:
        return [Problem("site.languages", "not_in_list")]
    return []


def _check_pre_approvals(site: Website) -> list[Problem]:
    known = {row.id for row in tables.pre_approvals()}
    problems: list[Problem] = []
    for permit in site.pre_approvals:
        if permit.type not in known:
            problems.append(Problem("site.pre_approvals", "not_in_list"))
        else:
            problems += text_problem("site.pre_approval_number", permit.number, least=2, most=255)
    return problems


def _check_remark(site: Website) -> list[Problem]:
    """Other content needs a description of 20 to 200 characters; else it is optional."""
    needed = OTHER_CONTENT in site.contents
    if not site.remark.strip() and needed:
        return [Problem("site.remark", "remark_needed", {"least": 20})]
    least = 20 if needed else 0
    return text_problem("site.remark", site.remark.strip(), least=least, most=200)


def check_access(access: Access) -> list[Problem]:
    """The problems of a website's access; fields are named ``access.<field>``."""
    problems: list[Problem] = []
    if not access.ips:
        problems.append(Problem("access.ips", "required"))
    if len(access.ips) > MOST_RANGES:
        problems.append(Problem("access.ips", "too_many", {"most": MOST_RANGES}))
    for start, end in access.ips[:MOST_RANGES]:
        problems += _check_range(start, end)
    if not access.modes or not set(access.modes) <= {row.id for row in tables.access_methods()}:
        problems.append(Problem("access.modes", "required"))
    places = {row.server_location_id for row in provinces.provinces()}
    if not access.server_places or not set(access.server_places) <= places:
        problems.append(Problem("access.server_places", "required"))
    return problems


def _check_range(start: str, end: str) -> list[Problem]:
    try:
        first, last = ipaddress.ip_address(start), ipaddress.ip_address(end)
    except ValueError:
        return [Problem("access.ips", "not_an_address", {"address": f"{start}-{end}"[:100]})]
    if first.version != last.version or int(first) > int(last):
        return [Problem("access.ips", "range_reversed", {"address": f"{start}-{end}"[:100]})]
    if first.is_loopback or first.is_multicast or first.is_unspecified or first.is_link_local:
        return [Problem("access.ips", "address_not_public", {"address": start[:50]})]
    return []
