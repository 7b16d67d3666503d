"""What an auditor looks for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import validators

from domain.roles import Role
from projections.history import PROJECTION, Search
from views.audit.people import Names, role_words
from views.audit.words import SEARCHED_BY, kind_words
from views.fields import OPTIONAL, DateField, DeskForm, SelectField, TextField, needed
from views.times import BEIJING

_FIRST, _LAST = date(1900, 1, 1), date(2999, 12, 31)
_KINDS = ("filing", "number", "domain", "name", "certificate", "mobile")


class FindForm(DeskForm):
    """A filing by one value. It is posted, so that no personal value stands in an address."""

    by = SelectField(
        _l("按什么查找"),
        needed(_l("请选择。")),
        choices=[(kind, SEARCHED_BY[kind]) for kind in _KINDS],
    )
    text = TextField(
        _l("查找内容"),
        needed(_l("请填写要查找的内容。")),
        hint=_l("号码须填写完整；单位名称可只填开头。每次查找都会记录。"),
        autocomplete="off",
        longest=200,
    )


class EventsForm(FlaskForm):
    """Events by actor, kind and period; in the address, for it holds nothing personal."""

    class Meta:
        csrf = False

    actor = SelectField(_l("操作人"), OPTIONAL)
    event = SelectField(_l("事件"), OPTIONAL)
    since = DateField(_l("从"), OPTIONAL)
    until = DateField(_l("到（含当日）"), OPTIONAL)

    def offer(self, names: Names, chosen: str, chosen_name: str) -> None:
        """The actors and kinds of events to choose from; ``chosen`` is one from a link."""
        parts = [(role.value, role_words(role)) for role in (Role.SYSTEM, Role.MINISTRY)]
        actors = [("", _("全部")), *parts, *sorted(names.items(), key=lambda item: item[1])]
        if chosen and chosen not in {value for value, _words in actors}:
            actors.append((chosen, chosen_name))
        self.actor.choices = actors
        kinds = [(name, kind_words(name)) for name in sorted(PROJECTION.names)]
        self.event.choices = [("", _("全部")), *kinds]

    def validate_since(self, field: Any) -> None:
        """The first and the last days of the calendar have no neighbours to count with."""
        if field.data and not _FIRST <= field.data <= _LAST:
            raise validators.ValidationError(_l("请填写真实存在的日期，例如 2030-01-31。"))

    def validate_until(self, field: Any) -> None:
        """A period that ends before it begins finds nothing, which is not what was meant."""
        self.validate_since(field)
        if self.since.data and field.data and field.data < self.since.data:
            raise validators.ValidationError(_l("结束日期不能早于开始日期。"))

    def search(self) -> Search:
        """What is looked for, with the days of Beijing as points of time."""
        until = self.until.data + timedelta(days=1) if self.until.data else None
        return Search(
            actor=self.actor.data or "",
            name=self.event.data or "",
            since=_start_of(self.since.data),
            until=_start_of(until),
        )


def _start_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), BEIJING) if day else None
