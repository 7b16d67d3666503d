"""The applicant's cards as they were at a version: masked, with the scans of that version."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from domain.filing.facts import Evidence
from domain.personal import Personal
from use_cases.filings import Opened
from views import target_words
from views.filing.answers import Answers, Card, Scan
from views.review.groups import is_masked


class PastAnswers(Answers):
    """What the page for checking showed at the version of ``opened``, with masks."""

    def cards(self) -> tuple[Card, ...]:
        """All cards in the order of the form; none before the type was determined."""
        if self._filing.facts is None:
            return ()
        return (*super().cards(), *self._photos())

    def _photos(self) -> tuple[Card, ...]:
        people = self._filing.persons()
        scans = tuple(
            self._photo(people[person].name.masked if person in people else person, evidence)
            for person, evidence in self._filing.evidence.items()
        )
        return (Card("photos", _l("真实性核验照片"), scans=scans),) if scans else ()

    def _photo(self, name: str, evidence: Evidence) -> Scan:
        scan = evidence.material
        if gone := self._gone(scan):
            return Scan(name, None, None, gone)
        thumbnail, view = (self._scan_address(scan.slot, each) for each in ("thumbnail", "view"))
        return Scan(name, thumbnail, view)

    def _scan_address(self, slot: str, which: str) -> str:
        return scan_address(self._opened, slot, which)

    def _value(self, target: str, value: Any) -> Any:
        if value is None:
            return None
        return Markup("<br>").join(escape(line) for line in target_words.lines(target, value))

    def _name(self, name: Personal) -> str:
        return name.masked


def scan_address(opened: Opened, slot: str, which: str) -> str:
    """Where the scan is that was in the slot at the version of ``opened``."""
    return url_for(
        "audit.scan",
        filing_id=opened.id,
        version=len(opened.history),
        slot=slot,
        which=which,
    )


def masked_targets(opened: Opened) -> list[tuple[str, str]]:
    """The fields of which only a mask is shown, with their names."""
    filing = opened.filing
    return [
        (target, target_words.label(target, filing))
        for target, value in filing.targets().items()
        if is_masked(value)
    ]
