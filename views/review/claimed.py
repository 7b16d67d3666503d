"""What the record has that a filing claims, beside what is stated: it proves whose it is."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from domain.filing.facts import LegalRepresentative
from domain.filing.kinds import Effect
from domain.filing.state import Filing
from domain.filing.targets import Targets, subject_targets
from domain.personal import Personal
from use_cases import records
from views.desk import desk
from views.review.hints import Hint


def claimed_targets(filing: Filing) -> Targets:
    """The fields of the claimed record's subject; none for a filing of another kind."""
    if filing.needs.effect is not Effect.TAKE_IN or filing.facts is None:
        return {}
    record = records.open_record(desk(), filing.facts.record).record
    if record.subject is None or record.identity is None:
        return {}
    return subject_targets(record.subject, record.identity)


def compared(target: str, stated: Any, claimed: Targets) -> list[Hint]:
    """Whether the record says the same; nothing about scans, of which it has none."""
    if not claimed or target.startswith("material:"):
        return []
    if _bare(claimed.get(target)) == _bare(stated):
        return [Hint(_("与备案记录一致"), "ok")]
    return [Hint(_("与备案记录不一致"), "warn")]


def differs(target: str, stated: Any, claimed: Targets) -> bool:
    """Whether the record has something else in that field."""
    return any(hint.state == "warn" for hint in compared(target, stated, claimed))


def _bare(value: Any) -> Any:
    """The value without whose it is: who claims a record has other ids than it."""
    match value:
        case Personal():
            return value.text
        case LegalRepresentative():
            return value.name.text, value.certificate_number.text
        case tuple():
            return tuple(_bare(part) for part in value)
        case _:
            return value
