"""Every event in words, made from the event itself."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import LazyString, lazy_pgettext, pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.access import events as a
from views.audit import words_applicant, words_register, words_staff
from views.audit.scene import Scene, Told
from views.language import listed
from views.target_words import label

KINDS: Final[dict[str, LazyString]] = {
    "filing.started": lazy_pgettext("event", "开始备案"),
    "filing.type_determined": _l("确定备案类型"),
    "filing.subject_recorded": _l("填写或修改主体信息"),
    "filing.site_recorded": _l("填写或修改网站"),
    "filing.site_removed": _l("删除网站"),
    "filing.access_recorded": lazy_pgettext("event", "填写接入信息"),
    "filing.material_uploaded": lazy_pgettext("event", "上传资料"),
    "filing.material_removed": _l("删除资料"),
    "filing.upload_link_issued": _l("生成手机上传链接"),
    "filing.issue_answered": _l("说明处理情况"),
    "filing.agreements_accepted": _l("同意承诺与授权"),
    "filing.warnings_acknowledged": _l("确认规则提醒"),
    "filing.submitted": lazy_pgettext("event", "提交初审"),
    "filing.resubmitted_unchanged": lazy_pgettext("event", "原样重新提交"),
    "filing.withdrawn": lazy_pgettext("event", "撤回修改"),
    "filing.abandoned": lazy_pgettext("event", "放弃备案"),
    "filing.claimed": _l("领取或接管"),
    "filing.released": lazy_pgettext("event", "释放"),
    "filing.initial_passed": _l("初审通过"),
    "filing.fix_requested": _l("退回修改"),
    "filing.rejected": _l("初审驳回"),
    "filing.identity_link_issued": _l("生成核验照片链接"),
    "filing.identity_link_opened": _l("打开核验照片链接"),
    "filing.identity_link_revoked": _l("作废核验照片链接"),
    "filing.identity_evidence_submitted": lazy_pgettext("event", "上传核验照片"),
    "filing.identity_accepted": _l("核验照片通过"),
    "filing.identity_rejected": _l("核验照片不通过"),
    "filing.identity_evidence_expired": _l("核验照片过期"),
    "filing.reported_to_miit": lazy_pgettext("event", "上报管局"),
    "filing.report_failed": _l("上报失败"),
    "filing.sms_dispatched": _l("发出核验短信"),
    "filing.sms_verified": _l("一人完成短信核验"),
    "filing.sms_completed": _l("短信核验全部完成"),
    "filing.sms_failed": _l("短信核验失败"),
    "filing.sms_reminder_due": _l("短信核验提醒"),
    "filing.bureau_approved": _l("管局通过"),
    "filing.record_copied": _l("取得备案记录的信息"),
    "filing.explained": _l("说明注销或取消的原因"),
    "filing.domain_stated": _l("填写域名信息"),
    "filing.bureau_review_started": _l("进入管局审核"),
    "filing.concluded": _l("办结"),
    "filing.handed_over": _l("转到另一个账号"),
    "filing.bureau_rejected": _l("管局驳回"),
    "filing.refusal_mapped": _l("管局意见对应到字段"),
    "filing.expired": _l("订单失效"),
    "filing.idle_reminder_due": _l("未完成提醒"),
    "filing.review_overdue": _l("超过承诺时限"),
    "filing.public_security_reminder_due": _l("公安备案提醒"),
    "filing.public_security_recorded": _l("填写公安备案号"),
    "filing.rules_changed": _l("规则变化影响这份备案"),
    "filing.material_read": _l("识别证件图片的文字"),
    "filing.materials_purged": _l("按保存期限删除资料图片"),
    "hosting.resource_registered": _l("登记服务器"),
    "hosting.resource_prolonged": _l("服务器续期"),
    "hosting.resource_handed_over": _l("服务器转给账号"),
    "hosting.resource_withdrawn": _l("收回服务器"),
    "hosting.resource_ends_soon": _l("服务器到期提醒"),
    "hosting.codes_issued": _l("生成备案授权码"),
    "hosting.code_granted": _l("授权码转给账号"),
    "hosting.codes_voided": _l("授权码作废"),
    "calendar.days_entered": _l("录入节假日和调休"),
    "pools.ranges_added": _l("增加 IP 地址段"),
    "pools.range_removed": _l("移除 IP 地址段"),
    "rulebook.proposed": _l("提出规则修改"),
    "rulebook.published": _l("发布规则修改"),
    "rulebook.declined": _l("否决规则修改"),
    "rulebook.reviewed": _l("复核规则"),
    **words_register.KINDS,
    "access.value_revealed": lazy_pgettext("event", "查看完整信息"),
    "access.scan_viewed": lazy_pgettext("event", "查看图片"),
    "access.sheet_printed": _l("取得核验单"),
    "access.searched": _l("审计检索"),
    "access.person_erased": _l("删除个人信息"),
}
"""Stored name -> what that kind of event is called in lists."""

SEARCHED_BY: Final[dict[str, LazyString]] = {
    "filing": _l("备案编号"),
    "number": _l("备案号"),
    "domain": _l("域名"),
    "name": _l("单位名称"),
    "certificate": _l("主体证件号码"),
    "mobile": _l("负责人手机号码"),
    "stream": _l("备案"),
    "actor": _l("操作人"),
    "event": _l("事件"),
    "since": _l("开始日期"),
    "until": _l("结束日期"),
}


def kind_words(name: str) -> str:
    """What a kind of event is called; its stored name where it has no words."""
    return str(KINDS.get(name, name))


def told(event: Any, scene: Scene) -> Told:
    """What happened to the filing."""
    hands = (
        words_applicant.told,
        words_staff.of_review,
        words_staff.of_ministry,
        words_staff.of_clock,
    )
    found = (hand(event, scene) for hand in hands)
    return next((words for words in found if words is not None), Told(type(event).__name__))


def told_of_access(event: a.AccessEvent, scene: Scene) -> Told:
    """Who saw or erased what of the filing's personal data."""
    match event:
        case a.ValueRevealed(target=target, reason=reason, version=version):
            lines = (_("理由：%(reason)s", reason=reason),)
            if version:
                lines += (_("第 %(n)s 版的内容", n=version),)
            what = label(target, scene.after)
            return Told(_("查看完整信息：%(what)s", what=what), lines, "look")
        case a.ScanViewed(slot=slot):
            return Told(_("查看图片：%(what)s", what=scene.slot(slot)), state="look")
        case a.SheetPrinted(site=site, completed=completed):
            words = (
                _("取得网站“%(name)s”填好审核结果的核验单")
                if completed
                else _("取得网站“%(name)s”的核验单")
            )
            return Told(words % {"name": scene.site(site)}, state="look")
        case a.PersonErased(person=person, reason=reason):
            lines = (_("理由：%(reason)s", reason=reason), _("编号 %(id)s", id=person))
            return Told(_("按法定要求删除一位负责人的个人信息"), lines, "problem")
        case a.FilingsSearched(by=by, found=found):
            kinds = listed(SEARCHED_BY.get(each, each) for each in by)
            return Told(pgettext("event", "检索"), (kinds, _("找到 %(n)s 条", n=found)), "look")
