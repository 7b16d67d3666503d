"""What the rules say of a filing, for its reviewer: today, and when it was handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from domain.filing.events import Submitted
from domain.filing.facts import Noted
from domain.filing.judging import Judgement
from domain.filing.state import Filing
from domain.reference import reasons
from domain.rules.answers import Hit
from domain.rules.findings import Finding
from store.recorded import Recorded
from use_cases import findings
from use_cases.filings import Opened
from views.desk import desk
from views.finding_words import Said, in_reading_order, rule_of, said
from views.language import language
from views.target_words import html_key, label


@dataclass(frozen=True, slots=True)
class Warned:
    """A finding of today. ``href`` leads to the field on the page; ``seen`` says that the
    applicant acknowledged it when the filing was handed in."""

    said: Said
    code: str
    rule: str
    href: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The findings of today, those of the submission that are none any more, and what nobody
    can tell before a person looks. ``submitted_by`` is the version of the rules that was asked
    when the filing was handed in, empty where none was; ``version`` that of today."""

    warned: tuple[Warned, ...]
    gone: tuple[str, ...]
    untold: tuple[tuple[str, str], ...]
    submitted_by: str
    version: str

    @property
    def changed(self) -> bool:
        """Whether the rules are others than those that were asked at the submission."""
        return bool(self.submitted_by) and self.submitted_by != self.version


def rules_of(opened: Opened, today: date) -> Rules | None:
    """What the rules say of the filing; None before its subject is stated."""
    judgement = findings.judge(desk(), opened.filing, today)
    if judgement is None:
        return None
    submission = _last_submission(opened.history)
    noted = submission.findings if submission is not None else ()
    return Rules(
        warned=_warned(judgement, opened.filing, noted),
        gone=_gone(judgement, opened.filing, noted),
        untold=_untold(judgement),
        submitted_by=submission.rule_set if submission is not None else "",
        version=opened.filing.rules.version,
    )


def _last_submission(history: Sequence[Recorded]) -> Submitted | None:
    found = (each.event for each in reversed(history) if isinstance(each.event, Submitted))
    return next(found, None)


def _same(noted: Noted, finding: Finding) -> bool:
    return (noted.rule, noted.target) == (finding.rule, finding.target)


def _warned(judgement: Judgement, filing: Filing, noted: tuple[Noted, ...]) -> tuple[Warned, ...]:
    every = in_reading_order((*judgement.stops, *judgement.warnings), filing)
    return tuple(
        Warned(
            said=said(each, filing),
            code=each.code,
            rule=each.rule,
            href=f"#{html_key(each.target)}",
            seen=any(_same(one, each) for one in noted),
        )
        for each in every
    )


def _gone(judgement: Judgement, filing: Filing, noted: tuple[Noted, ...]) -> tuple[str, ...]:
    today = (*judgement.stops, *judgement.warnings)
    return tuple(
        _("%(place)s：%(words)s", place=label(each.target, filing), words=words_of(each, filing))
        for each in noted
        if not any(_same(each, finding) for finding in today)
    )


def words_of(noted: Noted, filing: Filing) -> str:
    """What the rule said at the submission; the reason of the catalogue where that version of
    the rule is kept no more."""
    rule = rule_of(noted.rule, noted.rule_version, filing.rules)
    if rule is not None:
        return rule.words(language(), Hit(noted.target, noted.evidence))
    return reasons.reason(noted.code).label(language()) if reasons.known(noted.code) else noted.rule


def _untold(judgement: Judgement) -> tuple[tuple[str, str], ...]:
    codes = dict.fromkeys(each.code for each in judgement.findings.untold if each.code)
    return tuple((code, reasons.reason(code).label(language())) for code in codes)
