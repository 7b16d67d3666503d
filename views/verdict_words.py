"""What the checks of a scan found, in words: what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing import reading
from domain.filing.facts import Level, Verdict
from views import duplicate_words, sheet_words
from views.language import listed


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be wrong with a scan, and what to do about it."""

    words: Any
    advice: Any


_SENTENCES: Final[dict[str, tuple[Any, Any]]] = {
    "no_colour": (
        _l("图片没有颜色，像是黑白复印件或灰度扫描件，不能使用。"),
        _l("请用彩色模式拍摄或扫描证件原件。"),
    ),
    "resolution": (
        _l("证件在图片里的长边只有 %(side)d 像素，建议不少于 %(least)d 像素；文字可能看不清。"),
        _l("请走近一些拍摄，或用更高的分辨率扫描；不要用聊天软件压缩过的图片。"),
    ),
    "blur": (
        _l("图片模糊，文字的边缘不清楚。"),
        _l("请擦净镜头，对准文字对焦，拿稳后再拍；扫描时请压平原件。"),
    ),
    "dark": (
        _l("图片太暗。"),
        _l("请在明亮的地方拍摄，不要让影子落在证件上。"),
    ),
    "glare": (
        _l("证件上有反光，约 %(share_percent)s%% 的面积发白，文字可能看不到。"),
        _l("请关掉闪光灯，取下塑料套，换个角度避开灯光后再拍。"),
    ),
    "background": (
        _l("证件只占画面的 %(share_percent)s%%，背景太多。"),
        _l("请靠近证件拍摄，或裁去多余的背景，让证件占满大部分画面。"),
    ),
    "cut": (
        _l("证件没有拍全：%(edges)s超出了画面。"),
        _l("请把证件的四个角都拍进画面，四周留一点边。"),
    ),
    "skew": (
        _l("证件歪了约 %(tilt)s 度。"),
        _l("请在“上传资料”页点“一键摆正”，或摆正证件后重新拍摄。"),
    ),
    "screen": (
        _l("图片像是对着屏幕拍的，上面有屏幕的网纹。"),
        _l("请直接拍摄或扫描证件原件，不要翻拍屏幕。"),
    ),
    reading.DIFFERS: (
        _l("由图片识别的%(what)s与填写的不同，请核对。"),
        _l("填错的，请更正；识别错的，不用处理。"),
    ),
    "watermark": (
        _l("图片上有大面积的水印或图案，可能盖住文字。"),
        _l("请上传没有水印的图片；一定要加时，只写备案用途，并且不要盖住文字。"),
    ),
}
"""What is wrong and what to do about it, by the name of the image coach's check."""

_READ_FIELDS: Final[dict[str, Any]] = {
    "name": _l("姓名或名称"),
    "certificate_number": _l("证件号码"),
    "address": _l("证件住所"),
    "legal_representative": _l("法定代表人姓名"),
    "valid_to": _l("有效期"),
}
"""What a field of a certificate is called, by the name that a reader gives it."""

_COLOURLESS_LETTER: Final = (
    _l("图片看起来没有颜色。"),
    _l("如果原件上有印章或其他颜色，请用彩色模式重新扫描；没有的话可以不改。"),
)
"""For what may be black on white by its nature."""

_EDGES: Final = {
    "top": _l("上边"),
    "right": _l("右边"),
    "bottom": _l("下边"),
    "left": _l("左边"),
}


def finding_of(verdict: Verdict) -> Finding:
    """The verdict in words."""
    return Finding(words_of(verdict), advice_of(verdict))


def words_of(verdict: Verdict) -> str:
    """What is wrong with the scan."""
    if verdict.check in sheet_words.SENTENCES:
        return sheet_words.sentence(verdict)
    if verdict.check in duplicate_words.SENTENCES:
        return duplicate_words.sentence(verdict)
    known = _known(verdict)
    return _("图片可能不合要求。") if known is None else str(known[0]) % _told(verdict)


def advice_of(verdict: Verdict) -> str:
    """What to do about it."""
    if verdict.check in sheet_words.SENTENCES:
        return sheet_words.advice(verdict)
    if verdict.check in duplicate_words.SENTENCES:
        return duplicate_words.advice(verdict)
    known = _known(verdict)
    return _("请对照要求重新拍照或扫描。") if known is None else str(known[1])


def _known(verdict: Verdict) -> tuple[Any, Any] | None:
    if verdict.check == "no_colour" and verdict.level is Level.WARN:
        return _COLOURLESS_LETTER
    return _SENTENCES.get(verdict.check)


def _told(verdict: Verdict) -> dict[str, Any]:
    """The facts as the sentence tells them: shares in percent, sides by their names."""
    told: dict[str, Any] = dict(verdict.facts)
    if "share" in told:
        percent = float(told["share"]) * 100
        told["share_percent"] = f"{percent:.0f}" if percent >= 1 else f"{percent:.1f}"
    if "field" in told:
        told["what"] = str(_READ_FIELDS.get(str(told["field"]), told["field"]))
    if "angle" in told:
        told["tilt"] = f"{abs(float(told['angle'])):g}"
    if "sides" in told:
        sides = str(told["sides"]).split()
        told["edges"] = listed(str(words) for side, words in _EDGES.items() if side in sides)
    return told
