"""The list of all rules, with search and filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import render_template, request, url_for
from flask_babel import gettext as _

from domain.reference import provinces, reasons
from domain.roles import Permission
from domain.rulebook import reviewing
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet
from projections import rule_changes
from use_cases import rule_book
from views.access import requires
from views.desk import desk
from views.fields import clean
from views.guide.words import SEVERITIES
from views.language import language, listed
from views.paging import row_number
from views.rulebook import reader
from views.rulebook.blueprint import pages
from views.rulebook.parts import period, province_name, words_of
from views.rulebook.words import CONFIDENCE

PAGE_SIZE: Final = 50
WHOLE_COUNTRY: Final = "00"
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; an empty text means everything."""

    text: str
    province: str
    severity: str
    code: str
    confidence: str
    overdue: bool

    def fits(self, rule: Rule, overdue: bool) -> bool:
        """Whether the rule is among what is looked for."""
        return (
            (not self.province or _of_place(rule, self.province))
            and self.severity in ("", rule.severity)
            and self.code in ("", rule.code)
            and self.confidence in ("", rule.confidence)
            and (overdue or not self.overdue)
            and self.text.casefold() in _words(rule)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A rule in the list: the version that holds, or else the newest."""

    id: str
    words: str
    severity: Any
    colour: str
    places: str
    code: str
    confidence: str
    period: tuple[Any, str]
    versions: int
    reviewed_on: date
    overdue: bool


@pages.get("")
@requires(Permission.EDIT_RULES)
def rules() -> str:
    asked = _asked()
    lines = list(_lines(asked))
    after = request.args.get("after", 0, type=row_number)
    return render_template(
        "rulebook/rules.html",
        asked=asked,
        choices=_choices(),
        number=len(lines),
        lines=lines[after : after + PAGE_SIZE],
        previous=_page(max(0, after - PAGE_SIZE)) if after else None,
        next=_page(after + PAGE_SIZE) if len(lines) > after + PAGE_SIZE else None,
        waiting=len(rule_book.proposals(desk(), rule_changes.OPEN)),
    )


def _asked() -> Asked:
    def told(name: str) -> str:
        return (clean(request.args.get(name, "")) or "")[:_LONGEST]

    return Asked(
        text=told("text"),
        province=told("province"),
        severity=told("severity"),
        code=told("code"),
        confidence=told("confidence"),
        overdue=bool(told("overdue")),
    )


def _page(after: int) -> str:
    kept = {name: value for name, value in request.args.items() if name != "after" and value}
    return url_for("rulebook.rules", **kept, after=after or None)


def _lines(asked: Asked) -> Iterator[Line]:
    known = reader.edition()
    today, reviewed = reader.today(), reader.reviewed(known)
    for rule_id in dict.fromkeys(rule.id for rule in known.rules.rules):
        rule = shown(known.rules, rule_id, today)
        overdue = reviewing.is_overdue(reviewed[rule_id], today)
        if asked.fits(rule, overdue):
            severity, colour = SEVERITIES[rule.severity]
            yield Line(
                id=rule_id,
                words=words_of(rule),
                severity=severity,
                colour=colour,
                places=places(rule),
                code=rule.code,
                confidence=rule.confidence,
                period=period(rule, today),
                versions=len(known.rules.versions(rule_id)),
                reviewed_on=reviewed[rule_id],
                overdue=overdue,
            )


def shown(known: RuleSet, rule_id: str, today: date) -> Rule:
    """The version that holds today, or else the newest. Raises KeyError."""
    try:
        return known.rule(rule_id, today)
    except KeyError:
        return known.rule(rule_id)


def places(rule: Rule) -> str:
    """Where the rule holds."""
    return listed(map(province_name, rule.provinces)) or _("全国")


def _of_place(rule: Rule, province: str) -> bool:
    if province == WHOLE_COUNTRY:
        return not rule.provinces
    return province in rule.provinces


def _words(rule: Rule) -> str:
    told = (rule.id, rule.message_zh, rule.message_en, rule.fix_zh, rule.fix_en, rule.check)
    return "\n".join((*told, rule.code, rule.material, *map(str, rule.params.values()))).casefold()


def _choices() -> Mapping[str, list[tuple[str, Any]]]:
    there = [(each.code[:2], each.short_label(language())) for each in provinces.provinces()]
    return {
        "province": [("", _("全部")), (WHOLE_COUNTRY, _("全国通用")), *there],
        "severity": [("", _("全部")), *((key, told) for key, (told, _c) in SEVERITIES.items())],
        "code": [("", _("全部")), *((each.code, each.code) for each in reasons.reasons())],
        "confidence": [("", _("全部")), *CONFIDENCE.items()],
    }
