"""The what-if planner: which filings something needs, in order, and how long they take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.filing.kinds import NEEDS, IdentityCheck, Kind
from domain.guide.asked import asked
from domain.guide.durations import Stage, span, stages
from domain.guide.plan import Step, plan
from domain.guide.situation import Situation, Wish
from domain.reference.materials import material
from domain.roles import Permission
from domain.rules.decision import built_in
from domain.working_days import add_working_days, shanghai_date
from views.access import requires
from views.desk import desk
from views.guide import reader
from views.guide.blueprint import pages
from views.guide.plan_form import PlanForm
from views.guide.plan_words import ELSEWHERE, HANDS, VERIFIERS, WHO, WHY, WISHES
from views.kind_words import title
from views.language import language
from views.working_calendar import calendar


@dataclass(frozen=True, slots=True)
class StepView:
    """One step in words; ``kind`` is empty for one that is made elsewhere."""

    title: Any
    kind: str
    who: Any
    why: tuple[Any, ...]
    verifiers: Any
    photo: str
    materials: tuple[str, ...]
    hands: tuple[str, ...]
    days: str
    rules: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The steps, and how many working days the filings among them take together. ``by`` is the
    day on which all would be done at the latest, ``estimated`` where its year's working days
    are not known yet."""

    steps: tuple[StepView, ...]
    days: str
    by: date
    estimated: bool


@pages.get("/plan")
@requires(Permission.VISIT)
def show_plan() -> ResponseReturnValue:
    wanted = request.args.get("wish")
    if not wanted:
        return render_template("guide/wishes.html", wishes=WISHES)
    if wanted not in set(Wish):
        abort(404)
    wish = Wish(wanted)
    if not request.args.keys() - {"wish"}:
        return render_template(
            "guide/plan.html", title=WISHES[wish], form=PlanForm.of(wish, None), view=None
        )
    form = PlanForm.of(wish, request.args)
    if not form.validate():
        return render_template("guide/plan.html", title=WISHES[wish], form=form, view=None), 422
    return render_template(
        "guide/plan.html", title=WISHES[wish], form=form, view=_view(form.situation())
    )


def _view(at: Situation) -> PlanView:
    steps = plan(at, built_in())
    every = [stage for step in steps if step.kind for stage in _hands(step.kind, at)]
    least, most = span(every)
    due = add_working_days(desk().clock.now(), most, calendar())
    return PlanView(
        steps=tuple(_step(step, at) for step in steps),
        days=_days(least, most),
        by=shanghai_date(due.at),
        estimated=due.estimated,
    )


def _hands(kind: Kind, at: Situation) -> tuple[Stage, ...]:
    about = reader.rules().about_such(kind, at.nature, at.province, reader.today())
    return stages(kind, about)


def _step(step: Step, at: Situation) -> StepView:
    why = [WHY[step.why]] if step.why else []
    if step.row is not None:
        why += filter(None, (step.row.reason(language()), step.row.advice(language())))
    if step.kind is None:
        return StepView(
            title=ELSEWHERE[step.elsewhere],
            kind="",
            who=WHO.get(step.who, ""),
            why=tuple(why),
            verifiers="",
            photo="",
            materials=(),
            hands=(),
            days="",
            rules="",
        )
    hands = _hands(step.kind, at)
    return StepView(
        title=title(step.kind),
        kind=step.kind.value,
        who=WHO.get(step.who, ""),
        why=tuple(why),
        verifiers=VERIFIERS[NEEDS[step.kind].verifiers],
        photo=_photo(step.kind),
        materials=_materials(step.kind, at),
        hands=tuple(map(_hand, hands)),
        days=_days(*span(hands)),
        rules=url_for(
            "guide.show_asked", province=at.province, nature=at.nature, kind=step.kind.value
        ),
    )


def _materials(kind: Kind, at: Situation) -> tuple[str, ...]:
    """The names of the scans that everybody hands in."""
    found = asked(reader.rules(), kind, at.nature, at.province, reader.today())
    needed = (each.code for each in found.materials if each.need == "required")
    return tuple(material(code).label(language()) for code in needed)


def _photo(kind: Kind) -> str:
    match NEEDS[kind].identity:
        case IdentityCheck.ALWAYS:
            return _("网站负责人上传核验照片")
        case IdentityCheck.IF_PERSON_CHANGES:
            return _("换了网站负责人的，本人上传核验照片")
        case IdentityCheck.NEVER:
            return _("不用")


def _hand(stage: Stage) -> str:
    words = f"{HANDS[stage.hand]} {_days(stage.least, stage.most)}"
    if stage.usual:
        words = _("%(hand)s，通常不超过 %(n)s 个工作日", hand=words, n=stage.usual)
    return _("%(hand)s（换人才有）", hand=words) if stage.maybe else words


def _days(least: int, most: int) -> str:
    if not most:
        return _("立即")
    if least == most:
        return _("%(n)s 个工作日", n=most)
    return _("%(least)s 至 %(most)s 个工作日", least=least, most=most)
