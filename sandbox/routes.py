"""The sandbox's pages: the bureau's desk, the inboxes, the verification, the clock."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, request, url_for
from flask import render_template as render
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from domain.reference.provinces import by_code
from gateways.clock import FactorClock
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.desk import DeskReport, NotOnTheDesk
from gateways.miit.sandbox.settings import Behaviour
from gateways.miit.sandbox.verification import Answer, AnswerCode
from gateways.miit.sandbox.work import State
from sandbox.forms import LEAPS, BehaviourForm, FactorForm, LeapForm, RefusalForm, VerifyForm
from sandbox.words import PANELS, STATES, detail, message
from views.kind_words import title
from views.language import COOKIE, LANGUAGES, language

pages = Blueprint("sandbox", __name__)

_YEAR_SECONDS = 365 * 24 * 3600


def bureau() -> Bureau:
    """The simulated ministry of this program."""
    found: Bureau = current_app.extensions["bureau"]
    return found


@pages.app_context_processor
def words() -> dict[str, Any]:
    """What every page of the sandbox shows."""
    return {
        "states": STATES,
        "detail": detail,
        "kind_title": title,
        "now": bureau().now(),
        "State": State,
        "province": lambda code: by_code[code].label(language()) if code in by_code else code,
    }


@pages.after_app_request
def keep_nothing(response: Response) -> Response:
    """Pages with codes and messages stay out of every cache."""
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/")
def desk() -> str:
    form = BehaviourForm(obj=bureau().behaviour())
    return render("sandbox/desk.html", reports=bureau().reports(), form=form)


@pages.post("/behaviour")
def behave() -> AnyResponse | tuple[str, int]:
    form = BehaviourForm()
    if not form.validate():
        return render("sandbox/desk.html", reports=bureau().reports(), form=form), 422
    bureau().behave(
        Behaviour(
            approve_after=form.approve_after.data,
            refuse_next=form.refuse_next.data,
            disorder=form.disorder.data,
            silent=form.silent.data,
        )
    )
    flash(_("设置已保存。"), "success")
    return redirect(url_for("sandbox.desk"), 303)


@pages.get("/reports/<report_id>")
def report(report_id: str) -> str:
    return render("sandbox/report.html", report=_report(report_id), form=RefusalForm(language()))


@pages.post("/reports/<report_id>/approve")
def approve(report_id: str) -> AnyResponse | tuple[str, int]:
    found = _report(report_id)
    try:
        bureau().approve(report_id)
    except NotOnTheDesk:
        return _not_on_the_desk(found)
    flash(_("已通过，备案号已分配。"), "success")
    return redirect(url_for("sandbox.report", report_id=report_id), 303)


@pages.post("/reports/<report_id>/refuse")
def refuse(report_id: str) -> AnyResponse | tuple[str, int]:
    found = _report(report_id)
    form = RefusalForm(language())
    if not form.validate():
        return render("sandbox/report.html", report=found, form=form), 422
    try:
        bureau().refuse(report_id, form.code.data, form.text.data)
    except NotOnTheDesk:
        return _not_on_the_desk(found)
    flash(_("已退回。"), "success")
    return redirect(url_for("sandbox.report", report_id=report_id), 303)


@pages.get("/inbox")
def inbox() -> str:
    return render("sandbox/inbox.html", messages=bureau().texts())


@pages.get("/mail")
def mail() -> str:
    return render("sandbox/mail.html", messages=bureau().mails())


@pages.get("/verify")
def verification() -> str:
    return render("sandbox/verify.html", form=VerifyForm())


@pages.post("/verify")
def verify() -> AnyResponse | tuple[str, int] | str:
    form = VerifyForm()
    if request.form.get("act") == "resend":
        return _resend(form)
    if not form.validate_with_code():
        return render("sandbox/verify.html", form=form), 422
    answer = bureau().verify(form.mobile.data, form.code.data, form.certificate_end.data)
    if answer.code in PANELS:
        return redirect(url_for("sandbox.verified", code=int(answer.code)), 303)
    return _refused(form, answer)


@pages.get("/verify/<int:code>")
def verified(code: int) -> str:
    if code not in PANELS:
        abort(404)
    heading, text = PANELS[AnswerCode(code)]
    return render("sandbox/verified.html", heading=heading, text=text, code=code)


@pages.get("/clock")
def clock() -> str:
    return _clock_page(FactorForm(factor=_speed()), LeapForm())


@pages.post("/clock/factor")
def set_factor() -> AnyResponse | tuple[str, int]:
    form = FactorForm()
    if not form.validate():
        return _clock_page(form, LeapForm(formdata=None)), 422
    _settable().set_factor(form.factor.data)
    flash(_("时钟倍速已设为 %(n)s。", n=f"{form.factor.data:g}"), "success")
    return redirect(url_for("sandbox.clock"), 303)


@pages.post("/clock/advance")
def advance() -> AnyResponse | tuple[str, int]:
    form = LeapForm()
    if not form.validate():
        return _clock_page(FactorForm(formdata=None, factor=_speed()), form), 422
    by, label = LEAPS[form.leap.data]
    _settable().advance(by)
    flash(_("时钟已向前 %(time)s。", time=label), "success")
    return redirect(url_for("sandbox.clock"), 303)


@pages.post("/language")
def switch_language() -> AnyResponse:
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    back = request.form.get("next", "")
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = redirect(back if inside else "/", 303)
    response.set_cookie(COOKIE, chosen, max_age=_YEAR_SECONDS, samesite="Lax", httponly=True)
    return response


def _report(report_id: str) -> DeskReport:
    found = bureau().find(report_id)
    return abort(404) if found is None else found


def _not_on_the_desk(found: DeskReport) -> tuple[str, int]:
    flash(_("这份备案现在不在管局审核中，没有办理。请看下面的最新状态。"), "error")
    form = RefusalForm(language(), formdata=None)
    return render("sandbox/report.html", report=found, form=form), 409


def _resend(form: VerifyForm) -> tuple[str, int] | str:
    form.code.data = ""
    if not form.validate_for_resend():
        return render("sandbox/verify.html", form=form), 422
    answer = bureau().resend(form.mobile.data, form.certificate_end.data)
    if answer.code is AnswerCode.RESENT:
        return render("sandbox/verify.html", form=form, resent=True)
    return _refused(form, answer)


def _refused(form: VerifyForm, answer: Answer) -> tuple[str, int]:
    form.refuse(*message(answer))
    return render("sandbox/verify.html", form=form, answer=answer), 422


def _settable() -> FactorClock:
    found = bureau().clock
    return found if isinstance(found, FactorClock) else abort(404)


def _speed() -> str | None:
    found = bureau().clock
    return f"{found.factor:g}" if isinstance(found, FactorClock) else None


def _clock_page(factor: FactorForm, leap: LeapForm) -> str:
    return render("sandbox/clock.html", form=factor, leap_form=leap, speed=_speed())
