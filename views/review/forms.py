"""The reviewer's form: one verdict for each field and material, read into a command.

The fields depend on the filing, so they are read here by their names: ``verdict:<target>``,
``reason:<target>``, ``severity:<target>``, ``text:<target>``, ``advice:<target>``.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.command import derived_id
from domain.filing.commands import PassReview, ReturnFiling
from domain.filing.facts import Issue, Severity, Stage
from domain.filing.scope import judged
from domain.filing.state import Filing
from domain.filing.targets import ORDER
from domain.reference import reasons
from domain.reference.reasons import Reason
from domain.roles import Actor
from views.fields import clean
from views.target_words import html_key, label

GOOD: Final = "good"
BAD: Final = "bad"
LONGEST: Final = 500
"""Characters of a text to the applicant."""
LONGEST_NOTE: Final = 1000
_CHOICES: Final = frozenset({"", GOOD, BAD})
_ACTS: Final = re.compile(
    r"(?P<how>(?:reclaim_|takeover_)?)(?P<what>pass|return)|mark:(?P<group>.+)"
)
_PARTS: Final = ("verdict", "reason", "severity", "text", "advice")
_HEADS: Final = ("subject", "responsible", "site.person", "site", "access", "material")

Words = str | LazyString


@dataclass
class Verdict:
    """What the reviewer says about one target. ``choice`` is empty, good or bad."""

    target: str
    choice: str = ""
    reason: str = ""
    severity: str = ""
    text: str = ""
    advice: str = ""
    errors: dict[str, Words] = field(default_factory=dict)

    @property
    def weight(self) -> str:
        """The severity that was chosen, or else the reason's own."""
        if self.severity or not reasons.known(self.reason):
            return self.severity
        return reasons.reason(self.reason).severity_at(self.target)

    def issue(self, command_id: str, stage: Stage, bureau_code: int | None = None) -> Issue:
        """The issue of a verdict that was found in order; empty texts become the reason's."""
        known = reasons.reason(self.reason)
        return Issue(
            id=derived_id(command_id, f"issue/{self.target}"),
            target=self.target,
            code=self.reason,
            stage=stage,
            severity=Severity(self.weight),
            text=self.text or known.zh,
            advice=self.advice or known.advice_zh,
            bureau_code=bureau_code,
        )


def fitting(target: str, stage: str) -> tuple[Reason, ...]:
    """The reasons to offer at a target; for a field that has none, those of its neighbours, or
    else those about the whole filing."""
    found = _at_stage(reasons.reasons_for(target), stage)
    if found:
        return found
    head = _head(reasons.generic(target))
    near = [row for row in reasons.reasons() if any(_head(one) == head for one in row.targets)]
    return _at_stage(near or reasons.reasons_for(ORDER), stage)


def _at_stage(rows: Iterable[Reason], stage: str) -> tuple[Reason, ...]:
    return tuple(row for row in rows if stage in row.stages and row.visible)


def _head(target: str) -> str:
    return next((head for head in _HEADS if target.startswith((f"{head}.", f"{head}:"))), target)


@dataclass
class Verdicts:
    """All verdicts of a form, with what is wrong with them. Iterates over nothing: templates
    that list the errors of WTForms fields find none here and take ``summary``."""

    by_target: dict[str, Verdict]
    order: Verdict
    seen: int
    command_id: str
    note: str = ""
    act: str = ""
    form_errors: list[Words] = field(default_factory=list)

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    @property
    def errors(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.form_errors) or any(one.errors for one in self.all())

    def all(self) -> tuple[Verdict, ...]:
        """Every verdict, that on the whole filing last."""
        return (*self.by_target.values(), self.order)

    def summary(self) -> list[dict[str, Any]]:
        """What is wrong with single verdicts, with links, as the error summary lists it."""
        return [
            {
                "text": _("%(where)s：%(words)s", where=label(one.target), words=words),
                "href": f"#{html_key(one.target)}",
            }
            for one in self.all()
            for words in one.errors.values()
        ]

    def problems(self) -> list[Verdict]:
        """The verdicts that name an issue."""
        found = [one for one in self.by_target.values() if one.choice == BAD]
        return [*found, self.order] if self.order.choice == BAD else found

    def judged(self) -> int:
        """How many fields and materials have a verdict."""
        return sum(1 for one in self.by_target.values() if one.choice)

    def blocked(self) -> bool:
        """Whether a return would reject the filing."""
        return any(one.weight == Severity.BLOCKER for one in self.problems())

    def mark_good(self, targets: Iterable[str]) -> None:
        """Judge good what was not judged yet."""
        for target in targets:
            if target in self.by_target and not self.by_target[target].choice:
                self.by_target[target].choice = GOOD

    def forget(self, targets: Iterable[str]) -> None:
        """Take back the choices on these targets; the texts stay."""
        for target in targets:
            if target in self.by_target:
                self.by_target[target].choice = ""

    def renew_command(self) -> None:
        """Make the next sending a command of its own, since this one did nothing."""
        self.command_id = uuid.uuid4().hex

    def accepted(self) -> tuple[str, ...]:
        """The targets judged good."""
        return tuple(one.target for one in self.by_target.values() if one.choice == GOOD)

    def passing(self, actor: Actor, at: datetime) -> PassReview:
        """The command that accepts all."""
        return PassReview(
            command_id=self.command_id,
            actor=actor,
            at=at,
            accepted=self.accepted(),
            seen=self.seen,
            note=self.note,
        )

    def returning(self, actor: Actor, at: datetime) -> ReturnFiling:
        """The command that returns the filing with its issues."""
        issues = tuple(one.issue(self.command_id, Stage.INITIAL) for one in self.problems())
        return ReturnFiling(
            command_id=self.command_id,
            actor=actor,
            at=at,
            accepted=self.accepted(),
            issues=issues,
            seen=self.seen,
            note=self.note,
        )


