"""The ministry's answers and states in words."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from gateways.miit.sandbox.desk import DeskReport
from gateways.miit.sandbox.verification import Answer, AnswerCode
from gateways.miit.sandbox.work import State

STATES: Final = {
    State.NOT_ACCEPTED: (_l("接口拒收"), "red"),
    State.SMS: (_l("短信核验中"), "yellow"),
    State.SMS_FAILED: (_l("短信核验失败"), "red"),
    State.BUREAU: (_l("待审核"), "blue"),
    State.APPROVED: (_l("已通过"), "green"),
    State.REFUSED: (_l("已退回"), "red"),
    State.REPLACED: (_l("已被新的上报取代"), "grey"),
}
"""Label and colour of a report's state."""

PANELS: Final = {
    AnswerCode.ALL_VERIFIED: (
        _l("核验成功"),
        _l("全部核验人已完成核验，备案信息已提交管局审核。"),
    ),
    AnswerCode.WAIT_FOR_OTHERS: (
        _l("已核验，等待其他核验人"),
        _l("您的手机号码已核验成功。还有其他手机号码没有完成核验，请提醒对方在期限内核验。"),
    ),
    AnswerCode.ALREADY_VERIFIED: (
        _l("该手机号码已经核验过"),
        _l("无需再次核验。请等待其他核验人完成核验。"),
    ),
}
"""Heading and text of the answers that end the entering."""


def message(answer: Answer) -> tuple[str, LazyString]:
    """The field that an answer is about, and what it says there."""
    match answer.code, answer.cause:
        case AnswerCode.RETRY, "format":
            return "code", _l("核验码是 6 位数字，请对照短信重新填写。这次不计入错误次数。")
        case AnswerCode.RETRY, _:
            return "code", _l("请在 %(n)s 秒后再重新获取核验码。", n=answer.wait_seconds)
        case AnswerCode.WRONG, _:
            return "code", _l(
                "核验码或证件号码后 6 位有误。还可以输入 %(n)s 次，仍不正确则核验失败，备案退回。",
                n=answer.tries_left,
            )
        case AnswerCode.FAILED, "timeout":
            return "code", _l(
                "核验码已过期：没有在 24 小时内完成核验，备案已退回接入服务商，请重新提交。"
            )
        case AnswerCode.FAILED, _:
            return "code", _l(
                "错误次数超过限制，核验失败，备案已退回接入服务商，请联系接入服务商。"
            )
        case AnswerCode.RESEND_LIMIT, _:
            return "code", _l("重新获取已达 2 次上限，请使用最近一条短信中的核验码。")
        case AnswerCode.NOTHING_TO_RESEND, _:
            return "mobile", _l("该手机号码没有等待核验的短信，无需重新获取。")
        case _:
            return "mobile", _l("该手机号码没有等待核验的短信，或者已经核验完成。")


def detail(report: DeskReport) -> LazyString | str:
    """What there is to say about a report's state beside its label."""
    match report.state:
        case State.SMS:
            return _l(
                "已核验 %(done)s / %(all)s 个手机号码，输错 %(wrong)s 次",
                done=report.verified,
                all=report.phones,
                wrong=report.wrong,
            )
        case State.SMS_FAILED if report.cause == "timeout":
            return _l("超过 24 小时未完成核验")
        case State.SMS_FAILED:
            return _l("错误次数超过限制")
        case State.REFUSED | State.NOT_ACCEPTED:
            return f"{report.code} {report.text}"
        case State.APPROVED:
            return report.subject_number
        case _:
            return ""
