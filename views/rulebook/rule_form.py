"""The form of one version of a rule, and the record of a file that it stands for."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.filing.kinds import Kind
from domain.reference import materials, provinces, reasons
from domain.rules.predicates import PREDICATES
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet
from views.fields import (
    OPTIONAL,
    CheckboxesField,
    DateField,
    DeskForm,
    RadioField,
    SelectField,
    TextArea,
    TextField,
    needed,
)
from views.guide.words import NATURES, SEVERITIES
from views.kind_words import TITLES
from views.language import language
from views.rulebook.words import CONFIDENCE, FIELDS, PER, REQUIREMENT

_NONE: Final = ("", _l("（无）"))
_TEXTS: Final = ("message_zh", "message_en", "fix_zh", "fix_en", "note_zh", "note_en")
_CHOSEN: Final = ("check", "severity", "code", "material", "requirement", "per", "instead_of")


class ReasonForm(DeskForm):
    """Why something is done."""

    reason = TextArea(
        _l("理由"),
        needed(_l("请写明理由，例如“广东管局 2026 年 12 月通知”。")),
        hint=_l("写入日志，审计时可以查到。"),
        rows=2,
        longest=500,
    )


class RuleForm(ReasonForm):
    """A whole rule in one version. Whether it can be used is the rule book's to say."""

    id = TextField(
        FIELDS["id"],
        [
            validators.DataRequired(_l("请填写规则编号，例如 CN-44.phone_local。")),
            validators.Regexp(
                r"^CN(-\d{2})?\.[a-z0-9_]{1,60}$",
                message=_l(
                    "编号由 CN. 或 CN-省份前两位. 和小写英文名组成，例如 CN-44.phone_local。"
                ),
            ),
        ],
        hint=_l("永远不变。全国通用的以 CN. 开头，省份的以 CN-44. 这样开头。"),
        longest=70,
    )
    valid_from = DateField(
        FIELDS["valid_from"],
        [validators.InputRequired(_l("请填写生效日期，最早是今天。"))],
        hint=_l("北京日期，最早是今天。此前有效的版本在前一天截止。"),
    )
    valid_to = DateField(FIELDS["valid_to"], OPTIONAL, hint=_l("含当日；不填表示一直有效。"))
    severity = RadioField(FIELDS["severity"], needed(_l("请选择作用。")), inline=True, default=None)
    provinces = CheckboxesField(FIELDS["provinces"], OPTIONAL, hint=_l("不选表示全国。"))
    types = CheckboxesField(FIELDS["types"], needed(_l("请至少选择一种备案类型。")))
    nature = CheckboxesField(
        FIELDS["nature"],
        needed(_l("请至少选择一种主体性质。")),
        hint=_l("“单位”包括个人以外的全部性质。"),
    )
    check = SelectField(FIELDS["check"], needed(_l("请选择判断条件。")))
    params = TextArea(
        FIELDS["params"],
        OPTIONAL,
        hint=_l('JSON 对象，例如 {"count": 4}；没有参数时不填。'),
        rows=3,
        longest=20_000,
    )
    code = SelectField(
        FIELDS["code"], OPTIONAL, hint=_l("“会被拦下”和“会提醒”的规则必须有原因代码。")
    )
    message_zh = TextArea(FIELDS["message_zh"], needed(_l("请填写中文说明。")), rows=2)
    message_en = TextArea(FIELDS["message_en"], needed(_l("请填写英文说明。")), rows=2)
    fix_zh = TextArea(FIELDS["fix_zh"], OPTIONAL, rows=2)
    fix_en = TextArea(FIELDS["fix_en"], OPTIONAL, rows=2)
    note_zh = TextArea(FIELDS["note_zh"], OPTIONAL, rows=2)
    note_en = TextArea(FIELDS["note_en"], OPTIONAL, rows=2)
    material = SelectField(FIELDS["material"], OPTIONAL, hint=_l("只用于“要资料”的规则。"))
    requirement = SelectField(FIELDS["requirement"], OPTIONAL)
    per = SelectField(FIELDS["per"], OPTIONAL)
    instead_of = SelectField(FIELDS["instead_of"], OPTIONAL)
    replaces = TextArea(FIELDS["replaces"], OPTIONAL, hint=_l("规则编号，一行一个。"), rows=2)
    needs = TextArea(FIELDS["needs"], OPTIONAL, hint=_l("规则编号，一行一个。"), rows=2)
    source = CheckboxesField(FIELDS["source"], OPTIONAL)
    new_source = TextField(
        _l("新来源的名称（中文）"),
        OPTIONAL,
        hint=_l("来源不在上面时填写，例如“广东管局通知”。"),
        longest=120,
    )
    new_source_en = TextField(_l("新来源的名称（英文）"), OPTIONAL, longest=120)
    new_source_key = TextField(
        _l("新来源的代码"),
        [
            *OPTIONAL,
            validators.Regexp(
                r"^[A-Z0-9_]{2,20}$", message=_l("2 到 20 个大写字母、数字或下划线。")
            ),
        ],
        longest=20,
    )
    confidence = RadioField(FIELDS["confidence"], needed(_l("请选择可信度。")), default=None)

    def offer(self, rules: RuleSet) -> None:
        """What can be chosen; needed before anything is validated or shown."""
        tongue = language()
        self.severity.choices = [(key, words) for key, (words, _colour) in SEVERITIES.items()]
        self.provinces.inline = True
        self.provinces.choices = [
            (each.code[:2], each.short_label(tongue)) for each in provinces.provinces()
        ]
        self.types.choices = [(kind.value, TITLES[kind]) for kind in Kind]
        self.nature.choices = list(NATURES.items())
        self.check.choices = [
            ("", _l("请选择")),
            *((name, _signature(name)) for name in PREDICATES),
        ]
        self.code.choices = [
            _NONE, *((each.code, f"{each.code} {each.label(tongue)}") for each in reasons.reasons())
        ]  # fmt: skip
        listed = [_NONE, *((m.code, f"{m.code} {m.label(tongue)}") for m in materials.materials())]
        self.material.choices = listed
        self.instead_of.choices = listed
        self.requirement.choices = [_NONE, *REQUIREMENT.items()]
        self.per.choices = [("", _l("按资料本身的规定")), *PER.items()]
        self.source.choices = [
            (key, f"{key} {source.label(tongue)}") for key, source in rules.sources.items()
        ]
        self.confidence.choices = list(CONFIDENCE.items())

    def validate_params(self, field: Any) -> None:
        """An object in JSON. What it must hold depends on the question."""
        if not isinstance(_object(field.data), dict):
            raise validators.ValidationError(_l('请填写 JSON 对象，例如 {"count": 4}。'))

    def validate_new_source(self, field: Any) -> None:
        """A name without a code, or in one language only, could not be cited."""
        told = (field.data, self.new_source_en.data, self.new_source_key.data)
        if any(told) and not all(told):
            raise validators.ValidationError(_l("新来源要同时填写中文名称、英文名称和代码。"))


