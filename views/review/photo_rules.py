"""What a reviewer compares in an identity photo, as a checklist.

The rules are those that access providers print for photos before a backdrop (幕布拍照). What is
ticked as broken writes the reason and the words for the applicant; the reviewer may change both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l

from views.language import clauses
from views.review.forms import BAD, GOOD, Verdict

REASON: Final = "R-PHO-01"
"""The reason of the catalogue that all of the rules belong to."""

RULES: Final[dict[str, LazyString]] = {
    "person": _l("本人：与证件照是同一个人"),
    "face": _l("免冠，面部和双耳清楚，没有墨镜、口罩"),
    "frame": _l("人在画面正中，拍到上半身"),
    "backdrop": _l("幕布拍全，文字和服务商名称清晰，头顶不超过文字线"),
    "clothes": _l("衣着符合季节，上衣不与幕布同色"),
    "genuine": _l("没有修图或翻拍，不是以前的照片"),
}
"""Code of a rule -> what holds in a good photo."""

_BROKEN: Final[dict[str, LazyString]] = {
    "person": _l("照片与证件照不像同一个人"),
    "face": _l("没有免冠，或面部、双耳看不清楚"),
    "frame": _l("人不在画面正中，或没有拍到上半身"),
    "backdrop": _l("幕布没有拍全，文字或服务商名称看不清，或头顶超过文字线"),
    "clothes": _l("衣着与季节不符，或上衣与幕布颜色相近"),
    "genuine": _l("照片疑似经过修图、翻拍，或是以前的照片"),
}
"""Code of a rule -> what the applicant is told where it is broken."""

ACCEPTED_THOUGH_BROKEN: Final = _l("已勾选不符合的规则，不能通过。请取消勾选，或选择“不通过”。")


def broken_of(sent: Iterable[str]) -> tuple[str, ...]:
    """The known rules among what was ticked, in the order of the list."""
    ticked = set(sent)
    return tuple(rule for rule in RULES if rule in ticked)


def weigh(verdict: Verdict, broken: tuple[str, ...]) -> None:
    """Let the ticked rules speak: they give a refusal its reason and words where the reviewer
    wrote none, and are an error beside an acceptance."""
    if not broken:
        return
    if verdict.choice == GOOD:
        verdict.errors["verdict"] = ACCEPTED_THOUGH_BROKEN
    if verdict.choice == BAD:
        verdict.reason = verdict.reason or REASON
        verdict.text = verdict.text or _told(broken)


def _told(broken: tuple[str, ...]) -> str:
    # It is stored, so it is in Chinese as the reasons of the catalogue, whoever reviews.
    with force_locale("zh"):
        return clauses(_BROKEN[rule] for rule in broken)
