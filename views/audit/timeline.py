"""The whole history of one filing in words, in bands: whose turn it was, in which round."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Final

from flask import render_template, request, url_for
from flask_babel import LazyString, lazy_pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.access.events import ScanViewed
from domain.filing.events import ClaimRenewed
from domain.filing.evolve import evolve
from domain.filing.facts import Status
from domain.filing.lifecycle import RETURNED
from domain.filing.state import Filing
from domain.roles import Permission
from store.recorded import Recorded
from use_cases import auditing, records
from use_cases.auditing import Dossier
from views.access import requires
from views.audit import people, words
from views.audit.blueprint import pages
from views.audit.people import Names, Who
from views.audit.scene import Scene, Told
from views.desk import desk
from views.language import listed
from views.review.page import filing_title
from views.times import BEIJING

PAGE_SIZE: Final = 50
SHOWN: Final[dict[str, LazyString]] = {
    "all": _l("全部"),
    "facts": lazy_pgettext("records", "办理过程"),
    "looks": _l("查看记录"),
}
_BANDS: Final[dict[Status, LazyString]] = {
    **dict.fromkeys((Status.SUBMITTED, Status.RESUBMITTED, Status.REVIEWING), _l("初审")),
    **dict.fromkeys((Status.IDENTITY_PENDING, Status.IDENTITY_REVIEW), _l("真实性核验")),
    **dict.fromkeys((Status.READY, Status.REPORTED, Status.REPORT_FAILED), _l("上报")),
    **dict.fromkeys((Status.SMS_PENDING, Status.SMS_PARTIAL), _l("短信核验")),
    Status.BUREAU_REVIEW: _l("管局审核"),
    Status.FILED: _l("备案完成后"),
    Status.ABANDONED: _l("放弃之后"),
    Status.STALE: _l("失效之后"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, or several looks of one reader in a row."""

    told: Told
    who: Who
    version: int
    recorded: tuple[Recorded, ...]
    band: str
    stored: str = ""

    @property
    def at(self) -> datetime:
        """When it happened, the first of several."""
        return self.recorded[0].time

    @property
    def beijing(self) -> str:
        """The time of day and the day in Beijing, to the second."""
        return f"{self.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"

    @property
    def utc(self) -> str:
        """The same in UTC."""
        return f"{self.at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"

    @property
    def key(self) -> str:
        """Its place in the log, as an HTML id."""
        return f"event-{self.recorded[0].position}"