def filled_with(rule: Rule) -> dict[str, Any]:
    """The values of the form's fields for a version like this one."""
    return {
        **{name: getattr(rule, name) for name in (*_TEXTS, *_CHOSEN, "id", "confidence")},
        "provinces": list(rule.provinces),
        "types": list(rule.applies.types),
        "nature": list(rule.applies.nature),
        "params": msgspec.json.format(msgspec.json.encode(rule.params)).decode()
        if rule.params
        else "",
        "replaces": "\n".join(rule.replaces),
        "needs": "\n".join(rule.needs),
        "source": list(rule.source),
        "per": rule.per or "",
    }


def row_of(form: RuleForm) -> dict[str, Any]:
    """The rule as a file would have it; what is empty is left out."""
    told: dict[str, Any] = {name: form[name].data for name in (*_TEXTS, *_CHOSEN, "confidence")}
    told |= {
        "id": form.id.data,
        "applies": {"types": form.types.data, "nature": form.nature.data},
        "provinces": form.provinces.data,
        "params": _object(form.params.data),
        "replaces": (form.replaces.data or "").split(),
        "needs": (form.needs.data or "").split(),
        "source": [*(form.source.data or []), *sources_of(form)],
        "valid_from": form.valid_from.data.isoformat() if form.valid_from.data else None,
        "valid_to": form.valid_to.data.isoformat() if form.valid_to.data else None,
    }
    return {name: value for name, value in told.items() if value or name == "source"}


def sources_of(form: RuleForm) -> dict[str, tuple[str, str]]:
    """The source that this rule is the first to cite, by its code."""
    key, zh, en = form.new_source_key.data, form.new_source.data, form.new_source_en.data
    return {key: (zh, en)} if key and zh and en else {}


def _object(text: str | None) -> Any:
    try:
        return msgspec.json.decode(text) if text else {}
    except (msgspec.DecodeError, RecursionError):
        return None


def _signature(name: str) -> str:
    told = ", ".join(sorted(PREDICATES[name].params))
    return f"{name}({told})" if told else name
