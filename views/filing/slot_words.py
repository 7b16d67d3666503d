"""What the examples show, why a material is not asked, and why a file was refused."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain.filing.facts import Level
from gateways.images.port import MAX_BYTES, MAX_PIXELS, MIN_LONG_SIDE, Reason
from use_cases.materials import ImageRefused
from views.language import in_a_row
from views.verdict_words import advice_of, words_of

MEBIBYTES: Final = MAX_BYTES // (1024 * 1024)

DOUBT: Final[dict[str, Any]] = {
    "A": "",
    "B": _l("只见于一处资料，以管局要求为准"),
    "U": _l("未经证实，以管局要求为准"),
}
"""How sure a rule is, by its confidence."""

NOT_NEEDED: Final[dict[str, Any]] = {
    "identity": _l("初审通过后在“真实性核验”页面上传。"),
    "nature": _l("您的主办单位性质不需要。"),
    "type": _l("首次备案不需要。"),
    "province": _l("只有%(provinces)s要求。"),
    "data": _l("按您填写的内容不需要。"),
    "none": _l("目前没有地区要求单独上传。"),
}
"""Why a material is not asked."""

REFUSED: Final[dict[str, Any]] = {
    Reason.EMPTY: _l("没有收到文件内容。请重新选择图片。"),
    Reason.TOO_LARGE: _l(
        "图片超过 %(n)s MB。请用手机或电脑自带的图片工具缩小后再上传。", n=MEBIBYTES
    ),
    Reason.TOO_MANY_PIXELS: _l(
        "图片的像素太多，最多 %(n)s 像素。请缩小尺寸后再上传。", n=f"{MAX_PIXELS:,}"
    ),
    Reason.NOT_AN_IMAGE: _l(
        "这不是 JPEG 或 PNG 图片，改文件名不管用。请拍照，或另存为 JPEG 后再上传。"
    ),
    Reason.VIRUS: _l("这个文件带有病毒，没有保存。请换一台设备重新拍照后再上传。"),
    Reason.UNSCANNED: _l("现在不能检查文件是否安全，所以没有保存。请过几分钟再上传一次。"),
    Reason.UNSTORED: _l("现在不能保存文件，所以没有收下这张图片。请过几分钟再上传一次。"),
    Reason.ANIMATED: _l("这是动画，不是一张图片。请拍照，或另存为 JPEG 后再上传。"),
    Reason.PDF_NOT_HERE: _l("这里要的是图片，不能用 PDF。请拍照，或把该页导出为 JPEG 后再上传。"),
    Reason.PDF_PAGES: _l("PDF 只能有一页。请只导出需要的那一页后再上传。"),
    Reason.PDF_LOCKED: _l("PDF 已加密，打不开。请取消密码和限制，或导出为 JPEG 后再上传。"),
    Reason.PDF_ACTIVE: _l("PDF 里带有脚本或附件，不能使用。请重新打印成 PDF，或导出为 JPEG。"),
    Reason.HEIC: _l(
        "这是苹果手机的 HEIC 照片，这里打不开。请在手机上打开“设置”，"
        "选“相机”“格式”“兼容性最佳”后重拍，或把照片另存为 JPEG。"
    ),
    Reason.BROKEN: _l("图片文件不完整，打不开。请重新拍照或重新导出后再上传。"),
    Reason.TOO_SMALL: _l(
        "图片太小，文字看不清：长边至少 %(n)s 像素。请靠近重拍，或用更高的分辨率扫描。",
        n=MIN_LONG_SIDE,
    ),
    Reason.NO_COLOUR: _l("这是黑白图片。请上传原件的彩色照片或彩色扫描件。"),
    Reason.UNFIT: _l("这张图片不能使用，原因见下。请按提示重拍或重新扫描。"),
    Reason.TOOK_TOO_LONG: _l("图片处理超时。请缩小尺寸，另存为 JPEG 后再上传。"),
    Reason.CRASHED: _l("图片无法处理，文件可能已损坏。请重新拍照后再上传。"),
}
"""What to do about a refused file, by the reason of the image port."""

NOTHING_CHOSEN: Final = _l("请先选择一张图片，再上传。")
TOO_LARGE: Final = REFUSED[Reason.TOO_LARGE]
SITES_FIRST: Final = _l("请先添加网站，系统据此列出需要的材料。")


def refused(refusal: ImageRefused) -> Any:
    """Why the file was refused, and what to do: by the checks that forbid it, else the reason."""
    verdicts = [each for each in refusal.facts.get("verdicts", ()) if each.level is Level.REFUSE]
    reason = refusal.facts["reason"]
    if reason != Reason.UNFIT or not verdicts:
        return REFUSED[str(reason)]
    return in_a_row(words for each in verdicts for words in (words_of(each), advice_of(each)))
