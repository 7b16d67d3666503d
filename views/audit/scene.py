"""What the words about an event need to know beside the event itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from domain.filing.facts import Issue, Severity, StoredFile
from domain.filing.state import Filing
from domain.reference.loading import UnknownCode
from views import issue_words
from views.audit.people import Names
from views.language import language, listed
from views.target_words import is_erased, label, slot_label
from views.times import BEIJING
from views.working_calendar import is_estimate


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words. ``state`` marks it on the timeline: done, problem or look."""

    title: str
    lines: tuple[str, ...] = ()
    state: str = "done"


@dataclass(frozen=True, slots=True)
class Scene:
    """The filing before and after the event, and the names of accounts."""

    before: Filing
    after: Filing
    names: Names

    def account(self, account_id: str) -> str:
        """An account's name, or its id where it is not known here."""
        return self.names.get(account_id) or account_id

    def person(self, person_id: str) -> str:
        """A person of the filing by masked name."""
        for filing in (self.after, self.before):
            found = filing.persons().get(person_id)
            if found is not None:
                return found.name.masked
        return _("已不在备案中的负责人")

    def people(self, person_ids: Iterable[str]) -> str:
        """Several persons in one list."""
        return listed(self.person(each) for each in person_ids)

    def site(self, site_id: str) -> str:
        """A website's name."""
        for filing in (self.after, self.before):
            if site_id in filing.sites:
                return filing.sites[site_id].name
        return site_id

    def slot(self, slot: str) -> str:
        """A slot, or the photo of a person, by name."""
        code, _colon, person = slot.partition(":")
        if code == "M06" and person:
            return _("%(name)s的核验照片", name=self.person(person))
        return slot_label(slot, self.after)

    def changed(self) -> tuple[str, ...]:
        """One line that names what this event changed."""
        version = self.after.version
        moved = [name for name, last in self.after.changed.items() if last == version]
        if not moved and any(is_erased(value) for value in self.after.targets().values()):
            return (_("个人信息已按法定要求删除，改动了什么无法比较"),)
        if not moved:
            return (_("内容没有变化"),)
        known = self.after if self.after.sites else self.before
        return (_("改动：%(fields)s", fields=listed(label(name, known) for name in moved)),)

    def issues(self, issues: Iterable[Issue]) -> tuple[str, ...]:
        """A line for each issue: where, what, which reason, what is advised."""
        return tuple(self._issue(issue) for issue in issues)

    def _issue(self, issue: Issue) -> str:
        words = _(
            "%(where)s：%(text)s（%(code)s）",
            where=label(issue.target, self.after),
            text=issue_words.text(issue),
            code=issue.code,
        )
        if issue.severity is Severity.BLOCKER:
            words = _("%(words)s［驳回级］", words=words)
        advice = issue_words.advice(issue)
        return _("%(words)s 建议：%(advice)s", words=words, advice=advice) if advice else words


def named(look_up: Callable[[Any], Any], code: Any) -> str:
    """The name of a code; the code itself where an old event uses one that is gone."""
    try:
        return str(look_up(code).label(language()))
    except UnknownCode:
        return str(code)


def when(at: datetime) -> str:
    """A point of time to the minute in Beijing."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def due(at: datetime, estimated: bool = False) -> str:
    """Until when something is promised."""
    words = _("承诺 %(when)s 前完成", when=when(at))
    return _("%(words)s（估算）", words=words) if estimated or is_estimate(at) else words


def note(text: str) -> tuple[str, ...]:
    """The internal note as a line, if there is one."""
    return (_("内部备注：%(text)s", text=text),) if text else ()


def file_words(stored: StoredFile) -> str:
    """Size and digest of a stored file."""
    kilobytes = max(1, round(stored.size / 1024))
    return _("%(size)s kB，密文 SHA-256 %(digest)s…", size=kilobytes, digest=stored.digest[:16])
