"""Noting that a rule was compared with its sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.rulebook import reviewing
from use_cases import rule_book
from use_cases.rule_book import Edition
from views.desk import desk
from views.fields import DateField, DeskForm, TextField, needed
from views.rulebook import reader


class ReviewForm(DeskForm):
    """The day of the comparison, and what was found."""

    on = DateField(_l("核对日期"), [validators.InputRequired(_l("请填写核对日期。"))])
    note = TextField(
        _l("核对了什么"),
        needed(_l("请写明核对了什么，例如来源的名称和日期。")),
        hint=_l("例如“2026 年 12 月版管局要求，内容未变”。"),
        longest=500,
    )


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The last review; without a name it is that of the file which the program came with."""

    on: date
    overdue: bool
    by: str = ""
    note: str = ""


def reviewed(known: Edition, rule_id: str, today: date) -> Reviewed:
    """When the rule was last compared with its sources."""
    on = reader.reviewed(known)[rule_id]
    overdue = reviewing.is_overdue(on, today)
    row = rule_book.reviews(desk()).get(rule_id)
    if row is None or row.reviewed_on < on:
        return Reviewed(on, overdue)
    named = reader.names([row.reviewed_by])
    return Reviewed(on, overdue, named.get(row.reviewed_by, ""), row.note)
