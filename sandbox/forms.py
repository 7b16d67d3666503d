"""The forms of the sandbox's pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import wtforms
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import validators
from wtforms.fields.choices import SelectChoice

from gateways.clock import FASTEST, SLOWEST
from gateways.miit.sandbox.desk import refusal_codes
from views.fields import (
    OPTIONAL,
    CheckboxField,
    CodeField,
    MobileField,
    NumberText,
    SelectField,
    TextArea,
    needed,
)

LEAPS: Final = {
    "1h": (timedelta(hours=1), _l("1 小时")),
    "12h": (timedelta(hours=12), _l("12 小时")),
    "24h": (timedelta(hours=24), _l("24 小时")),
    "7d": (timedelta(days=7), _l("7 天")),
    "30d": (timedelta(days=30), _l("30 天")),
    "45d": (timedelta(days=45), _l("45 天")),
}


class SandboxForm(FlaskForm):
    """A form whose messages are ours in both languages."""

    class Meta:
        locales = ("zh", "en")

    def refuse(self, field: str, message: object) -> None:
        """Put a message beside a field after the ministry refused what was entered."""
        self[field].errors = [*self[field].errors, message]


class VerifyForm(SandboxForm):
    """The ministry's verification: phone, code, end of the certificate number."""

    mobile = MobileField(_l("手机号码"), needed(_l("请填写收到短信的手机号码。")))
    code = CodeField(_l("短信核验码"), hint=_l("短信中的 6 位数字，空格会自动忽略。"))
    certificate_end = NumberText(
        _l("证件号码后 6 位"),
        [
            validators.DataRequired(_l("请填写本人证件号码的后 6 位。")),
            validators.Length(max=6, message=_l("只填写证件号码的后 6 位。")),
        ],
        hint=_l("身份证号码末位是字母 X 的，照填 X。"),
        width=10,
        autocomplete="off",
    )

    def validate_for_resend(self) -> bool:
        """Whether there is enough to send a new code to."""
        return bool(self.validate())

    def validate_with_code(self) -> bool:
        """Whether everything that a verification needs is there."""
        complete = bool(self.validate())
        if not self.code.data:
            self.refuse("code", _l("请填写短信中的 6 位核验码。"))
            return False
        return complete


class RefusalForm(SandboxForm):
    """The bureau refuses a filing."""

    code = SelectField(_l("结果代码"), coerce=int)
    text = TextArea(
        _l("退回原因"), needed(_l("请写明退回原因，申请人会看到。")), rows=3, longest=500
    )

    def __init__(self, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = [
            SelectChoice(row.code, f"{row.code} {row.label(language)}") for row in refusal_codes()
        ]


class BehaviourForm(SandboxForm):
    """How the simulated ministry behaves by itself."""

    approve_after = wtforms.IntegerField(
        _l("自动通过前等待的秒数"),
        [
            *OPTIONAL,
            validators.NumberRange(0, 31_536_000, _l("请填写 0 到 31536000 之间的整数。")),
        ],
        description=_l("留空表示不自动通过，由办理台人工处理。按沙箱时钟计算。"),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    refuse_next = wtforms.IntegerField(
        _l("拒收下一次上报，返回代码"),
        [*OPTIONAL, validators.NumberRange(2, 5999, _l("请填写 2 到 5999 之间的结果代码。"))],
        description=_l("只对下一次上报有效。例如 15 表示排队文件过多，1045 表示只能报本省。"),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    disorder = CheckboxField(_l("通知重复、倒序下发"))
    silent = CheckboxField(_l("备案情况查询不应答"))


class FactorForm(SandboxForm):
    """How fast the clock runs."""

    factor = wtforms.FloatField(
        _l("时钟倍速"),
        [
            validators.InputRequired(_l("请填写倍速。")),
            validators.NumberRange(SLOWEST, FASTEST, _l("请填写 %(min)s 到 %(max)s 之间的数。")),
        ],
        description=_l("1 为真实时间；1440 为一分钟走完一天。"),
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )


class LeapForm(SandboxForm):
    """Let some time pass at once."""

    leap = SelectField(
        _l("立即向前"), choices=[SelectChoice(name, label) for name, (_, label) in LEAPS.items()]
    )
