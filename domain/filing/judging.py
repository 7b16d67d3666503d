"""What the rules say of a filing at the moment it is to be handed in: what stops it, and what
the applicant has to acknowledge first."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import asdict, replace

from domain.filing import commands as c
from domain.filing import policy
from domain.filing.drafting import case_of
from domain.filing.events import FilingEvent, WarningsAcknowledged
from domain.filing.facts import Noted, Warned
from domain.filing.refusals import NotEditable, RulesBroken, WarningsOpen
from domain.filing.state import Filing
from domain.filing.targets import ORDER
from domain.rules.case import Case, Known
from domain.rules.findings import Finding, Findings, find
from domain.working_days import shanghai_date


class Judgement(msgspec.Struct, frozen=True):
    """All findings about a filing, sorted by what they mean for the applicant.

    ``stops`` keep it from being handed in; ``warnings`` are to be acknowledged, ``open`` are
    those that are not yet; ``told`` only inform. Missing scans are none of these: completeness
    tells of them.
    """

    findings: Findings
    stops: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    open: tuple[Finding, ...]
    told: tuple[Finding, ...]


def judge(filing: Filing, known: Known, today: date) -> Judgement | None:
    """What the filing's rules find today; None before the subject is stated.

    A hard finding about what cannot be changed now (the register has it so, or a reviewer
    accepted it) would be a dead end. It is a warning: the applicant is told, a reviewer decides.
    """
    case = case_on(filing, known, today)
    if case is None:
        return None
    found = find(case, filing.rules)
    hard = found.of("hard")
    stops = tuple(each for each in hard if policy.can_edit(filing, each.target))
    warnings = tuple(each for each in found.of("hard", "warn") if each not in stops)
    return Judgement(
        findings=found,
        stops=stops,
        warnings=warnings,
        open=tuple(each for each in warnings if not is_acknowledged(filing, each)),
        told=found.of("info"),
    )


def case_on(filing: Filing, known: Known, today: date) -> Case | None:
    """What rules look at today, with what is known around the filing; None before the subject
    is stated."""
    case = case_of(filing)
    if case is None:
        return None
    return replace(case, known=_together(case.known, known), on=today)


def _together(copied: Known, around: Known) -> Known:
    """What the filing copied from its record, and for the rest what is known around it."""
    told = {name: value for name, value in asdict(copied).items() if value is not None}
    return replace(around, **{name: value for name, value in told.items() if value != {}})


def warned(finding: Finding) -> Warned:
    """What an acknowledgement of the finding names."""
    return Warned(finding.rule, finding.rule_version, finding.target)


def is_acknowledged(filing: Filing, finding: Finding) -> bool:
    """Whether the applicant acknowledged it, and has not changed since what it is about."""
    version = filing.acknowledged.get(warned(finding))
    if version is None:
        return False
    if finding.target == ORDER:
        return filing.content_version <= version
    return filing.changed.get(finding.target, 0) <= version


def acknowledge(command: c.AcknowledgeWarnings, filing: Filing) -> list[FilingEvent]:
    """Notes those of the named warnings that stand there now and are still open."""
    policy.ensure(policy.possible(type(command), filing), NotEditable(status=filing.status))
    judged = judge(filing, command.known, shanghai_date(command.at))
    still_open = tuple(warned(each) for each in judged.open) if judged is not None else ()
    noted = tuple(each for each in still_open if each in command.warnings)
    return [WarningsAcknowledged(noted, command.at)] if noted else []


def judged_for_submission(command: c.Submit, filing: Filing) -> Judgement | None:
    """What the rules find now; None where the command was made without asking them. Raises
    RulesBroken and WarningsOpen."""
    if command.known is None:
        return None
    judged = judge(filing, command.known, shanghai_date(command.at))
    if judged is not None:
        stops = tuple(each.rule for each in judged.stops)
        policy.ensure(not stops, RulesBroken(rules=stops))
        still_open = tuple(each.rule for each in judged.open)
        policy.ensure(not still_open, WarningsOpen(rules=still_open))
    return judged


def noted(judged: Judgement | None) -> tuple[Noted, ...]:
    """The findings as they are kept with a submission, without words: the rules have those."""
    if judged is None:
        return ()
    return tuple(
        Noted(
            target=each.target,
            severity=each.severity,
            code=each.code,
            rule=each.rule,
            rule_version=each.rule_version,
            evidence=each.evidence,
        )
        for each in judged.warnings
    )
