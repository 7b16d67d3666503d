"""What the parts of a rule, and the standing of a proposal, are called."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FIELDS: Final[dict[str, LazyString]] = {
    "id": _l("规则编号"),
    "valid_from": _l("生效日期"),
    "valid_to": _l("截止日期"),
    "severity": _l("作用"),
    "message_zh": _l("说明（中文）"),
    "message_en": _l("说明（英文）"),
    "fix_zh": _l("怎样改正（中文）"),
    "fix_en": _l("怎样改正（英文）"),
    "provinces": _l("省份"),
    "types": _l("备案类型"),
    "nature": _l("主体性质"),
    "check": _l("判断条件"),
    "params": _l("条件的参数"),
    "code": _l("原因代码"),
    "material": _l("要求的资料"),
    "requirement": _l("资料是否必需"),
    "per": _l("资料按什么提交"),
    "instead_of": _l("可以代替的资料"),
    "replaces": _l("取代的规则"),
    "needs": _l("先要满足的规则"),
    "source": _l("来源"),
    "confidence": _l("可信度"),
    "note_zh": _l("备注（中文）"),
    "note_en": _l("备注（英文）"),
}
"""The parts of a rule, in the order in which pages show them."""

CONFIDENCE: Final[dict[str, LazyString]] = {
    "A": _l("A：管局或接入商的原文"),
    "B": _l("B：一处转述"),
    "U": _l("U：尚未证实"),
}

REQUIREMENT: Final[dict[str, LazyString]] = {
    "required": _l("必需"),
    "optional": _l("可选"),
}

PER: Final[dict[str, LazyString]] = {
    "order": _l("每份备案一份"),
    "subject": _l("每个主体一份"),
    "person": _l("每人一份"),
    "site": _l("每个网站一份"),
    "domain": _l("每个域名一份"),
}

STATUSES: Final[dict[str, tuple[LazyString, str]]] = {
    "open": (_l("待复核"), "yellow"),
    "published": (_l("已发布"), "green"),
    "declined": (_l("已否决"), "grey"),
}
"""The standing of a proposal, and the colour of its tag."""

PERIODS: Final[dict[str, tuple[LazyString, str]]] = {
    "holds": (_l("有效"), "green"),
    "ahead": (_l("尚未生效"), "blue"),
    "over": (_l("已失效"), "grey"),
}
"""Whether a version of a rule holds today."""
