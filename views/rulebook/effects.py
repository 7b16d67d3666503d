"""What a proposal would do: to the open filings, and to what was handed in last.

The filings are looked through in parts. Each part stands on a page of its own with a link to the
next; with htmx the parts follow each other by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Response, request, url_for
from flask_babel import gettext as _

from domain.filing.facts import Status
from domain.filing.kinds import Kind
from domain.refusal import NotFound
from domain.roles import Permission
from domain.rules.effects import Comparison, Effect
from domain.rules.findings import Finding
from domain.rules.rule import BadRule
from use_cases import rule_comparing, rule_effects
from use_cases.rule_effects import Affected, Batch
from views.access import requires
from views.desk import desk
from views.guide.words import SEVERITIES
from views.htmx import page_or_partial
from views.kind_words import TITLES
from views.language import language
from views.paging import row_number
from views.rulebook import reader
from views.rulebook.blueprint import pages
from views.rulebook.parts import province_name
from views.status_words import reviewer_label

LISTED: Final = 100
"""So many filings of each part are listed; the others are only counted."""

TRIED: Final = (100, 500, 2000)
"""How many of the last submissions can be tried."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One finding that comes, goes or changes."""

    change: Any
    severity: Any
    colour: str
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A filing that changes. Neither names nor numbers of people stand here."""

    domain: str
    kind: Any
    province: str
    status: Any
    at: Any
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Page:
    """One part of a preview. ``next`` is the address of the next part; ``done`` and ``changed``
    count all parts so far."""

    key: str
    reason: str
    on: date
    what: str
    total: int
    done: int
    changed: int
    lines: tuple[Line, ...]
    unlisted: int
    next: str | None
    asked: int = 0


@pages.get("/proposals/<key>/open")
@requires(Permission.EDIT_RULES)
def effects_on_open(key: str) -> Response:
    """What would change for the filings that are under way."""
    compared, on = _compared(key)
    after = request.args.get("after", "")[:100]
    comparison = Comparison(compared.before, compared.after)
    batch = rule_effects.open_filings(desk(), comparison, on, after)
    total = rule_effects.number_open(desk())
    return _shown("rulebook.effects_on_open", compared, on, batch, total)


@pages.get("/proposals/<key>/submitted")
@requires(Permission.EDIT_RULES)
def effects_on_submitted(key: str) -> Response:
    """What would have been found in the last submissions."""
    compared, on = _compared(key)
    most = request.args.get("most", TRIED[0], type=row_number)
    most = most if most in TRIED else TRIED[0]
    done = min(_counted("done"), most)
    before = request.args.get("after", None, type=row_number)
    comparison = Comparison(compared.before, compared.after)
    batch = rule_effects.submissions(
        desk(), comparison, on, before, min(rule_effects.BATCH, most - done)
    )
    return _shown("rulebook.effects_on_submitted", compared, on, batch, most, most=most)


def _compared(key: str) -> tuple[rule_comparing.Compared, date]:
    try:
        compared = rule_comparing.compared(desk(), key)
    except BadRule:
        # The page of the proposal says why it no longer fits.
        raise NotFound from None
    return compared, rule_comparing.takes_effect(compared.row, reader.today())


def _shown(
    endpoint: str,
    compared: rule_comparing.Compared,
    on: date,
    batch: Batch,
    total: int,
    **kept: int,
) -> Response:
    key = compared.row.id
    done = _counted("done") + batch.looked_at
    changed = _counted("changed") + len(batch.affected)
    goes_on = batch.next is not None and done < kept.get("most", done + 1)
    told = {"after": batch.next, "done": done, "changed": changed, **kept}
    view = Page(
        key=key,
        reason=compared.row.reason,
        on=on,
        what=endpoint.rpartition("_")[2],
        total=max(total, done) if goes_on else done,
        done=done,
        changed=changed,
        lines=tuple(map(_line, batch.affected[:LISTED])),
        unlisted=max(0, len(batch.affected) - LISTED),
        next=url_for(endpoint, key=key, **told) if goes_on else None,
        asked=kept.get("most", 0),
    )
    template, part = "rulebook/effects.html", "rulebook/_effects.html"
    return page_or_partial(template, part, view=view, tried=TRIED)


def _counted(name: str) -> int:
    """How far the earlier parts got, as their link says; it is only shown."""
    return min(request.args.get(name, 0, type=row_number), 10_000_000)


def _line(affected: Affected) -> Line:
    row = affected.row
    return Line(
        domain=row.main_domain,
        kind=TITLES[Kind(row.kind)],
        province=province_name(row.province[:2]),
        status=reviewer_label(Status(row.status)),
        at=affected.submission.at if affected.submission is not None else row.changed_at,
        signs=tuple(_signs(affected.effect)),
    )


def _signs(effect: Effect) -> Iterator[Sign]:
    for each in effect.come:
        yield _sign(_("多出"), each)
    for each in effect.go:
        yield _sign(_("不再有"), each)
    for _before, after in effect.other:
        yield _sign(_("变为"), after)
    for rule in effect.dark:
        yield Sign(_("改由人工核对"), "", "", rule, "")
    for rule in effect.lit:
        yield Sign(_("不再由人工核对"), "", "", rule, "")


def _sign(change: Any, finding: Finding) -> Sign:
    severity, colour = SEVERITIES[finding.severity]
    return Sign(change, severity, colour, finding.rule, finding.message(language()))