@dataclass(frozen=True, slots=True)
class Band:
    """Entries in a row that fell into one hand's turn."""

    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the history."""

    id: str
    title: str
    status: Status
    versions: int
    bands: Sequence[Band]
    shown: str
    page: int
    pages: int
    total: int


@pages.get("/<filing_id>")
@requires(Permission.AUDIT)
def timeline(filing_id: str) -> str:
    """What happened, oldest first."""
    dossier = auditing.open_dossier(desk(), filing_id)
    shown = request.args.get("show", "all")
    number = request.args.get("page", 1, type=int)
    view = compose(dossier, shown if shown in SHOWN else "all", max(1, number))
    return render_template(
        "audit/timeline.html",
        view=view,
        shown=SHOWN,
        links=_links(view),
        record=records.record_after(desk(), dossier.opened),
    )


def compose(dossier: Dossier, shown: str, page: int) -> Timeline:
    """The page of that number; one beyond the last is the last."""
    opened = dossier.opened
    moments = list(_moments(dossier, shown))
    pages_ = max(1, -(-len(moments) // PAGE_SIZE))
    page = min(page, pages_)
    part = moments[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Timeline(
        id=opened.id,
        title=filing_title(opened.filing),
        status=opened.filing.status,
        versions=len(opened.history),
        bands=[
            Band(title, list(entries))
            for title, entries in groupby(_entries(part), key=lambda entry: entry.band)
        ],
        shown=shown,
        page=page,
        pages=pages_,
        total=len(moments),
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    """Events that make one entry, with the filing around them."""

    recorded: tuple[Recorded, ...]
    before: Filing
    after: Filing

    @property
    def is_look(self) -> bool:
        return self.recorded[0].name.startswith("access.")


def _moments(dossier: Dossier, shown: str) -> Iterator[_Moment]:
    """All events and looks in the order of the log, without claim renewals."""
    filing = Filing()
    looks: list[Recorded] = []
    merged = sorted((*dossier.opened.history, *dossier.looks), key=lambda one: one.position)
    for recorded in merged:
        if looks and not _same_look(looks[-1], recorded):
            yield _Moment(tuple(looks), filing, filing)
            looks = []
        if recorded.name.startswith("access."):
            if shown != "facts":
                looks.append(recorded)
            continue
        event: Any = recorded.event
        before, filing = filing, evolve(filing, event)
        if shown != "looks" and not isinstance(event, ClaimRenewed):
            yield _Moment((recorded,), before, filing)
    if looks:
        yield _Moment(tuple(looks), filing, filing)


def _same_look(one: Recorded, other: Recorded) -> bool:
    """Whether both are looks at scans by one reader: a page asks for all its scans."""
    scans = isinstance(one.event, ScanViewed) and isinstance(other.event, ScanViewed)
    renewal = isinstance(other.event, ClaimRenewed)
    return renewal or (scans and one.actor == other.actor)


def _entries(moments: Sequence[_Moment]) -> list[Entry]:
    every = [recorded for moment in moments for recorded in moment.recorded]
    stored = auditing.stored_json(desk(), [recorded.position for recorded in every])
    names = people.names_of(desk(), _accounts(every))
    return [_entry(moment, names, stored) for moment in moments]


def _accounts(every: Iterable[Recorded]) -> Iterator[str]:
    """Everybody whom the words may name."""
    for recorded in every:
        yield recorded.actor.id
        for field in ("reviewer", "taken_from"):
            value = getattr(recorded.event, field, None)
            if value:
                yield value


def _entry(moment: _Moment, names: Names, stored: dict[int, bytes]) -> Entry:
    first = moment.recorded[0]
    scene = Scene(moment.before, moment.after, names)
    actor = people.who(first.actor, names)
    if first.actor.id in moment.after.persons():
        actor = actor._replace(name=scene.person(first.actor.id), id="")
    return Entry(
        told=_told(moment, scene),
        who=actor,
        version=0 if moment.is_look else first.version,
        recorded=moment.recorded,
        band=_band(moment),
        stored=_as_text(moment.recorded, stored),
    )


def _told(moment: _Moment, scene: Scene) -> Told:
    event: Any = moment.recorded[0].event
    if not moment.is_look:
        return words.told(event, scene)
    if len(moment.recorded) == 1:
        return words.told_of_access(event, scene)
    slots = dict.fromkeys(getattr(one.event, "slot", "") for one in moment.recorded)
    named = listed(scene.slot(slot) for slot in slots)
    return Told(_("查看图片 %(n)s 次", n=len(moment.recorded)), (named,), "look")


def _band(moment: _Moment) -> str:
    """Whose turn it was when it happened."""
    status, round_ = moment.before.status, moment.before.round
    if status in {Status.NEW, Status.DRAFT}:
        return _("填写") if not round_ else _("第 %(n)s 轮 · 撤回后修改", n=round_)
    if status is Status.BUREAU_REJECTED and not moment.before.issues:
        return _("第 %(n)s 轮 · 分析管局意见", n=round_)
    if status in RETURNED:
        return _("第 %(n)s 轮 · 退回，申请人修改", n=round_)
    band = str(_BANDS[status])
    return _("第 %(n)s 轮 · %(stage)s", n=round_, stage=band) if round_ else band


def _as_text(recorded: Sequence[Recorded], stored: dict[int, bytes]) -> str:
    """The stored events as indented JSON, each with its place in the log."""
    return "\n".join(
        json.dumps(
            {
                "position": one.position,
                "stream": one.stream,
                "version": one.version,
                "name": one.name,
                **json.loads(stored[one.position]),
            },
            ensure_ascii=False,
            indent=2,
        )
        for one in recorded
    )


def _links(view: Timeline) -> dict[str, str | None]:
    """The pages before and after this one."""

    def address(page: int) -> str | None:
        if not 1 <= page <= view.pages:
            return None
        return url_for("audit.timeline", filing_id=view.id, show=view.shown, page=page)

    return {"previous": address(view.page - 1), "next": address(view.page + 1)}
