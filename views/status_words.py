"""What a filing's state is called, by who reads it, and what the applicant does next."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.filing.facts import Status

APPLICANT: Final[dict[Status, LazyString]] = {
    Status.NEW: _l("未开始"),
    Status.DRAFT: _l("待完善备案信息"),
    Status.SUBMITTED: _l("等待初审"),
    Status.REVIEWING: _l("初审中"),
    Status.FIX_REQUESTED: _l("待修改"),
    Status.RESUBMITTED: _l("已修改待审核"),
    Status.INITIAL_REJECTED: _l("初审驳回"),
    Status.IDENTITY_PENDING: _l("待真实性核验"),
    Status.IDENTITY_REVIEW: _l("核验审核中"),
    Status.IDENTITY_REJECTED: _l("核验驳回"),
    Status.READY: _l("待提交管局"),
    Status.REPORTED: _l("已提交，待短信下发"),
    # A refused transmission is the provider's to mend; for the applicant nothing changed.
    Status.REPORT_FAILED: _l("待提交管局"),
    Status.SMS_PENDING: _l("短信待验证"),
    Status.SMS_PARTIAL: _l("等待其他核验人"),
    Status.SMS_FAILED: _l("短信核验失败"),
    Status.BUREAU_REVIEW: _l("待管局审核"),
    Status.BUREAU_REJECTED: _l("管局驳回"),
    Status.FILED: _l("已备案"),
    Status.ABANDONED: _l("已放弃"),
    Status.STALE: _l("订单已失效"),
}

REVIEWER: Final[dict[Status, LazyString]] = {
    Status.NEW: _l("未开始"),
    Status.DRAFT: _l("填写中"),
    Status.SUBMITTED: _l("待领取"),
    Status.REVIEWING: _l("审核中"),
    Status.FIX_REQUESTED: _l("待申请人修改"),
    Status.RESUBMITTED: _l("待复审"),
    Status.INITIAL_REJECTED: _l("已驳回，待申请人"),
    Status.IDENTITY_PENDING: _l("待核验"),
    Status.IDENTITY_REVIEW: _l("照片待审"),
    Status.IDENTITY_REJECTED: _l("照片已驳回，待申请人"),
    Status.READY: _l("待上报"),
    Status.REPORTED: _l("已上报"),
    Status.REPORT_FAILED: _l("上报异常"),
    Status.SMS_PENDING: _l("短信核验中"),
    Status.SMS_PARTIAL: _l("短信核验中，部分完成"),
    Status.SMS_FAILED: _l("短信核验失败，待申请人"),
    Status.BUREAU_REVIEW: _l("管局审核中"),
    Status.BUREAU_REJECTED: _l("管局驳回"),
    Status.FILED: _l("已完成"),
    Status.ABANDONED: _l("已放弃"),
    Status.STALE: _l("已失效"),
}

COLOURS: Final[dict[Status, str]] = {
    Status.NEW: "grey",
    Status.DRAFT: "yellow",
    Status.SUBMITTED: "blue",
    Status.REVIEWING: "blue",
    Status.FIX_REQUESTED: "orange",
    Status.RESUBMITTED: "blue",
    Status.INITIAL_REJECTED: "red",
    Status.IDENTITY_PENDING: "yellow",
    Status.IDENTITY_REVIEW: "blue",
    Status.IDENTITY_REJECTED: "orange",
    Status.READY: "blue",
    Status.REPORTED: "blue",
    Status.REPORT_FAILED: "blue",
    Status.SMS_PENDING: "yellow",
    Status.SMS_PARTIAL: "yellow",
    Status.SMS_FAILED: "red",
    Status.BUREAU_REVIEW: "turquoise",
    Status.BUREAU_REJECTED: "red",
    Status.FILED: "green",
    Status.ABANDONED: "grey",
    Status.STALE: "grey",
}
"""Yellow and orange: the applicant's move; blue: somebody else's; red: it came back."""

NEXT_STEP: Final[dict[Status, LazyString]] = {
    Status.NEW: _l("验证备案类型，开始备案。"),
    Status.DRAFT: _l("把各项信息和资料填写完整，核对后提交初审。"),
    Status.SUBMITTED: _l("您现在无需操作，我们正在安排审核。"),
    Status.REVIEWING: _l("您现在无需操作，审核员正在查看您的资料。"),
    Status.FIX_REQUESTED: _l("按清单修改审核员指出的内容，然后重新提交。"),
    Status.RESUBMITTED: _l("您现在无需操作，我们会优先审核您修改过的内容。"),
    Status.INITIAL_REJECTED: _l("按清单处理驳回的内容后重新提交；无法处理的，可以放弃备案。"),
    Status.IDENTITY_PENDING: _l("请网站负责人上传本人的核验照片。"),
    Status.IDENTITY_REVIEW: _l("您现在无需操作，审核员正在查看核验照片。"),
    Status.IDENTITY_REJECTED: _l("请网站负责人按说明重新拍照上传。"),
    Status.READY: _l("您现在无需操作，我们将把备案提交给管局。"),
    Status.REPORTED: _l("请留意手机，工信部的核验短信一般在 5 至 10 分钟内送达。"),
    Status.REPORT_FAILED: _l("您现在无需操作，我们将把备案提交给管局。"),
    Status.SMS_PENDING: _l("请收到短信的人在 24 小时内到工信部网站填写验证码。"),
    Status.SMS_PARTIAL: _l("还有人没有完成短信核验，请提醒他们在截止时间前填写验证码。"),
    Status.SMS_FAILED: _l("可以原样重新提交，也可以先修改手机号码等信息再提交。"),
    Status.BUREAU_REVIEW: _l("您现在无需操作，等待管局审核。这一步不能修改或撤回。"),
    Status.BUREAU_REJECTED: _l("管局指出的问题会列成清单，改好后重新提交。"),
    Status.FILED: _l("把备案号放到网站首页底部，并在 30 日内办理公安备案。"),
    Status.ABANDONED: _l("本次备案已结束，可以重新开始一次备案。"),
    Status.STALE: _l("资料仍为您保留。请核对一遍，然后重新提交初审。"),
}


def applicant_label(status: Status | str) -> LazyString:
    """What the applicant's pages call the state."""
    return APPLICANT[Status(status)]


def reviewer_label(status: Status | str) -> LazyString:
    """What the pages of reviewers, officers and auditors call the state."""
    return REVIEWER[Status(status)]


def tag_colour(status: Status | str) -> str:
    """The colour of the state's tag, for ``components/tag.html``."""
    return COLOURS[Status(status)]


def next_step(status: Status | str) -> LazyString:
    """One sentence to the applicant: what to do now, or that nothing is to be done."""
    return NEXT_STEP[Status(status)]
