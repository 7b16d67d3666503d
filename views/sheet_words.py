"""What the code on a verification sheet told, in words."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain.filing.facts import Verdict
from domain.rules.sheets import SheetForm
from use_cases import sheets

FORMS: Final[dict[SheetForm, Any]] = {
    SheetForm.NATIONAL: _l("全国通用版"),
    SheetForm.BEIJING: _l("北京版（两个及以上域名）"),
    SheetForm.GUANGDONG_UNIT: _l("广东单位版"),
    SheetForm.GUANGDONG_INDIVIDUAL: _l("广东个人版"),
}
"""What the forms are called."""

RECOGNISED: Final = _l("这是本网站现在要用的核验单。")
OVERTAKEN: Final = _l(
    "上传之后，核验单上的名称、域名或网站负责人有修改。请重新打印、签名并上传核验单。"
)

_AGAIN: Final = _l("请在本页打开“打印核验单”，下载新的 PDF，签名后再上传。")
SENTENCES: Final[dict[str, tuple[Any, Any]]] = {
    sheets.OLD: (
        _l("这份核验单是在最近一次修改之前打印的，名称、域名或网站负责人已经变了。"),
        _AGAIN,
    ),
    sheets.VERSION: (_l("这份核验单的版本不对，本次备案要用的是%(form)s。"), _AGAIN),
    sheets.OTHER: (_l("这是另一份备案或另一个网站的核验单。"), _AGAIN),
    sheets.UNREAD: (
        _l("没有读到核验单右上角的二维码，审核员会人工查看。"),
        _l("如果二维码被遮挡、裁掉或拍糊了，请重新扫描后再上传，可以少等一次退回。"),
    ),
}
"""What is wrong and what to do about it, by the check."""


def sentence(verdict: Verdict) -> str:
    """What is wrong with the sheet."""
    words, _advice = SENTENCES[verdict.check]
    facts: dict[str, Any] = dict(verdict.facts)
    if verdict.check == sheets.VERSION:
        facts["form"] = FORMS[SheetForm(str(facts["form"]))]
    return str(words) % facts


def advice(verdict: Verdict) -> str:
    """What to do about it."""
    return str(SENTENCES[verdict.check][1])
