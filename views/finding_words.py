"""A finding of the rules as people read it: where, what is wrong, how to mend it, who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from domain.filing.state import Filing
from domain.filing.targets import ORDER
from domain.rules.findings import Finding
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet
from views.language import language, listed
from views.target_words import html_key, label


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words. ``href`` leads to where it is mended, None where it cannot be now;
    ``since`` is the first day of the rule, ``checked`` the day on which its sources were read."""

    key: str
    severity: str
    place: str
    words: str
    fix: str
    sources: str
    since: date | None
    checked: date
    href: str | None = None

    @property
    def in_one(self) -> str:
        """Place and words in one line."""
        return _("%(place)s：%(words)s", place=self.place, words=self.words)


def said(finding: Finding, filing: Filing, href: str | None = None) -> Said:
    """The finding in the reader's language."""
    rules = filing.rules
    rule = rule_of(finding.rule, finding.rule_version, rules)
    return Said(
        key=key(finding),
        severity=finding.severity,
        place=label(finding.target, filing),
        words=finding.message(language()),
        fix=finding.fix(language()),
        sources=source_names(rule, rules) if rule is not None else "",
        since=rule.valid_from if rule is not None else None,
        checked=rules.reviewed_on,
        href=href,
    )


def key(finding: Finding) -> str:
    """The finding in a form: another version of the rule is another warning."""
    return f"{finding.rule}@{finding.rule_version}/{html_key(finding.target)}"


def rule_of(rule_id: str, version: str, rules: RuleSet) -> Rule | None:
    """That version of the rule; None where the rules have it no more."""
    try:
        versions = rules.versions(rule_id)
    except KeyError:
        return None
    return next((rule for rule in versions if rule.version == version), None)


def source_names(rule: Rule, rules: RuleSet) -> str:
    """The public names of where the rule was read."""
    return listed(rules.sources[each].label(language()) for each in rule.source)


def in_reading_order(findings: Iterable[Finding], filing: Filing) -> list[Finding]:
    """The findings in the order of the fields, those about the whole at the end."""
    places = {target: place for place, target in enumerate(filing.targets())}
    last = len(places)
    return sorted(findings, key=lambda each: places.get(each.target, last + (each.target == ORDER)))
