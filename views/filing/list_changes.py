"""Tells that the list of materials changed because the applicant changed what was stated."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash
from flask_babel import gettext as _

from domain.filing.completeness import is_filled
from domain.filing.drafting import slots
from domain.filing.material_changes import Change, change, last_change
from domain.filing.sheets import is_overtaken
from domain.filing.state import Filing
from use_cases.filings import Opened
from views.language import in_a_row, listed
from views.target_words import slot_label


@dataclass(frozen=True)
class Changes:
    """The names of the materials that are new on the list, and of those that left it."""

    added: str
    dropped: str

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each."""
        told = []
        if self.added:
            told.append(_("新增：%(what)s。", what=self.added))
        if self.dropped:
            told.append(_("不再需要：%(what)s。", what=self.dropped))
        return tuple(told)


def tell(before: Filing, after: Filing) -> None:
    """Flash what the statement that was just recorded did to the list, if anything."""
    told = _named(change(before, after), before, after)
    if told is not None:
        flash(in_a_row((_("资料清单有变化。"), *told.sentences())), "warning")
    if any(is_overtaken(after, key) and not is_overtaken(before, key) for key in after.materials):
        flash(_("已上传的核验单不再有效。请在“上传资料”重新打印、签名并上传。"), "warning")


def last_changes(opened: Opened) -> Changes | None:
    """What the newest change asks the applicant to do still: a new place that is empty, or a
    scan that is left over. None where all of it is done."""
    filing = opened.filing
    newest = last_change(recorded.event for recorded in opened.history)
    empty = {slot.key for slot in slots(filing) if slot.required and not is_filled(filing, slot)}
    asked = {slot.key for slot in slots(filing)}
    still = Change(
        added=tuple(key for key in newest.added if key in empty),
        dropped=tuple(key for key in newest.dropped if key in filing.materials.keys() - asked),
    )
    return _named(still, filing, filing)


def _named(found: Change, before: Filing, after: Filing) -> Changes | None:
    if not found.added and not found.dropped:
        return None
    # A removed website's name is known to the filing of before only.
    return Changes(
        listed(slot_label(key, after) for key in found.added),
        listed(slot_label(key, before) for key in found.dropped),
    )
