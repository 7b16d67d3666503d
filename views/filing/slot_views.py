"""The places for scans as the page shows them: composed here, so that templates only lay out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _

from domain.filing import policy
from domain.filing.sheets import is_overtaken
from domain.filing.state import Filing
from domain.filing.targets import material_target
from domain.reference.materials import material
from domain.rules import person_rules
from domain.rules.materials import TWO_SIDED, Slot
from domain.rules.rule_set import RuleSet
from gateways.images.port import MAX_BYTES
from use_cases.filings import Opened
from views.drawn_examples import Example, examples
from views.filing import reader, slot_words
from views.filing.page import Said, said
from views.filing.places import Places
from views.filing.sheet_state import SheetState, sheet_state
from views.filing.slot_scans import ScanView, scan_view
from views.filing.wallet import WalletView, wallet_view
from views.language import clauses, language, listed
from views.problem_words import words_for
from views.target_words import lines, slot_label

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True)
class Asked:
    """A rule that asks for a scan: in words, where it was read, since when, how sure."""

    words: str
    source: str
    since: date | None
    doubt: Any


@dataclass(frozen=True)
class Validity:
    """The stated validity of a certificate, what is wrong with it, where it is changed."""

    text: str
    problem: Any
    href: str | None


@dataclass(frozen=True)
class SlotView:
    """A place for a scan, and the scan that is in it. ``limit`` is in MB (1024 * 1024 bytes).

    ``renew`` says of the scan that it counts no more, because what it shows was changed since.
    """

    key: str
    dom_id: str
    title: str
    why: str
    rules: str
    bad: str
    limit: int
    may_be_pdf: bool
    required: bool
    filled: bool
    replaced: str
    locked: bool
    outdated: bool
    renew: bool
    asked: tuple[Asked, ...]
    examples: tuple[Example, ...]
    validity: Validity | None
    notes: tuple[Said, ...]
    sheet: str | None
    sheet_state: SheetState | None
    command_id: str
    wallet: WalletView | None = None
    scan: ScanView | None = None
    error: Any = ""


def dom_id(slot: str) -> str:
    """The HTML id of a place."""
    return f"slot-{slot.replace(':', '-')}"


def slot_view(opened: Opened, slot: Slot, error: Any = "") -> SlotView:
    """The place of one scan, with the reason why a file was refused for it."""
    filing = opened.filing
    present = filing.materials.get(slot.key)
    target = material_target(slot.key)
    kind = material(slot.code)
    outdated = present is not None and present.owner != slot.owner
    sheet = None
    if slot.code == "M05":
        sheet = url_for("filing.sheet", filing_id=opened.id, site=slot.site)
    return SlotView(
        key=slot.key,
        dom_id=dom_id(slot.key),
        title=slot_label(slot.key, filing),
        why=kind.why(language()),
        rules=kind.rules(language()),
        bad=kind.bad(language()),
        limit=min(slot.accept_bytes, MAX_BYTES) // MEBIBYTE,
        may_be_pdf=slot.may_be_pdf,
        required=slot.required,
        filled=present is not None,
        replaced=_replaced(filing, slot),
        locked=policy.locked(filing, {target}) is not None,
        outdated=outdated,
        renew=outdated or is_overtaken(filing, slot.key),
        asked=tuple(_asked(rule, filing.rules) for rule in slot.why),
        examples=examples(kind.drawing, slot.side),
        validity=_validity(opened, slot),
        notes=tuple(said(issue) for issue in filing.issues if issue.target == target),
        sheet=sheet,
        sheet_state=sheet_state(filing, slot.key),
        command_id=uuid.uuid4().hex,
        wallet=wallet_view(opened, slot.key),
        scan=scan_view(opened.id, filing, present) if present else None,
        error=error,
    )


def _replaced(filing: Filing, slot: Slot) -> str:
    """The names of what was uploaded in its stead, or of what may be."""
    there = [key for key in slot.instead if key in filing.materials]
    names = dict.fromkeys(slot_label(key.split(":")[0]) for key in there or slot.instead)
    if not names:
        return ""
    what = listed(names)
    return _("已上传%(what)s代替", what=what) if there else _("也可以用%(what)s代替", what=what)


def _asked(rule_id: str, rules: RuleSet) -> Asked:
    rule = rules.rule(rule_id)
    return Asked(
        rule.words(language()),
        clauses(rules.sources[key].label(language()) for key in rule.source),
        rule.valid_from,
        slot_words.DOUBT[rule.confidence],
    )


_CERTIFICATES: Final = {"M01": "subject", "M02": "responsible"}
"""Whose stated validity the scan must show."""


def _validity(opened: Opened, slot: Slot) -> Validity | None:
    holder = f"site:{slot.site}.person" if slot.code == "M04" else _CERTIFICATES.get(slot.code)
    targets = opened.filing.targets()
    target = f"{holder}.validity"
    if target not in targets or not _shows_validity(slot, targets[f"{holder}.certificate_number"]):
        return None
    start, end, long_term = targets[target]
    problems = person_rules.check_validity(holder, start, end, long_term, reader.today())
    told = lines(target, targets[target])
    return Validity(
        text=told[0] if told else "",
        problem=words_for(problems[0]) if problems else "",
        href=Places(opened, "materials").target(target),
    )


def _shows_validity(slot: Slot, certificate: tuple[int, Any]) -> bool:
    """A card with two sides tells its validity on the back."""
    return slot.side != "front" or certificate[0] not in TWO_SIDED
