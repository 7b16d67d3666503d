"""What a reviewer is told when a decision did not count; on these pages nothing typed is lost."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.filing import refusals as r
from domain.refusal import Refusal, StaleVersion
from views import refusal_words

_WORDS: Final[dict[type[Refusal], LazyString]] = {
    StaleVersion: _l(
        "备案内容在您判定期间有改动，决定没有生效。改动的项目请重新判定，其余都已保留。"
    ),
    r.ClaimedByOther: _l("另一位审核员正在处理这份备案。您填写的内容都在下面，没有丢失。"),
    r.NoLiveClaim: _l("您的领取已经到期，决定没有生效。您填写的内容都在下面，没有丢失。"),
    r.NotReviewable: _l("这份备案已不在等待这项处理，可能刚由他人办结，或已被申请人撤回。"),
    r.VerdictsContradict: _l("退回时至少要有一项“有问题”，或一条整体问题。"),
}


def words_for(refusal: Refusal) -> str:
    """The text for a reviewer."""
    words = _WORDS.get(type(refusal))
    return str(refusal_words.words_for(refusal) if words is None else words)
