"""Questions about what the subject has on record already."""

from __future__ import annotations

from domain.filing.targets import ORDER
from domain.rules.answers import CANNOT_TELL, NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.predicate import of_filing


@of_filing()
def filed_sites_closed(case: Case) -> Answer:
    """A website of the record does not open."""
    return _unless(case.known.sites_open)


@of_filing()
def filed_sites_without_footer(case: Case) -> Answer:
    """A website of the record does not show its number with a link to the ministry."""
    return _unless(case.known.footers)


@of_filing()
def subject_replaced(case: Case) -> Answer:
    """The filing names another certificate than the record: another subject would take over."""
    if case.known.certificate is None:
        return CANNOT_TELL
    same = case.known.certificate == case.facts.certificate_digest
    return NOTHING if same else (Hit("subject.certificate_number"),)


@of_filing()
def subject_renamed(case: Case) -> Answer:
    """The unit has another name than in its record."""
    if case.known.name is None:
        return CANNOT_TELL
    return NOTHING if case.known.name == case.subject.name else (Hit("subject.name"),)


def _unless(holds: bool | None) -> Answer:
    if holds is None:
        return CANNOT_TELL
    return NOTHING if holds else (Hit(ORDER),)
