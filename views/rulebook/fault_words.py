"""Why a proposed rule is refused: beside which field, and in which words."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.refusal import Refusal
from domain.rulebook.refusals import PastRule, ReasonNeeded, RuleNotUsable
from domain.rules.rule import BadRule
from views.refusal_words import words_for
from views.rulebook.words import FIELDS

FAULTS: Final[dict[str, LazyString]] = {
    "wrong_kind": _l("内容的类型不对：%(why)s"),
    "no_id": _l("没有规则编号。"),
    "no_words": _l("要有中文和英文两种说明。"),
    "no_fix": _l("会拦下或提醒的规则，要用中文和英文写明怎样改正。"),
    "unknown_code": _l("原因代码 %(code)s 不在原因表里。"),
    "no_scan": _l("只有“要资料”的规则才能指定资料。"),
    "no_requirement": _l("“要资料”的规则要写明资料是必需还是可选。"),
    "half_a_note": _l("备注要有中文和英文两种，或都不写。"),
    "unknown_province": _l("没有代码为 %(province)s 的省份。"),
    "unknown_material": _l("没有代码为 %(material)s 的资料。"),
    "unknown_source": _l("来源 %(source)s 没有名称，请一并写明。"),
    "no_source": _l("请至少写明一个来源。"),
    "unknown_predicate": _l("没有名为 %(check)s 的判断条件。"),
    "of_no_website": _l("判断条件 %(check)s 针对单个网站，资料也要按网站提交。"),
    "unknown_place": _l("说明里引用了条件不提供的内容：%(places)s"),
    "unknown_type": _l("没有 %(type)s 这种备案类型。"),
    "no_type": _l("请至少选择一种备案类型。"),
    "no_nature": _l("请至少选择一种主体性质。"),
    "other_params": _l("判断条件 %(check)s 的参数是 %(wanted)s，填写的是 %(given)s。"),
    "wrong_param": _l("参数 %(name)s 不对：%(why)s"),
    "unknown_name": _l("参数里的 %(value)s 不存在。"),
    "expression": _l("参数 %(name)s 里的 %(value)s 含有正则表达式的符号，请只列出普通词语。"),
    "ends_first": _l("截止日期早于生效日期。"),
    "twice": _l("与另一个版本的日期重叠。"),
    "circle": _l("规则互相引用，形成了循环：%(circle)s"),
    "unknown_rule": _l("没有编号为 %(other)s 的规则。"),
}
"""What is wrong with a rule, by the names of ``domain.rules.faults``."""


def beside(refused: Refusal) -> tuple[str, object]:
    """The field of the form of a rule, and what to tell there."""
    match refused:
        case PastRule():
            return "valid_from", words_for(refused)
        case ReasonNeeded():
            return "reason", words_for(refused)
        case RuleNotUsable(facts={"bad": BadRule() as bad}):
            return bad.field if bad.field in FIELDS else "params", fault_words(bad)
        case _:
            return "params", words_for(refused)


def fault_words(bad: BadRule) -> str:
    """What is wrong, without saying with which rule."""
    words = FAULTS.get(bad.fault)
    return str(words) % bad.facts if words is not None else str(bad)


def named_words(refused: Refusal) -> object:
    """What is wrong, and with which rule, where many were sent together."""
    match refused:
        case RuleNotUsable(facts={"bad": BadRule() as bad}) if bad.fault:
            return str(_NAMED) % {"rule": bad.rule, "why": fault_words(bad)}
        case _:
            return words_for(refused)


_NAMED: Final = _l("规则 %(rule)s：%(why)s")
