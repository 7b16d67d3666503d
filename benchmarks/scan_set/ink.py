"""Invented words and shapes that look like those of certificates, and the font they stand in."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Final

import noto_cjk_sans_otc
import numpy as np
from PIL import Image, ImageDraw, ImageFont

Pen = ImageDraw.ImageDraw
Colour = tuple[int, int, int]
Random = np.random.Generator

_FONT: Final = Path(noto_cjk_sans_otc.__file__).with_name("NotoSansCJK-Regular.ttc")
_SIMPLIFIED: Final = 2
"""Which of the collection's fonts has the mainland's shapes."""

INK: Final = (38, 36, 40)
RED: Final = (200, 36, 38)

_WORDS: Final = [
    "云杉",
    "晨星",
    "南屏",
    "流光",
    "远帆",
    "白鹭",
    "青禾",
    "一苇",
    "松间",
    "海棠",
    "银杏",
    "听雨",
    "拾光",
    "北辰",
    "知秋",
]
_TRADES: Final = ["网络科技", "信息技术", "文化传播", "软件开发", "数据服务", "电子商务"]
_SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN: Final = "子涵一诺浩然思远雨桐佳宁明轩若溪"
_LINES: Final = (
    "互联网信息服务；软件开发与销售；计算机系统集成；数据处理与存储支持；广告设计与发布；"
    "会议及展览服务；电子产品批发与零售；技术咨询、技术交流、技术转让、技术推广；办公用品销售"
)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font in ``size`` pixels."""
    return ImageFont.truetype(str(_FONT), size, index=_SIMPLIFIED)


def company(random: Random) -> str:
    """A firm that does not exist."""
    return f"示例市{random.choice(_WORDS)}{random.choice(_TRADES)}有限公司"


def person(random: Random) -> str:
    """A name of two or three characters."""
    given = "".join(random.choice(list(_GIVEN), size=int(random.integers(1, 3))))
    return str(random.choice(list(_SURNAMES))) + given


def digits(random: Random, count: int) -> str:
    """A number that is nobody's: no place has the code 000000 that it starts with."""
    return "000000" + "".join(str(digit) for digit in random.integers(0, 10, count - 6))


def prose(random: Random, length: int) -> str:
    """So many characters of a firm's business."""
    start = int(random.integers(0, len(_LINES)))
    return (_LINES[start:] + _LINES * (length // len(_LINES) + 1))[:length]


def paragraph(pen: Pen, box: tuple[int, int, int], text: str, size: int, ink: Colour = INK) -> int:
    """Rows of text from (left, top) up to right; gives where the next row would begin."""
    left, top, right = box
    each = max(1, (right - left) // size)
    for start in range(0, len(text), each):
        pen.text((left, top), text[start : start + each], font=font(size), fill=ink)
        top += int(size * 1.6)
    return top


def star(pen: Pen, centre: tuple[float, float], radius: float, colour: Colour) -> None:
    """A five-pointed star, upright."""
    points = [
        (
            centre[0] + radius * (1 if index % 2 == 0 else 0.4) * math.sin(index * math.pi / 5),
            centre[1] - radius * (1 if index % 2 == 0 else 0.4) * math.cos(index * math.pi / 5),
        )
        for index in range(10)
    ]
    pen.polygon(points, fill=colour)


def emblem(pen: Pen, centre: tuple[float, float], radius: float) -> None:
    """A round red and golden shape of our own, with stars and a wheel: nobody's emblem."""
    x, y = centre
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(222, 178, 62))
    inner = radius * 0.84
    pen.ellipse((x - inner, y - inner, x + inner, y + inner), fill=RED)
    star(pen, (x, y - radius * 0.3), radius * 0.3, (240, 206, 90))
    for side in (-0.45, 0.45):
        star(pen, (x + radius * side, y + radius * 0.1), radius * 0.13, (240, 206, 90))
    wheel = (x - radius * 0.3, y + radius * 0.25, x + radius * 0.3, y + radius * 0.7)
    pen.ellipse(wheel, outline=(240, 206, 90), width=max(2, int(radius * 0.08)))


def seal(sheet: Image.Image, centre: tuple[int, int], radius: int, text: str) -> None:
    """A round red stamp with its text bent along the rim, as wet ink lets the paper through."""
    side = radius * 2 + 8
    stamp = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(stamp)
    pen.ellipse((4, 4, side - 4, side - 4), outline=255, width=max(3, radius // 20))
    middle = side / 2
    size = max(12, int(radius * 0.27))
    for index, letter in enumerate(text):
        turn = (index / max(1, len(text) - 1) - 0.5) * 4.2
        glyph = Image.new("L", (size + 6, size + 6), 0)
        ImageDraw.Draw(glyph).text((3, -3), letter, font=font(size), fill=255)
        glyph = glyph.rotate(-math.degrees(turn), expand=True)
        reach = radius * 0.76
        at = (
            int(middle + reach * math.sin(turn) - glyph.width / 2),
            int(middle - reach * math.cos(turn) - glyph.height / 2),
        )
        stamp.paste(255, at, glyph)
    star_at = ImageDraw.Draw(stamp)
    points = radius * 0.32
    star_at.regular_polygon((middle, middle, points), 5, fill=255)
    stamp = stamp.point(lambda level: int(level * 0.8))
    sheet.paste((205, 30, 34), (centre[0] - side // 2, centre[1] - side // 2), stamp)
