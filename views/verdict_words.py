"""What the checks of a scan found, in words: what is wrong, and what to do about it."""

from __future__ import annotations

from flask_babel import gettext as _

from domain.filing.facts import Verdict
from views import sheet_words


def words_of(verdict: Verdict) -> str:
    """What is wrong with the scan."""
    if verdict.check in sheet_words.SENTENCES:
        return sheet_words.sentence(verdict)
    return _("图片可能不合要求。")


def advice_of(verdict: Verdict) -> str:
    """What to do about it."""
    if verdict.check in sheet_words.SENTENCES:
        return sheet_words.advice(verdict)
    return _("请对照要求重新拍照或扫描。")
