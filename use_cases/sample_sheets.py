"""The verification sheet as it looks, before there is a filing: to be read, not to be signed."""

from __future__ import annotations

from typing import Final

from domain.rules.case import Case
from domain.rules.sheets import Sheet, sheet
from gateways.sheets.port import Paper
from use_cases.desk import Desk

_CODE: Final = "SAMPLE"
"""No sheet of a filing: one that is signed and uploaded all the same is not recognised."""


def sample(case: Case) -> Sheet:
    """The sheet of the first website of an imagined filing."""
    return sheet(case.facts, case.subject, case.sites[0], case.sites)


def pdf(desk: Desk, shown: Sheet, provider: str) -> bytes:
    """The form with a note in the place of the name, and a filled example."""
    return desk.press.pdf(
        Paper(
            form=shown.form,
            name="（样张，办理时由系统填写）",
            domains=shown.domains,
            individual=shown.individual,
            fingerprint=shown.fingerprint,
            provider=provider,
            code=_CODE,
            label=_CODE,
        )
    )