def fresh(filing: Filing, carried: Iterable[str] = ()) -> Verdicts:
    """An empty form; what an earlier round accepted and nobody changed is judged good."""
    kept = set(carried)
    return Verdicts(
        by_target={
            target: Verdict(target, GOOD if target in kept else "") for target in judged(filing)
        },
        order=Verdict(ORDER),
        seen=filing.content_version,
        command_id=uuid.uuid4().hex,
    )


def read(data: Mapping[str, str], filing: Filing, stage: str = "I") -> Verdicts:
    """The form as it was sent, with every error noted and nothing lost.

    ``stage`` is that of the reasons that may be used: I initial review, B bureau.
    """
    verdicts = Verdicts(
        by_target={target: verdict_from(data, target) for target in judged(filing)},
        order=verdict_from(data, ORDER),
        seen=_number(data.get("seen", "")),
        command_id=data.get("command_id", ""),
        note=(clean(data.get("note")) or ""),
        act=data.get("act", ""),
    )
    if verdicts.order.reason:
        verdicts.order.choice = BAD
    if verdicts.seen == filing.content_version:
        _check(verdicts, data, stage)
    return verdicts


def verdict_from(data: Mapping[str, str], target: str) -> Verdict:
    """What the form says about one target, unchecked."""
    choice, reason, severity, text, advice = (
        clean(data.get(f"{part}:{target}")) or "" for part in _PARTS
    )
    return Verdict(target, choice, reason, severity, text, advice)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1


def _check(verdicts: Verdicts, data: Mapping[str, str], stage: str) -> None:
    """Shape only: whether the verdicts together make a decision is the domain's to say."""
    if re.fullmatch(r"[0-9a-f]{32}", verdicts.command_id) is None:
        verdicts.form_errors.append(_l("请刷新页面后再提交。"))
        verdicts.renew_command()
    known = verdicts.by_target.keys() | {ORDER}
    for name in data:
        part, colon, target = name.partition(":")
        if colon and part in _PARTS and target not in known:
            verdicts.form_errors.append(_l("表单里有本备案没有的项目，请刷新页面后重新判定。"))
            break
    if len(verdicts.note) > LONGEST_NOTE:
        verdicts.form_errors.append(_l("内部备注最多 1000 个字，请缩短。"))
    match = act_of(verdicts.act)
    if match is None:
        verdicts.form_errors.append(_l("请用页面上的按钮提交。"))
    if match is None or match["what"]:
        for verdict in verdicts.all():
            check_verdict(verdict, stage)
    if match is not None and match["what"] == "pass" and verdicts.problems():
        verdicts.form_errors.append(
            _l("有项目被判为“有问题”，不能通过。请改为“通过”，或退回申请人。")
        )


def act_of(act: str) -> re.Match[str] | None:
    """The button that was used: ``what`` (pass, return) and ``how``, a ``group`` to mark, or
    neither for the button that only keeps the claim."""
    return _ACTS.fullmatch(act)


def check_verdict(verdict: Verdict, stage: str) -> None:
    """Note what is wrong with one verdict. ``stage`` is that of the reasons that may be used."""
    if verdict.choice not in _CHOICES:
        verdict.choice = ""
        verdict.errors["verdict"] = _l("请选择“通过”或“有问题”。")
    if verdict.choice != BAD:
        return
    offered = {row.code for row in fitting(verdict.target, stage)}
    if not verdict.reason:
        verdict.errors["reason"] = _l("请选择理由。")
    elif verdict.reason not in offered:
        verdict.errors["reason"] = _l("这个理由不适用于本项，请从列表中选择。")
    if verdict.severity not in {"", *Severity}:
        verdict.severity = ""
        verdict.errors["severity"] = _l("请选择“可修改”或“驳回级”。")
    for part, words in (
        ("text", _l("问题说明最多 500 个字。")),
        ("advice", _l("修改建议最多 500 个字。")),
    ):
        if len(getattr(verdict, part)) > LONGEST:
            verdict.errors[part] = words
