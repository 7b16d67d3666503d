"""Files of a former system, as ``flask register import`` takes them."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.filing.facts import INDIVIDUAL, Access, Person, Subject, TypeFacts, Website
from domain.reference import provinces


def file_of(*records: dict[str, Any]) -> bytes:
    """The file with these records."""
    return msgspec.json.encode(records)


def number_in(region: str, serial: int = 12345678) -> str:
    """A subject's number of the region's province."""
    return f"{provinces.province(f'{region[:2]}0000').prefix}ICP备{serial}号"


def record_of(
    facts: TypeFacts, subject: Subject, sites: tuple[Website, ...], access: Access | None
) -> dict[str, Any]:
    """The data of a sample as a former system has them, the first website with that access."""
    number = number_in(facts.region)
    certificate = facts.certificate_number or (facts.holder.full if facts.holder else "")
    found: dict[str, Any] = {
        "number": number,
        "nature": facts.nature,
        "region": facts.region,
        "certificate_type": facts.certificate_type,
        "certificate_number": certificate,
        "certificate_address": subject.certificate_address.full,
        "mail_address": subject.mail_address.full,
        "responsible": _person(subject.responsible),
        "sites": [_site(each, f"{number}-{n}") for n, each in enumerate(sites, 1)],
        "long_term": True,
    }
    if access is not None:
        found["sites"][0]["access"] = msgspec.to_builtins(
            {"ips": access.ips, "modes": access.modes, "server_places": access.server_places}
        )
    if facts.nature != INDIVIDUAL:
        found |= {"name": subject.name, "investor": subject.investor}
    return found


def _site(site: Website, number: str) -> dict[str, Any]:
    found = {
        "number": number,
        "name": site.name,
        "domains": site.domains,
        "home_url": site.home_url,
        "contents": site.contents,
        "languages": site.languages,
    }
    return found | ({"person": _person(site.person)} if site.person is not None else {})


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name.full,
        "certificate_type": person.certificate_type,
        "certificate_number": person.certificate_number.full,
        "mobile": person.mobile.full,
        "emergency": person.emergency.full,
        "email": person.email.full,
        "long_term": True,
    }
