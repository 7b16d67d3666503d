"""What the rules found: on the page that checks everything before it is handed in, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from flask import Response, url_for

from domain.filing import policy
from domain.filing.judging import Judgement
from domain.filing.state import Filing
from domain.reference import reasons
from domain.roles import Permission
from domain.rules.findings import Finding
from use_cases import findings
from use_cases.filings import Opened
from views.access import requires
from views.desk import desk
from views.filing import reader
from views.filing.blueprint import pages
from views.filing.places import Places
from views.finding_words import Said, in_reading_order, said
from views.language import language

_OF_DOMAINS: Final = ("R-DOM-01", "R-DOM-02", "R-DOM-03", "R-DOM-05", "R-SITE-10")
"""Reasons that rest on what the applicant says of a domain, which has a page of its own."""


@dataclass(frozen=True)
class Found:
    """The findings in words: what stops, what is to be acknowledged, what is only told, and
    what nobody can tell before a person looked."""

    stops: tuple[Said, ...] = ()
    warnings: tuple[Said, ...] = ()
    told: tuple[Said, ...] = ()
    untold: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.stops or self.warnings or self.told or self.untold)


def judged(opened: Opened) -> Judgement | None:
    """What the rules find today."""
    return findings.judge(desk(), opened.filing, reader.today())


def found(opened: Opened, judgement: Judgement | None, places: Places) -> Found:
    """The findings of a filing in words, with the places where they are mended."""
    if judgement is None:
        return Found()
    filing = opened.filing

    def in_words(some: Iterable[Finding]) -> tuple[Said, ...]:
        return tuple(
            said(each, filing, place(each, opened.id, filing, places))
            for each in in_reading_order(some, filing)
        )

    codes = dict.fromkeys(each.code for each in judgement.findings.untold)
    return Found(
        stops=in_words(judgement.stops),
        warnings=in_words(judgement.warnings),
        told=in_words(judgement.told),
        untold=tuple(reasons.reason(code).label(language()) for code in codes if code),
    )


def place(finding: Finding, filing_id: str, filing: Filing, places: Places) -> str | None:
    """Where the applicant can mend it now."""
    if finding.code in _OF_DOMAINS and filing.status in policy.EDITABLE:
        return url_for("filing.domain_list", filing_id=filing_id)
    return places.target(finding.target)


@pages.get("/<filing_id>/findings.json")
@requires(Permission.READ_OWN_FILINGS)
def findings_json(filing_id: str) -> Response:
    """The findings as JSON, for programs of the filing's owner. Evidence is never personal."""
    opened = reader.own(filing_id)
    judgement = judged(opened)
    body = {
        "filing": filing_id,
        "rule_set": opened.filing.rules.version,
        "on": reader.today().isoformat(),
        "findings": _rows(judgement) if judgement is not None else [],
        "untold": judgement.findings.untold if judgement is not None else (),
    }
    return Response(msgspec.json.encode(body), mimetype="application/json")


def _rows(judgement: Judgement) -> list[dict[str, Any]]:
    """Each finding with what it means: whether it stops, and whether it was acknowledged."""
    return [
        msgspec.structs.asdict(each)
        | {
            "stops": each in judgement.stops,
            "acknowledged": each in judgement.warnings and each not in judgement.open,
        }
        for each in (*judgement.stops, *judgement.warnings, *judgement.told)
    ]
