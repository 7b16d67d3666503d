"""What the checks of a picture found, in words for somebody who took a photo of a person.

The words for scans speak of documents and their corners; here it is about a face before a
backdrop, and about taking it again with a phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain.filing.facts import Level, Verdict
from use_cases.materials import ImageRefused
from views.filing import slot_words
from views.language import in_a_row
from views.verdict_words import Finding

WORDS: Final[dict[str, Finding]] = {
    "no_colour": Finding(_l("照片没有颜色。"), _l("关掉相机的黑白滤镜，拍彩色照片。")),
    "resolution": Finding(
        _l("照片的像素太少。"), _l("用手机相机的原图，不要用聊天软件压缩过的图。")
    ),
    "blur": Finding(_l("照片可能模糊。"), _l("擦一下镜头，点一下人脸对焦，拿稳了再拍。")),
    "dark": Finding(_l("照片可能太暗。"), _l("开灯，或面向窗户拍，不要背对光源。")),
    "glare": Finding(_l("照片可能反光或过亮。"), _l("关掉闪光灯，换个角度，让幕布上没有亮斑。")),
    "background": Finding(
        _l("人和幕布在画面里可能太小。"), _l("走近一些，让幕布的四边刚好都在画面里。")
    ),
    "cut": Finding(_l("幕布可能没有拍全。"), _l("离远一些，让幕布的四边和上面的文字都在画面里。")),
    "skew": Finding(_l("照片可能拍歪了。"), _l("手机拿正，与幕布的上边平行。")),
    "screen": Finding(
        _l("这可能是翻拍屏幕的照片。"), _l("请本人现场拍摄，不要拍屏幕或打印的照片。")
    ),
    "watermark": Finding(
        _l("照片上可能有水印或遮挡。"), _l("用没有水印、贴纸和文字的原图；相机的水印先关掉。")
    ),
}
"""By the name of the check."""

UNNAMED: Final = Finding(_l("照片可能不合要求。"), _l("请对照下面的照片要求，重拍一张更清楚的。"))


def findings(verdicts: Iterable[Verdict]) -> tuple[Finding, ...]:
    """One finding for each kind of defect."""
    return tuple(dict.fromkeys(WORDS.get(each.check, UNNAMED) for each in verdicts))


def refused(refusal: ImageRefused) -> Any:
    """Why the photo cannot be used, and what to do: by the checks that forbid it, else the
    reason."""
    found = findings(each for each in _verdicts(refusal) if each.level is Level.REFUSE)
    if not found:
        return slot_words.REFUSED[str(refusal.facts["reason"])]
    return in_a_row(words for each in found for words in (each.words, each.advice))


def doubted(refusal: ImageRefused) -> tuple[Finding, ...]:
    """What else may be wrong with a photo that cannot be used."""
    return findings(each for each in _verdicts(refusal) if each.level is not Level.REFUSE)


def _verdicts(refusal: ImageRefused) -> tuple[Verdict, ...]:
    return tuple(refusal.facts.get("verdicts", ()))
