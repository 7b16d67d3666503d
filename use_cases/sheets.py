"""Verification sheets: printed with a code that tells what they show, and known by it again.

The code is ``ICPS1/<filing>/<site>/<form><edition>/<digest>`` in upper case. The digest is
keyed, so nobody without the key can make a code for other data, or try names on one that was
found. It holds what the sheet shows and who has to sign it, but not the provider's name.
"""

from __future__ import annotations

import json
import re
from typing import Final

import msgspec

from domain import domain_names
from domain.filing.facts import Level, Material, Verdict
from domain.filing.sheets import sheet_in, sheet_of
from domain.filing.state import Filing
from domain.filing.targets import material_target
from domain.personal import Personal
from domain.refusal import NotFound, StaleVersion
from domain.rules.sheets import Sheet
from gateways.sheets.port import Checked, Paper
from use_cases.desk import Desk

EDITION: Final = 1
"""Of the templates: raised when a form changes so that sheets of the old one are refused."""
_DIGITS: Final = 20
"""Hexadecimal digits of the digest on paper: 80 bits."""
_CODE: Final = re.compile(r"ICPS1/([0-9A-F]{32})/([0-9A-F]{32})/([A-Z][0-9]+)/([0-9A-F]{20})")

OLD: Final = "sheet_old"
VERSION: Final = "sheet_version"
OTHER: Final = "sheet_other"
UNREAD: Final = "sheet_unread"


class Reading(msgspec.Struct, frozen=True):
    """What the codes of a scan tell: the digest of the right sheet, or what is wrong."""

    digest: str = ""
    verdicts: tuple[Verdict, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the scan shows another sheet than the one that is needed."""
        return any(verdict.level is Level.REFUSE for verdict in self.verdicts)


def pdf(
    desk: Desk,
    filing_id: str,
    filing: Filing,
    site: str,
    provider: str,
    checked: Checked | None = None,
) -> bytes:
    """The website's sheet, ready to print. Raises NotFound for a website without one, and
    where the name on it was erased.
    """
    sheet = sheet_of(filing, site)
    if sheet is None or (isinstance(sheet.name, Personal) and sheet.name.erased):
        raise NotFound
    return desk.press.pdf(
        Paper(
            form=sheet.form,
            name=sheet.printed_name,
            domains=tuple(map(_as_read, sheet.domains)),
            individual=sheet.individual,
            fingerprint=sheet.fingerprint,
            provider=provider,
            code=code(desk, filing_id, site, sheet),
            label=f"{_version(sheet)} · {filing_id[:8].upper()}",
            checked=checked,
        )
    )


def missing_characters(desk: Desk, sheet: Sheet) -> tuple[str, ...]:
    """The characters of the printed name that have to be written by hand."""
    return desk.press.missing(sheet.printed_name)


def code(desk: Desk, filing_id: str, site: str, sheet: Sheet) -> str:
    """The text of the QR code on that sheet."""
    return "/".join(
        (
            "ICPS1",
            filing_id.upper(),
            site.upper(),
            _version(sheet),
            _digest(desk, filing_id, site, sheet),
        )
    )


def digest_now(desk: Desk, filing_id: str, filing: Filing, slot: str) -> str:
    """The digest on the sheet that the slot needs now; empty where it needs none."""
    sheet = sheet_in(filing, slot)
    site = slot.partition(":")[2]
    return "" if sheet is None else _digest(desk, filing_id, site, sheet)


def read(desk: Desk, filing_id: str, filing: Filing, slot: str, codes: tuple[str, ...]) -> Reading:
    """What the codes found in a scan tell about it; nothing for a slot of another material."""
    sheet = sheet_in(filing, slot)
    if sheet is None:
        return Reading()
    site = slot.partition(":")[2]
    if code(desk, filing_id, site, sheet) in codes:
        return Reading(digest=_digest(desk, filing_id, site, sheet))
    ours = [found for found in map(_CODE.fullmatch, codes) if found is not None]
    if not ours:
        return Reading(verdicts=(Verdict(UNREAD, Level.WARN),))
    of_filing, of_site, version, _told = ours[0].groups()
    if (of_filing, of_site) != (filing_id.upper(), site.upper()):
        return _wrong(OTHER, what="filing" if of_filing != filing_id.upper() else "site")
    if version != _version(sheet):
        return _wrong(VERSION, form=sheet.form.value)
    return _wrong(OLD)


def ensure_current(desk: Desk, filing_id: str, filing: Filing, material: Material) -> None:
    """Refuse a recognised sheet if the filing was changed since it was. Raises StaleVersion."""
    if material.sheet and material.sheet != digest_now(desk, filing_id, filing, material.slot):
        raise StaleVersion(section=material_target(material.slot))


def _wrong(check: str, **facts: str) -> Reading:
    return Reading(verdicts=(Verdict(check, Level.REFUSE, dict(facts)),))


def _as_read(domain: str) -> str:
    """A domain in the script that people read, with the encoded form where that differs."""
    try:
        shown = domain_names.parse(domain).unicode
    except domain_names.NotADomainName:
        return domain
    return domain if shown == domain else f"{shown}（{domain}）"


def _version(sheet: Sheet) -> str:
    return f"{sheet.form.value}{EDITION}"


def _digest(desk: Desk, filing_id: str, site: str, sheet: Sheet) -> str:
    shown = [
        filing_id,
        site,
        _version(sheet),
        sheet.printed_name,
        sheet.domains,
        sheet.fingerprint,
        sheet.signer,
    ]
    # Escaped to ASCII, rare characters stay apart that the digest would take for the same.
    return desk.vault.digest("sheet", json.dumps(shown))[:_DIGITS].upper()
