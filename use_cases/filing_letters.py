"""The texts that go out about a filing, in both languages.

Each has one sentence of news and one of what to do, so that it fits a text message.
``{domain}`` is the filing's main domain and ``{address}`` its page.
"""

from __future__ import annotations

from typing import Final

from use_cases.account_letters import Letter

WORKS: Final[dict[tuple[str, str], str]] = {
    ("review", "zh"): "初审",
    ("review", "en"): "review",
    ("identity", "zh"): "真实性核验审核",
    ("identity", "en"): "identity check",
    ("report", "zh"): "上报",
    ("report", "en"): "report to the bureau",
    ("bureau", "zh"): "管局审核",
    ("bureau", "en"): "bureau review",
}
"""What can be overdue, in words."""

_ZH: Final[dict[str, tuple[str, str]]] = {
    "submitted": (
        "备案信息已提交",
        "{domain} 的备案信息已提交初审（第 {round} 次），预计 {due_on} 前完成。您现在无需操作。",
    ),
    "fix_requested": (
        "备案信息需要修改",
        "{domain} 的备案初审发现 {issues} 处需要修改，请登录查看原因并修改后重新提交。",
    ),
    "rejected": (
        "备案初审未通过",
        "{domain} 的备案初审被驳回（{issues} 处问题），请登录查看原因和处理办法。",
    ),
    "identity_needed": (
        "请完成真实性核验",
        "{domain} 的备案信息已通过初审，请网站负责人上传核验照片，完成后才能上报管局。",
    ),
    "initial_passed": (
        "备案初审已通过",
        "{domain} 的备案信息已通过初审，即将上报管局。您现在无需操作。",
    ),
    "identity_accepted": (
        "真实性核验已通过",
        "{domain} 的真实性核验已通过，即将上报管局。您现在无需操作。",
    ),
    "identity_rejected": (
        "核验照片需要重拍",
        "{domain} 的核验照片未通过，请登录查看原因并重新上传。",
    ),
    "identity_expired": (
        "核验照片已过期，请重拍",
        (
            "{domain} 的核验照片上传后 72 小时内没有完成审核，按规定须重新拍摄，给您添麻烦了。"
            "请登录备案，重新上传照片。"
        ),
    ),
    "identity_link": (
        "请为网站备案拍一张核验照片",
        (
            "{domain} 的网站备案需要您本人拍照核验。请在 2 小时内用手机打开：{link} 。"
            "如果不知道这件事，请不要打开。"
        ),
    ),
    "reported": (
        "备案已上报，请留意核验短信",
        "{domain} 的备案已上报工信部。您将收到 12381 发出的验证码短信，请在 24 小时内完成核验。",
    ),
    "sms_reminder": (
        "请尽快完成短信核验",
        "{domain} 的工信部短信核验尚未完成，短信已发出 {hours} 小时，满 24 小时将失效。",
    ),
    "sms_timeout": (
        "短信核验已超时",
        "{domain} 的短信核验未在 24 小时内完成，备案已退回。资料无需修改时可原样重新提交。",
    ),
    "sms_attempts": (
        "短信核验错误次数过多",
        "{domain} 的短信核验错误次数超限，备案已退回。资料无需修改时可原样重新提交。",
    ),
    "bureau_started": (
        "管局已开始审核",
        "{domain} 的短信核验已全部完成，管局预计 {due_on} 前完成审核。您现在无需操作。",
    ),
    "bureau_review_started": (
        "管局已开始审核",
        "{domain} 的申请已提交管局，预计 {due_on} 前完成审核。您现在无需操作。",
    ),
    "request_approved": (
        "管局已通过您的申请",
        "管局已通过 {domain}（{number}）的申请，备案记录已更新。请登录查看结果。",
    ),
    "concluded": (
        "您的申请已办结",
        "{domain}（{number}）的申请已审核通过并办结。请登录查看结果。",
    ),
    "bureau_approved": (
        "备案成功",
        (
            "{domain} 的备案已通过，备案号 {number}。请在网站底部标明备案号，"
            "并在 {due_on} 前办理公安备案。"
        ),
    ),
    "bureau_rejected": (
        "管局退回了备案",
        "{domain} 的备案被管局退回，有 {issues} 处需要处理，请登录查看原因。",
    ),
    "idle_reminder": (
        "备案还没有完成",
        "{domain} 的备案已 {days} 天没有操作，{expires_on} 将失效（资料会保留）。",
    ),
    "rules_changed": (
        "备案规则有变化",
        "{domain} 的备案受规则变化影响（{rules} 条，{holds_on} 起全部生效），请登录核对要改什么。",
    ),
    "expired": (
        "备案订单已失效",
        "{domain} 的备案超过 45 天没有操作，已失效。资料仍保留，核对后可重新提交。",
    ),
    "public_security_reminder": (
        "请办理公安备案",
        "{domain} 备案成功已 {day} 天，请在网站开通后 30 日内办理公安备案并填写编号。",
    ),
    "overdue": ("处理超过承诺时间", "{domain} 的{work}已超过承诺的时间，我们正在催办。"),
    "report_failed": ("上报失败", "{domain} 的上报被接口拒绝，代码 {code}，请处理。"),
    "refusal_to_map": ("管局退回待分析", "{domain} 被管局退回，代码 {code}，请领取并对应到字段。"),
}

