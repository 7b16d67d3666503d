"""The last look before a filing is handed in: every answer, what is missing, the agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, make_response, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import validators
from wtforms.fields.choices import SelectChoice

from domain.command import derived_id
from domain.filing import policy
from domain.filing.commands import AcceptAgreements
from domain.filing.completeness import Missing
from domain.filing.events import AgreementsAccepted
from domain.filing.refusals import (
    AgreementsMissing,
    Incomplete,
    IssuesOpen,
    RulesBroken,
    WarningsOpen,
)
from domain.filing.sheets import is_overtaken
from domain.filing.state import Filing
from domain.personal import Personal
from domain.reference import agreements
from domain.refusal import StaleVersion
from domain.roles import Permission
from domain.rules.findings import Finding
from use_cases import accesses, filings, findings
from use_cases.filings import Opened
from views.access import current_actor, requires
from views.desk import desk
from views.fields import CheckboxesField, CheckboxField, SeenForm
from views.filing import forecast, reader, type_again
from views.filing.answers import Answers, Card
from views.filing.blueprint import pages
from views.filing.findings import Found, found, judged
from views.filing.forecast import Forecast
from views.filing.places import Places
from views.finding_words import in_reading_order, key, said
from views.htmx import go_to
from views.language import language
from views.target_words import slot_label


class AgreementsForm(SeenForm):
    """A box for each agreement; the boxes are added below, for those in force. The warnings of
    the rules have a box each, too, as soon as it is known which there are."""

    acknowledged = CheckboxesField(
        _l("我已看过以下提醒，仍按现在的内容提交"), choices=[], validate_choice=False
    )

    def ask(self, open_: tuple[Finding, ...], filing: Filing) -> None:
        """Offer a box for each warning that is still open."""
        self.acknowledged.choices = [
            SelectChoice(key(each), said(each, filing).in_one)
            for each in in_reading_order(open_, filing)
        ]

    def unticked(self, open_: tuple[Finding, ...]) -> bool:
        """Whether a warning has no tick; then a message stands beside the boxes."""
        ticked = set(self.acknowledged.data or ()) if open_ else set()
        missing = any(key(each) not in ticked for each in open_)
        if missing:
            self.refuse("acknowledged", _("请逐条看过提醒，勾选后再继续。"))
        return missing


def _title(agreement: agreements.Agreement) -> LazyString:
    """The title in the language of whoever reads the form."""
    return LazyString(lambda: agreement.label(language()))


for _agreement in agreements.current():
    setattr(
        AgreementsForm,
        f"agree_{_agreement.id}",
        CheckboxField(
            _l("我已阅读并同意《%(title)s》", title=_title(_agreement)),
            [
                validators.InputRequired(
                    _l("请阅读《%(title)s》，勾选同意后再继续。", title=_title(_agreement))
                )
            ],
        ),
    )


@dataclass(frozen=True)
class Gap:
    """Something that is missing, and where it is filled in."""

    text: str
    href: str


@dataclass(frozen=True)
class Check:
    """The page. ``agreed_at`` is set where the agreements in force were accepted before;
    ``look_again`` is a command id while the filing's type is not known."""

    filing_id: str
    cards: tuple[Card, ...]
    gaps: tuple[Gap, ...]
    open_issues: int
    agreements: tuple[agreements.Agreement, ...]
    agreed_at: datetime | None
    overtaken: bool
    look_again: str | None
    found: Found
    forecast: Forecast | None

    @property
    def ready(self) -> bool:
        """Whether nothing stands against handing it in."""
        return not self.gaps and not self.open_issues and not self.found.stops


@pages.get("/<filing_id>/check")
@requires(Permission.READ_OWN_FILINGS)
def check(filing_id: str) -> Response:
    opened = checkable(filing_id)
    form = AgreementsForm(formdata=None)
    return _page(opened, form)


