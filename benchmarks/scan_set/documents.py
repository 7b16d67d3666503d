"""The documents, drawn flat: a licence, both sides of an identity card, a verification sheet."""

from __future__ import annotations

from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from benchmarks.scan_set import ink
from benchmarks.scan_set.ink import INK, RED, Random, font

LICENCE: Final = (2100, 1486)
CARD: Final = (1500, 946)
SHEET: Final = (1488, 2104)


def licence(random: Random) -> Image.Image:
    """Like a business licence: ornamental frame, emblem, title, rows of facts, a red seal."""
    width, height = LICENCE
    paper = tuple(int(tone) for tone in random.integers((244, 238, 222), (255, 252, 244)))
    sheet = Image.new("RGB", LICENCE, paper)
    pen = ImageDraw.Draw(sheet)
    if random.random() < 0.7:
        _rosette(sheet, (width // 2, int(height * 0.55)), int(height * 0.3), random)
    _ornament(pen, random)
    ink.emblem(pen, (width / 2, 190), 92)
    pen.text((width / 2, 360), "营 业 执 照", font=font(104), fill=INK, anchor="mm")
    pen.text((width / 2, 450), "（副 本）", font=font(40), fill=INK, anchor="mm")
    pen.text((180, 300), f"统一社会信用代码 {ink.digits(random, 18)}", font=font(32), fill=INK)
    _code_square(pen, (width - 400, 180), 190, random)
    name = ink.company(random)
    left = (("名　　称", name), ("类　　型", "有限责任公司"), ("法定代表人", ink.person(random)))
    right = (("注册资本", "壹佰万元整"), ("成立日期", "2019年04月18日"), ("住　　所", "示例市"))
    for column, facts in ((200, left), (1180, right)):
        for row, (label, value) in enumerate(facts):
            pen.text((column, 560 + row * 88), label, font=font(36), fill=(120, 70, 40))
            pen.text((column + 220, 560 + row * 88), value, font=font(38), fill=INK)
    pen.text((200, 840), "经营范围", font=font(36), fill=(120, 70, 40))
    scope = ink.prose(random, int(random.integers(60, 150)))
    ink.paragraph(pen, (420, 840, 1840), scope, 34)
    pen.text((1300, 1250), "登记机关  示例市市场监督管理局", font=font(34), fill=INK)
    pen.text((1420, 1310), "2023 年 05 月 06 日", font=font(34), fill=INK)
    ink.seal(sheet, (1560, 1230), 150, "示例市市场监督管理局")
    return sheet


def card_front(random: Random) -> Image.Image:
    """Like the side of an identity card with the portrait: pale colours, labels, a number."""
    sheet = _card_ground(random)
    pen = ImageDraw.Draw(sheet)
    rows = (
        ("姓名", ink.person(random)),
        ("性别", "女　　民族　汉"),
        ("出生", "1990 年 3 月 7 日"),
        ("住址", "示例省示例市云杉区听雨路"),
        ("", f"{int(random.integers(1, 300))}号{int(random.integers(1, 30))}栋"),
    )
    for row, (label, value) in enumerate(rows):
        top = 110 + row * 118
        pen.text((110, top), label, font=font(42), fill=(60, 110, 170))
        pen.text((230, top - 4), value, font=font(52), fill=INK)
    pen.text((110, 800), "公民身份号码", font=font(42), fill=(60, 110, 170))
    pen.text((470, 790), ink.digits(random, 18), font=font(60), fill=INK)
    _face(sheet, (1010, 120, 1390, 620), random)
    return sheet


def card_back(random: Random) -> Image.Image:
    """Like the side with the emblem: title, authority and validity."""
    sheet = _card_ground(random)
    pen = ImageDraw.Draw(sheet)
    ink.emblem(pen, (240, 250), 150)
    pen.text((900, 190), "示例居民证件", font=font(78), fill=INK, anchor="mm")
    pen.text((900, 330), "居 民 身 份 证", font=font(110), fill=INK, anchor="mm")
    for row, (label, value) in enumerate(
        (("签发机关", "示例市公安局云杉分局"), ("有效期限", "2021.03.07-2041.03.07"))
    ):
        top = 640 + row * 120
        pen.text((330, top), label, font=font(46), fill=INK)
        pen.text((580, top), value, font=font(52), fill=INK)
    return sheet


def sheet_page(random: Random) -> Image.Image:
    """Like a signed verification sheet: white paper, tables, ticks, a signature, often a seal."""
    width, _height = SHEET
    white = int(random.integers(246, 256))
    sheet = Image.new("RGB", SHEET, (white, white, min(255, white + int(random.integers(-4, 3)))))
    pen = ImageDraw.Draw(sheet)
    pen.text((width / 2, 150), "网站备案信息真实性核验单", font=font(58), fill=INK, anchor="mm")
    name = ink.company(random)
    top = 250
    for label, value in (("网站主办者名称", name), ("网站域名", "my-ride.example")):
        pen.rectangle((130, top, width - 130, top + 80), outline=INK, width=3)
        pen.text((150, top + 20), label, font=font(30), fill=INK)
        pen.text((460, top + 20), value, font=font(30), fill=INK)
        top += 80
    for label in ("主体信息", "联系方式", "网站信息", "接入信息"):
        pen.rectangle((130, top, width - 130, top + 190), outline=INK, width=3)
        pen.text((150, top + 70), label, font=font(30), fill=INK)
        for row in range(3):
            pen.text(
                (460, top + 20 + row * 54), f"□ {ink.prose(random, 24)}", font=font(27), fill=INK
            )
        top += 190
    top = ink.paragraph(pen, (130, top + 60, width - 130), ink.prose(random, 150), 28)
    pen.text((150, top + 60), "网站负责人签字：", font=font(34), fill=INK)
    _signature(pen, (460, top + 70), random)
    if random.random() < 0.7:
        ink.seal(sheet, (width - 420, top + 120), 150, name[:12])
    return sheet


def _ornament(pen: ink.Pen, random: Random) -> None:
    width, height = LICENCE
    colour = (188, 60, 40) if random.random() < 0.5 else (176, 140, 70)
    for inset, thick in ((60, 14), (84, 4), (112, 3)):
        pen.rectangle((inset, inset, width - inset, height - inset), outline=colour, width=thick)
    for x in range(100, width - 90, 42):
        for y in (98, height - 98):
            pen.ellipse((x - 9, y - 9, x + 9, y + 9), outline=colour, width=3)


def _rosette(sheet: Image.Image, centre: tuple[int, int], radius: int, random: Random) -> None:
    """Fine pale loops, as printed below the text of certificates."""
    pen = ImageDraw.Draw(sheet)
    tone = tuple(int(level) for level in random.integers((226, 214, 196), (240, 232, 222)))
    turns = np.linspace(0, 2 * np.pi, 2200)
    petals = int(random.integers(9, 17))
    for phase in np.linspace(0, np.pi, 7):
        reach = radius * (0.72 + 0.28 * np.sin(petals * turns + phase))
        points = np.stack(
            [centre[0] + reach * np.cos(turns), centre[1] + reach * np.sin(turns)], axis=1
        )
        pen.line([(float(x), float(y)) for x, y in points], fill=tone, width=2)


def _code_square(pen: ink.Pen, corner: tuple[int, int], side: int, random: Random) -> None:
    cells = 25
    size = side // cells
    for row, column in zip(*np.nonzero(random.random((cells, cells)) < 0.5), strict=True):
        x, y = corner[0] + int(column) * size, corner[1] + int(row) * size
        pen.rectangle((x, y, x + size - 1, y + size - 1), fill=INK)


def _card_ground(random: Random) -> Image.Image:
    """A fall of pale colours below fine wavy lines, as they are printed against copying."""
    width, height = CARD
    left = random.integers((214, 226, 232), (232, 240, 246)).astype(np.float32)
    right = random.integers((234, 222, 222), (246, 236, 238)).astype(np.float32)
    share = np.linspace(0, 1, width, dtype=np.float32)[:, None]
    ground = np.tile(left * (1 - share) + right * share, (height, 1, 1))
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)[:, None]
    bend = float(random.uniform(2, 9)) * np.sin(x / float(random.uniform(40, 90)))
    pitch = float(random.uniform(5, 10))
    lines = np.sin((y + bend * 3) * (2 * np.pi / pitch)) > 0.5
    tint = random.integers((4, 4, 4), (26, 18, 14)).astype(np.float32)
    for colour in range(3):
        ground[:, :, colour] -= lines * tint[colour]
    return Image.fromarray(ground.clip(0, 255).astype(np.uint8))


def _face(sheet: Image.Image, box: tuple[int, int, int, int], random: Random) -> None:
    """A bust of plain shapes, as good for these measures as a portrait."""
    pen = ImageDraw.Draw(sheet)
    left, top, right, bottom = box
    middle, width, height = (left + right) / 2, right - left, bottom - top
    skin = tuple(int(tone) for tone in random.integers((206, 160, 128), (240, 200, 172)))
    coat = tuple(int(tone) for tone in random.integers((30, 30, 30), (120, 120, 140)))
    pen.ellipse(
        (middle - width * 0.5, bottom - height * 0.3, middle + width * 0.5, bottom + height * 0.4),
        fill=coat,
    )
    pen.rectangle(
        (left, bottom, right, bottom + height),
        fill=sheet.getpixel((left, min(sheet.height - 1, bottom + 4))),
    )
    pen.ellipse(
        (middle - width * 0.3, top + height * 0.06, middle + width * 0.3, top + height * 0.5),
        fill=(34, 28, 28),
    )
    pen.ellipse(
        (middle - width * 0.26, top + height * 0.14, middle + width * 0.26, top + height * 0.74),
        fill=skin,
    )
    for side in (-0.11, 0.11):
        x, y = middle + width * side, top + height * 0.42
        pen.ellipse((x - width * 0.04, y - 8, x + width * 0.04, y + 8), fill=(40, 30, 30))
    pen.line(
        (middle - width * 0.08, top + height * 0.6, middle + width * 0.08, top + height * 0.6),
        fill=RED,
        width=6,
    )


def _signature(pen: ink.Pen, start: tuple[int, int], random: Random) -> None:
    colour = (30, 40, 120) if random.random() < 0.5 else (30, 30, 34)
    x, y = float(start[0]), float(start[1])
    points = [(x, y)]
    for _ in range(26):
        x += float(random.normal(9, 14))
        y = start[1] + float(random.normal(0, 26))
        points.append((x, y))
    pen.line(points, fill=colour, width=4, joint="curve")
