"""What reviewers, officers, the ministry, the bureau and the clock did, in words."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing import events as e
from domain.reference import provinces, tables
from views.audit.scene import Scene, Told, due, file_words, named, note, when
from views.language import listed

_WORK: Final[dict[str, LazyString]] = {
    "review": _l("初审"),
    "identity": _l("核验照片审核"),
    "report": _l("上报"),
    "bureau": _l("管局审核"),
}


def of_review(event: Any, scene: Scene) -> Told | None:
    """What the review did; None for an event of another hand."""
    match event:
        case e.Claimed(taken_from=None, until=until):
            return Told(_("领取备案单"), (_("领取有效至 %(when)s", when=when(until)),))
        case e.Claimed(taken_from=before, until=until):
            title = _("从%(whom)s处接管备案单", whom=scene.account(before or ""))
            return Told(title, (_("领取有效至 %(when)s", when=when(until)),))
        case e.ClaimRenewed(until=until):
            return Told(_("延长领取"), (_("领取有效至 %(when)s", when=when(until)),))
        case e.Released(cause="expired", reviewer=reviewer):
            return Told(_("%(who)s的领取到期，自动释放", who=scene.account(reviewer)))
        case e.Released():
            return Told(_("放回队列"))
        case e.InitialPassed(accepted=accepted, identity_needed=needed):
            rest = _("下一步：真实性核验") if needed else _("下一步：上报管局")
            lines = (_("通过 %(n)s 项", n=len(accepted)), rest, due(event.due_at))
            return Told(_("初审通过"), (*lines, *note(event.note)))
        case e.FixRequested():
            return Told(_("退回修改（待修改）"), _returned(event, scene), "problem")
        case e.Rejected():
            return Told(_("初审驳回"), _returned(event, scene), "problem")
        case e.IdentityAccepted(person=person, complete=complete):
            rest = _("全部核验照片已通过") if complete else _("还有照片待审核")
            title = _("%(name)s的核验照片通过", name=scene.person(person))
            return Told(title, (rest, due(event.due_at)))
        case e.IdentityRejected(person=person):
            title = _("%(name)s的核验照片不通过", name=scene.person(person))
            return Told(title, (*scene.issues(event.issues), *note(event.note)), "problem")
        case e.RefusalMapped():
            lines = (*scene.issues(event.issues), *note(event.note))
            return Told(_("把管局意见对应到字段，通知申请人"), lines)
        case _:
            return None


def of_ministry(event: Any, scene: Scene) -> Told | None:
    """What went to the ministry and came back; None for an event of another hand."""
    match event:
        case e.ReportedToMiit(persons=persons, attempt=attempt, province=code):
            lines = (
                _("报送地：%(province)s", province=named(provinces.province, code)),
                _("需短信核验：%(people)s", people=scene.people(persons))
                if persons
                else _("不需要短信核验"),
            )
            return Told(_("第 %(n)s 次上报管局", n=attempt), lines)
        case e.ReportFailed(code=code, text=text):
            return Told(_("上报失败"), _answer(code, text), "problem")
        case e.SmsDispatched(persons=persons, expires_at=until):
            lines = (scene.people(persons), _("验证码在 %(when)s 前有效", when=when(until)))
            return Told(_("工信部发出核验短信"), lines)
        case e.SmsVerified(person=person):
            return Told(_("%(name)s完成短信核验", name=scene.person(person)))
        case e.SmsCompleted():
            promise = due(event.due_at, event.due_estimated)
            return Told(_("短信核验全部完成，进入管局审核"), (promise,))
        case e.Concluded(subject_number=number, website_numbers=numbers):
            return Told(_("办结"), tuple(filter(None, [number, *numbers.values()])))
        case e.BureauReviewStarted():
            return Told(_("进入管局审核"), (due(event.due_at, event.due_estimated),))
        case e.SmsFailed(cause="attempts"):
            return Told(_("短信核验失败：验证码错误次数超限"), state="problem")
        case e.SmsFailed():
            return Told(_("短信核验失败：24 小时内未完成"), state="problem")
        case e.BureauApproved(subject_number=number, website_numbers=numbers):
            sites = (
                _("%(what)s：%(name)s", what=scene.site(site), name=found)
                for site, found in numbers.items()
            )
            due_on = event.public_security_due_on
            last = (_("公安备案应在 %(day)s 前办理", day=due_on),) if due_on else ()
            title = _("管局审核通过，主体备案号 %(number)s", number=number)
            return Told(title, (*sites, *last))
        case e.BureauRejected(code=code, text=text):
            return Told(_("管局驳回"), _answer(code, text), "problem")
        case _:
            return None


def of_clock(event: Any, scene: Scene) -> Told | None:
    """What became due; None for another event."""
    match event:
        case e.Expired():
            return Told(_("45 天没有操作，订单失效"), state="problem")
        case e.IdentityEvidenceExpired(person=person, needed=needed):
            title = _("%(name)s的核验照片 72 小时内未审核，已过期", name=scene.person(person))
            return Told(title, (_("已请本人重新拍照"),) if needed else (), "problem")
        case e.IdleReminderDue(days=days, expires_on=day):
            return Told(_("提醒申请人：已 %(n)s 天没有操作，%(day)s 失效", n=days, day=day))
        case e.SmsReminderDue(hours=hours, waiting=waiting):
            title = _("提醒完成短信核验：已发出 %(n)s 小时", n=hours)
            return Told(title, (scene.people(waiting),))
        case e.ReviewOverdue(what=what):
            return Told(_("超过承诺时限：%(work)s", work=_WORK.get(what, what)), state="problem")
        case e.PublicSecurityReminderDue(day=day):
            return Told(_("提醒办理公安备案：备案成功已 %(n)s 天", n=day))
        case e.RulesChanged(rules=rules, holds_on=day):
            title = _("规则有变化，已通知申请人；%(day)s 起全部生效", day=day)
            return Told(title, (listed(rules),))
        case e.MaterialRead(slot=slot, texts=texts):
            what = scene.slot(slot)
            return Told(_("识别证件图片的文字：%(what)s，%(n)s 项", what=what, n=len(texts)))
        case e.MaterialsPurged(slots=slots, files=files):
            what = listed(scene.slot(slot) for slot in slots)
            digests = tuple(file_words(file) for file in files)
            title = _("保存期限已到，删除资料图片 %(n)s 个文件", n=len(files))
            return Told(title, (what, *digests))
        case _:
            return None


def _returned(event: e.FixRequested | e.Rejected, scene: Scene) -> tuple[str, ...]:
    accepted = _("其余 %(n)s 项通过", n=len(event.accepted))
    return (*scene.issues(event.issues), accepted, *note(event.note))


def _answer(code: int, text: str) -> tuple[str, ...]:
    """The ministry's code with its meaning, and its own words."""
    meaning = named(tables.result_code, code)
    line = _("代码 %(code)s", code=code)
    if meaning != str(code):
        line = _("代码 %(code)s：%(meaning)s", code=code, meaning=meaning)
    return (line, text) if text else (line,)