_EN: Final[dict[str, tuple[str, str]]] = {
    "submitted": (
        "Your filing was submitted",
        (
            "The filing of {domain} was submitted for review (round {round}). The review should "
            "be done by {due_on}. You do not need to do anything now."
        ),
    ),
    "fix_requested": (
        "Your filing needs changes",
        (
            "The review of {domain} found things to change: {issues}. Sign in to see the "
            "reasons, make the changes and submit it again."
        ),
    ),
    "rejected": (
        "Your filing was rejected in review",
        (
            "The filing of {domain} was rejected in review. Problems found: {issues}. Sign in "
            "to see the reasons and what you can do."
        ),
    ),
    "identity_needed": (
        "Complete the identity check",
        (
            "The filing of {domain} passed review. The website's responsible person has to "
            "upload an identity check photo. After that it goes to the bureau."
        ),
    ),
    "initial_passed": (
        "Your filing passed review",
        (
            "The filing of {domain} passed review and goes to the bureau next. You do not need "
            "to do anything now."
        ),
    ),
    "identity_accepted": (
        "Your filing passed the identity check",
        (
            "The filing of {domain} passed the identity check and goes to the bureau next. You "
            "do not need to do anything now."
        ),
    ),
    "identity_rejected": (
        "Take the identity check photo again",
        (
            "The identity check photo for {domain} did not pass. Sign in to see the reason, and "
            "upload a new one."
        ),
    ),
    "identity_expired": (
        "The identity check photo is out of date. Take it again",
        (
            "The identity check photo for {domain} was not checked within 72 hours, so a new one "
            "has to be taken. We are sorry. Sign in and upload a new photo."
        ),
    ),
    "identity_link": (
        "Take a photo for a website's filing",
        (
            "The filing of {domain} needs a photo of you for the identity check. Open this link "
            "on your phone within 2 hours: {link} . If you do not know about this, do not open it."
        ),
    ),
    "reported": (
        "Your filing was reported. Expect an SMS",
        (
            "The filing of {domain} was reported to the ministry. You will get an SMS with a "
            "code from 12381. Complete the SMS verification within 24 hours."
        ),
    ),
    "sms_reminder": (
        "Complete the SMS verification soon",
        (
            "The SMS verification for {domain} is not complete. The SMS was sent {hours} hours "
            "ago, and the code expires after 24 hours."
        ),
    ),
    "sms_timeout": (
        "The SMS verification has expired",
        (
            "The SMS verification for {domain} was not completed within 24 hours, so the filing "
            "was returned. If nothing has to be changed, you can submit it again unchanged."
        ),
    ),
    "sms_attempts": (
        "Too many wrong SMS codes",
        (
            "Too many wrong codes were entered for {domain}, so the filing was returned. If "
            "nothing has to be changed, you can submit it again unchanged."
        ),
    ),
    "bureau_started": (
        "The bureau has started its review",
        (
            "The SMS verification for {domain} is complete. The bureau should finish its review "
            "by {due_on}. You do not need to do anything now."
        ),
    ),
    "bureau_review_started": (
        "The bureau has started its review",
        (
            "Your request about {domain} is with the bureau. It should finish its review by "
            "{due_on}. You do not need to do anything now."
        ),
    ),
    "request_approved": (
        "The bureau approved your request",
        (
            "The bureau approved your request about {domain} ({number}), and the record is "
            "brought up to date. Sign in to see the result."
        ),
    ),
    "concluded": (
        "Your request is completed",
        (
            "Your request about {domain} ({number}) passed the review and is completed. Sign in "
            "to see the result."
        ),
    ),
    "bureau_approved": (
        "Your filing is approved",
        (
            "The filing of {domain} is approved. The filing number is {number}. Show it at the "
            "bottom of the website and complete the public-security filing by {due_on}."
        ),
    ),
    "bureau_rejected": (
        "The bureau returned your filing",
        (
            "The bureau returned the filing of {domain}. Problems to deal with: {issues}. Sign "
            "in to see the reasons."
        ),
    ),
    "idle_reminder": (
        "Your filing is not finished",
        (
            "Nothing has been done on the filing of {domain} for {days} days. It expires on "
            "{expires_on}. Your information will be kept."
        ),
    ),
    "rules_changed": (
        "Rules of filing have changed",
        (
            "Rules have changed, which affects the filing of {domain} (rules: {rules}; all of them "
            "hold from {holds_on}). Sign in and see on the check page what to change."
        ),
    ),
    "expired": (
        "Your filing has expired",
        (
            "Nothing was done on the filing of {domain} for 45 days, so it has expired. Your "
            "information is kept. Check it and submit it again."
        ),
    ),
    "public_security_reminder": (
        "Complete the public-security filing",
        (
            "{domain} was approved {day} days ago. Complete the public-security filing within "
            "30 days of opening the website and enter its number."
        ),
    ),
    "overdue": (
        "Longer than promised",
        "The {work} for {domain} is taking longer than promised. We are looking into it.",
    ),
    "report_failed": (
        "A report failed",
        "The interface refused the report of {domain} with code {code}. Deal with it.",
    ),
    "refusal_to_map": (
        "A refusal by the bureau to assign",
        "The bureau returned {domain} with code {code}. Claim it and assign it to fields.",
    ),
}

LETTERS: Final[dict[tuple[str, str], Letter]] = {
    **{(occasion, "zh"): Letter(*texts) for occasion, texts in _ZH.items()},
    **{(occasion, "en"): Letter(*texts) for occasion, texts in _EN.items()},
}
"""(occasion, language) -> what is written."""
