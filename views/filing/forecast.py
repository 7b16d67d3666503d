"""The forecast on the page that checks everything: what the review will probably say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing.forecast import Expected
from domain.filing.judging import Judgement
from domain.filing.state import Filing
from domain.reference import materials, reasons
from projections.first_reviews import Chances
from use_cases.forecast import outlook
from views.desk import desk
from views.filing import reader
from views.language import language, listed

_GROUPS: Final[dict[str, Any]] = {
    "SUB": _l("主体"),
    "PER": _l("负责人"),
    "DOM": _l("域名"),
    "SITE": _l("网站"),
    "ACC": _l("接入信息"),
    "MAT": _l("材料图片"),
    "SHEET": _l("核验单"),
    "PHO": _l("核验照片"),
    "PROV": _l("本省要求的材料"),
    "SMS": _l("短信核验"),
    "SYS": _l("系统和在办业务"),
}
_WORDS: Final[dict[str, tuple[Any, str]]] = {
    "red": (_l("会被退回"), "red"),
    "amber": (_l("可能被退回"), "orange"),
    "person": (_l("由人核对"), "grey"),
    "green": (_l("没有发现问题"), "green"),
}
_BASES: Final[dict[str, Any]] = {
    "form": _l("填写时的检查"),
    "coach": _l("图片检查"),
    "certificate": _l("证件识别"),
    "sheet": _l("核验单识别"),
    "photo": _l("核验照片"),
    "lookup": _l("验证备案类型时的查询"),
    "pools": _l("接入商的地址段和服务器"),
}


@dataclass(frozen=True)
class Row:
    """A reason, what is expected of it, and what that rests on."""

    code: str
    words: str
    outlook: str
    label: Any
    colour: str
    bases: str


@dataclass(frozen=True)
class Group:
    """The reasons about one part of the filing; the worst decides its colour."""

    title: Any
    label: Any
    colour: str
    rows: tuple[Row, ...]
    counts: str


@dataclass(frozen=True)
class Forecast:
    """What the page shows. ``kind`` names what the chances are about."""

    groups: tuple[Group, ...]
    chances: Chances | None

    @property
    def percent(self) -> int:
        """The share of the filings that passed at once, in whole percent."""
        if self.chances is None:
            return 0
        return round(100 * self.chances.passed / self.chances.cases)


def of(filing: Filing, judgement: Judgement | None) -> Forecast | None:
    """The forecast in words; None before the subject is stated."""
    if judgement is None:
        return None
    found = outlook(desk(), filing, judgement, reader.today())
    groups: dict[str, list[Row]] = {}
    for each in found.expected:
        # What only the provider can mend is nothing for applicants.
        if reasons.reason(each.code).visible:
            groups.setdefault(each.code.split("-")[1], []).append(_row(each))
    return Forecast(tuple(_group(key, rows) for key, rows in groups.items()), found.chances)


def _row(expected: Expected) -> Row:
    label, colour = _WORDS[expected.outlook]
    return Row(
        code=expected.code,
        words=reasons.reason(expected.code).label(language()),
        outlook=expected.outlook,
        label=label,
        colour=colour,
        bases=listed(_basis(each) for each in expected.rests_on),
    )


def _basis(rests_on: str) -> str:
    kind, _colon, name = rests_on.partition(":")
    match kind:
        case "rule":
            return _("规则 %(rule)s", rule=name)
        case "scan":
            return materials.material(name).label(language())
        case _:
            return str(_BASES[kind])


def _group(key: str, rows: list[Row]) -> Group:
    there = [outlook for outlook in _WORDS if any(row.outlook == outlook for row in rows)]
    worst, colour = _WORDS[there[0]]
    counts = (
        _("%(what)s %(n)s", what=_WORDS[outlook][0], n=sum(row.outlook == outlook for row in rows))
        for outlook in there
    )
    return Group(_GROUPS[key], worst, colour, tuple(rows), listed(counts))
