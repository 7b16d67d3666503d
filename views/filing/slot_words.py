"""What each scan is for, what makes a bad one, and why a file was refused."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from gateways.images.port import MAX_BYTES, MAX_PIXELS, MIN_LONG_SIDE, Reason

MEBIBYTES: Final = MAX_BYTES // (1024 * 1024)

WHY: Final[dict[str, Any]] = {
    "M01": _l("证明主办单位真实存在。请上传最新版证件的原件，名称、号码、住所清晰可读。"),
    "M02": _l("核对主体负责人的身份。身份证等卡式证件，正反两面分开上传。"),
    "M03": _l("主体负责人不是法定代表人，所以还要核对法定代表人的身份。"),
    "M04": _l("核对网站负责人的身份。身份证等卡式证件，正反两面分开上传。"),
    "M05": _l("网站负责人手写签名的核验单，单位还须加盖公章。请先打印，签好后扫描上传。"),
    "M25": _l("能帮助审核的其他资料，例如授权书、前置审批文件、名称变更证明。没有可不传。"),
}
"""Why it is asked for, by the code of the material."""

_CARD: Final = _l("复印件、黑白照、翻拍屏幕；缺角、反光、手指遮挡；有效期不足三个月。")
BAD: Final[dict[str, Any]] = {
    "M01": _l("复印件未盖章、电子截图；缺角、反光、文字看不清；不是最新版的证件。"),
    "M02": _CARD,
    "M03": _CARD,
    "M04": _CARD,
    "M05": _l("打印或盖章代替手写签名；公章不清或用了合同章；填写了日期或服务商的部分；有涂改。"),
    "M25": _l("文字看不清，或与本次备案无关。"),
}
"""What reviewers return most, by the code of the material."""

REFUSED: Final[dict[str, Any]] = {
    Reason.EMPTY: _l("没有收到文件内容。请重新选择图片。"),
    Reason.TOO_LARGE: _l(
        "图片超过 %(n)s MB。请用手机或电脑自带的图片工具缩小后再上传。", n=MEBIBYTES
    ),
    Reason.TOO_MANY_PIXELS: _l(
        "图片的像素太多，最多 %(n)s 万像素。请缩小尺寸后再上传。", n=MAX_PIXELS // 10_000
    ),
    Reason.NOT_AN_IMAGE: _l(
        "这不是 JPEG 或 PNG 图片，改文件名不管用。请拍照，或另存为 JPEG 后再上传。"
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
