"""Questions about the subject's addresses. An address is personal: no hit ever tells one."""

from __future__ import annotations

from functools import lru_cache

from domain.reference import regions
from domain.rules.answers import CANNOT_TELL, NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.predicate import of_filing


@of_filing()
def addresses_in_two_cities(case: Case) -> Answer:
    """The mailing address lies in another city than the address of the certificate.

    A mailing address lies in the region of the filing, and names another city only by mistake.
    An address of a certificate that names no city of the province tells nothing.
    """
    certificate = case.subject.certificate_address.text
    mail = case.subject.mail_address.text
    if certificate is None or mail is None or not regions.exists(case.facts.region):
        return CANNOT_TELL
    here = regions.codes(case.facts.region)[1:2] or regions.codes(case.facts.region)
    named = _cities_in(certificate, case.province)
    elsewhere = _cities_in(mail, case.province) - set(here)
    if not named and not elsewhere:
        return CANNOT_TELL
    apart = bool(elsewhere) or not set(here) & named
    return (Hit("subject.mail_address"),) if apart else NOTHING


@of_filing()
def addresses_differ(case: Case) -> Answer:
    """The mailing address is no part of the address of the certificate."""
    certificate = case.subject.certificate_address.text
    mail = case.subject.mail_address.text
    if certificate is None or mail is None:
        return CANNOT_TELL
    there = _plain(mail) in _plain(certificate)
    return NOTHING if there else (Hit("subject.mail_address"),)


def _plain(address: str) -> str:
    return "".join(address.split())


def _cities_in(address: str, province: str) -> set[str]:
    """The codes of the province's cities that the address names."""
    return {code for name, code in _cities(province) if name in address}


@lru_cache(maxsize=64)
def _cities(province: str) -> tuple[tuple[str, str], ...]:
    """The names of a province's cities with their codes; the counties below a row that only
    groups them count as cities with the code of that row."""
    found: list[tuple[str, str]] = []
    for each in regions.children(f"{province}0000"):
        grouped = each.name not in regions.path(each.code)
        names = [below.name for below in regions.children(each.code)] if grouped else [each.name]
        found += [(name, each.code) for name in names]
    return tuple(found)
