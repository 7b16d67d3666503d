"""Cards and sheets of nobody, drawn: alike in their layout, different in what is written."""

from __future__ import annotations

import random
from functools import cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

INK = (24, 24, 28)
_TEXT = "王李张刘陈杨赵黄周吴北京市朝阳区建国路海淀中关村大街南山科苑新上广州天河体育西安高技"


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The typeface of the printed sheets, in its simplified Chinese forms; size in pixels."""
    path = next(
        entry for entry in files("noto_cjk_sans_otc").iterdir() if entry.name.endswith(".ttc")
    )
    return ImageFont.truetype(str(path), size, index=2)


def words(dice: random.Random, least: int, most: int) -> str:
    return "".join(dice.choice(_TEXT) for _ in range(dice.randint(least, most)))


def card_front(seed: int) -> Image.Image:
    """The side of an identity card with name, address and portrait."""
    dice = random.Random(seed)
    paper = Image.new("RGB", (1000, 630), (226, 236, 240))
    pen = ImageDraw.Draw(paper)
    for top in range(0, 630, 14):
        pen.line((0, top, 1000, top + 60), fill=(208, 224, 236))
    rows = [
        (60, f"姓名  {words(dice, 2, 3)}"),
        (140, f"性别 {dice.choice('男女')}  民族 汉"),
        (220, f"出生 {dice.randint(1950, 2005)} 年 {dice.randint(1, 12)} 月"),
        (300, f"住址  {words(dice, 11, 11)}"),
        (350, f"　　  {words(dice, 2, 9)}"),
        (540, f"公民身份号码  {dice.randint(10**17, 10**18 - 1)}"),
    ]
    for top, text in rows:
        pen.text((70, top), text, font=font(36), fill=INK)
    _portrait(pen, dice)
    return paper


def _portrait(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    middle, level = 790 + dice.randint(-8, 8), 240 + dice.randint(-10, 10)
    wide, high = dice.randint(80, 100), dice.randint(105, 130)
    hair, coat = dice.randint(10, 60), tuple(dice.randint(20, 160) for _ in range(3))
    pen.rectangle((660, 90, 920, 430), fill=(240, 244, 248))
    pen.ellipse(
        (middle - wide - 15, level - high - 25, middle + wide + 15, level + 40), (hair,) * 3
    )
    pen.ellipse((middle - wide, level - high, middle + wide, level + high), (220, 176, 144))
    pen.rectangle((middle - 140, level + high + 10, middle + 130, 430), coat)


def card_back(seed: int) -> Image.Image:
    """The side with the issuing office and the dates: two lines differ."""
    dice = random.Random(seed)
    paper = Image.new("RGB", (1000, 630), (226, 236, 240))
    pen = ImageDraw.Draw(paper)
    pen.ellipse((70, 60, 220, 210), fill=(200, 40, 40))
    pen.text((280, 90), "样张 居民身份证", font=font(60), fill=INK)
    pen.text((150, 430), f"签发机关  {words(dice, 3, 3)}局", font=font(34), fill=INK)
    year = dice.randint(2008, 2025)
    until = f"有效期限  {year}.{dice.randint(10, 12)}.{dice.randint(10, 28)}-{year + 20}"
    pen.text((150, 510), until, font=font(34), fill=INK)
    return paper


def licence(seed: int) -> Image.Image:
    """A business licence."""
    dice = random.Random(seed)
    paper = Image.new("RGB", (1400, 1000), (250, 247, 238))
    pen = ImageDraw.Draw(paper)
    pen.rectangle((30, 30, 1370, 970), outline=(190, 150, 60), width=14)
    pen.text((540, 180), "样张 营业执照", font=font(60), fill=INK)
    for row, (label, most) in enumerate(
        (("名称", 14), ("类型", 9), ("法定代表人", 3), ("经营范围", 22), ("资本", 6), ("住所", 20))
    ):
        text = f"{label}　{words(dice, most * 2 // 3, most)}"
        pen.text((110, 290 + row * 80), text, font=font(30), fill=INK)
    pen.ellipse((1050, 740, 1250, 940), outline=(210, 30, 30), width=8)
    return paper
