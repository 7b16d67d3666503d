"""What a rule editor is told when a change of the rules was refused."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.refusal import Refusal
from domain.rulebook import refusals as rulebook

WORDS: Final[dict[type[Refusal], LazyString]] = {
    rulebook.ReasonNeeded: _l("请写明理由，%(least)s 到 %(most)s 个字。"),
    rulebook.NothingProposed: _l("一次可以提出 1 到 %(most)s 条规则的修改。"),
    rulebook.RuleNotUsable: _l("这条规则不能使用：%(why)s"),
    rulebook.PastRule: _l(
        "规则 %(rule)s 在过去的日子已经有效，不能改写。请另写一个从今天或以后开始的版本；"
        "现行版本只能写明结束日期，最早是今天。"
    ),
    rulebook.SecondPersonNeeded: _l("不能发布自己提出的修改，请另一位规则编辑复核后发布。"),
    rulebook.AlreadyDecided: _l("这项修改已经发布或否决。"),
    rulebook.ReviewAhead: _l("复核日期不能晚于今天。"),
}