@pages.post("/<filing_id>/check")
@requires(Permission.FILE)
def agree(filing_id: str) -> Response:
    opened = checkable(filing_id)
    form = AgreementsForm()
    judgement = judged(opened)
    open_ = judgement.open if judgement is not None else ()
    if agreed_at(opened) is not None:
        # The boxes were not shown: what was agreed to stands in the log already.
        for agreement in agreements.current():
            del form[f"agree_{agreement.id}"]
    # Both are asked, so that one answer names every box that is open.
    agreed, unread = form.validate(), form.unticked(open_)
    if not agreed or unread or (judgement and judgement.stops):
        return _page(opened, form, 422)
    actor = current_actor()
    findings.acknowledge(
        desk(),
        filing_id,
        actor=actor,
        at=reader.now(),
        command_id=derived_id(form.command_id.data or "", "warnings"),
        warnings=open_,
    )
    command = AcceptAgreements(
        command_id=form.command_id.data or "",
        actor=actor,
        at=reader.now(),
        consents=agreements.current_consents(),
        network_address=Personal(actor.id, "network_address", request.remote_addr or "-"),
        seen=form.seen.data or 0,
    )
    try:
        filings.handle(desk(), filing_id, command)
    except (Incomplete, IssuesOpen):
        return _page(reader.own(filing_id), form, 422)
    except StaleVersion:
        return _page(reader.own(filing_id), form, 409)
    return go_to(url_for("filing.notice", filing_id=filing_id))


def checkable(filing_id: str) -> Opened:
    """The reader's own filing while it can be handed in; else its status page is shown."""
    opened = reader.own(filing_id)
    filing = opened.filing
    if filing.status not in policy.EDITABLE or policy.refusal_unmapped(filing):
        raise reader.GoTo(url_for("filing.status", filing_id=filing_id))
    return opened


def agreed_at(opened: Opened) -> datetime | None:
    """When the agreements in force were accepted; None while they are not."""
    if set(opened.filing.consents) != set(agreements.current_consents()):
        return None
    accepted = [each for each in opened.history if isinstance(each.event, AgreementsAccepted)]
    return accepted[-1].time if accepted else None


def hindrance(opened: Opened) -> type[Exception] | None:
    """Why the filing cannot be handed in now; None where it can."""
    if policy.open_issues(opened.filing):
        return IssuesOpen
    if accesses.missing(desk(), opened.filing, reader.today()):
        return Incomplete
    judgement = judged(opened)
    if judgement is not None and judgement.stops:
        return RulesBroken
    if judgement is not None and judgement.open:
        return WarningsOpen
    return None if agreed_at(opened) else AgreementsMissing


def _page(opened: Opened, form: AgreementsForm, status: int = 200) -> Response:
    form.seen.data = opened.filing.content_version
    form.seen.raw_data = None
    places = Places(opened, "check")
    missing = accesses.missing(desk(), opened.filing, reader.today())
    judgement = judged(opened)
    form.ask(judgement.open if judgement is not None else (), opened.filing)
    view = Check(
        filing_id=opened.id,
        cards=Answers(opened, places).cards(),
        gaps=tuple(gap(each, opened, places) for each in missing),
        open_issues=len(policy.open_issues(opened.filing)),
        agreements=agreements.current(),
        agreed_at=agreed_at(opened),
        overtaken=status == 409,
        look_again=type_again.command_id(opened.filing),
        found=found(opened, judgement, places),
        forecast=forecast.of(opened.filing, judgement),
    )
    return make_response(render_template("filing/check.html", view=view, form=form), status)


def gap(missing: Missing, opened: Opened, places: Places) -> Gap:
    """A missing part in words, with the page where it is done."""
    site = missing.section.partition(":")[2]
    name = opened.filing.sites[site].name if site in opened.filing.sites else ""
    match missing.what:
        case "subject" if opened.filing.subject is None:
            text = _("填写主办单位和负责人")
        case "subject":
            text = _("更正主办单位或负责人的信息：有内容已不符合要求")
        case "site" if not name:
            text = _("添加网站")
        case "site":
            text = _("更正网站“%(name)s”的信息：有内容已不符合要求", name=name)
        case "change":
            text = _("变更至少一项内容：现在与备案记录完全一致")
        case "explanation":
            text = _("说明原因")
        case "hosting":
            text = _(
                "更正网站“%(name)s”的接入信息：服务器、授权码或 IP 地址现在不能使用", name=name
            )
        case "access":
            text = _("填写网站“%(name)s”的接入信息", name=name)
        case "domain":
            text = _("把域名 %(domain)s 填到一个网站中", domain=missing.detail)
        case _ if is_overtaken(opened.filing, site):
            text = _(
                "重新打印、签名并上传%(what)s：它显示的内容有修改",
                what=slot_label(site, opened.filing),
            )
        case _:
            text = _("上传%(what)s", what=slot_label(site, opened.filing))
    return Gap(text, places.section(missing.section))
