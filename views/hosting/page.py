"""What the page of an account's servers and codes shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from domain.hosting.facts import Obstacle
from domain.hosting.policy import MOST_AT_ONCE
from domain.reference import provinces
from domain.roles import Permission, may
from domain.working_days import shanghai_date
from projections.hosting import UNUSED, VOID
from projections.hosting_lists import CodeRow, ResourceRow
from use_cases import hosting
from views.desk import desk
from views.hosting.words import KINDS, OBSTACLES, STATES
from views.language import language


@dataclass(frozen=True)
class CodeLine:
    """An authorisation code as a line; only its end is shown."""

    id: str
    tail: str
    state: Any
    colour: str
    expires_on: str
    note: str
    granted: bool
    may_show: bool
    may_change: bool


@dataclass(frozen=True)
class ServerCard:
    """A server with its codes. ``most`` is how many codes can be made at once."""

    id: str
    name: str
    rows: tuple[dict[str, Any], ...]
    obstacles: tuple[str, ...]
    codes: tuple[CodeLine, ...]
    most: int


@dataclass(frozen=True)
class Overview:
    """All servers and codes of an account."""

    servers: tuple[ServerCard, ...]
    granted: tuple[CodeLine, ...]
    may_change: bool


def overview() -> Overview:
    """The servers and codes of the reader's account; a sub-account reads its main account's."""
    account = current_user.row.filing_account
    changes = may(current_user.role, Permission.FILE)
    own, granted = hosting.codes_of(desk(), account)
    servers = hosting.servers_of(desk(), account)
    return Overview(
        servers=tuple(_server(row, own, changes=changes) for row in servers),
        granted=tuple(_code(row, own=False, changes=changes) for row in granted),
        may_change=changes,
    )


def _server(row: ResourceRow, own: Sequence[CodeRow], *, changes: bool) -> ServerCard:
    today = shanghai_date(desk().clock.now())
    found = hosting.obstacles(desk(), row, today)
    codes = [code for code in own if code.resource == row.id]
    left = row.server.codes - sum(code.state != VOID for code in codes)
    return ServerCard(
        id=row.id,
        name=row.server.name,
        rows=_rows(row, max(left, 0)),
        obstacles=obstacle_words(found),
        codes=tuple(_code(code, own=True, changes=changes) for code in codes),
        most=min(left, MOST_AT_ONCE) if changes and not found else 0,
    )


def _rows(row: ResourceRow, codes_left: int) -> tuple[dict[str, Any], ...]:
    server = row.server
    used = {"used": len(row.sites), "all": server.sites, "left": row.sites_left}
    named = {
        _l("类型"): KINDS[server.kind],
        _l("公网 IP"): ", ".join(server.addresses) or "—",
        _l("所在地"): place_words(server.place),
        _l("到期日"): server.bought_until.isoformat(),
        _l("备案的网站"): _("已用 %(used)s 个，共 %(all)s 个，还可备案 %(left)s 个", **used),
        _l("授权码"): _("共 %(all)s 个，还可生成 %(left)s 个", all=server.codes, left=codes_left),
    }
    return tuple({"key": key, "value": value} for key, value in named.items())


def place_words(place: int) -> str:
    """Where a server stands."""
    if not place:
        return _("中国内地以外")
    return provinces.by_server_location(place).label(language())


def obstacle_words(found: Sequence[Obstacle]) -> tuple[str, ...]:
    """Why a server carries no filing, in words."""
    terms = desk().hosting.terms
    facts = {"months": terms.months, "days": terms.days_left}
    return tuple(str(OBSTACLES[each]) % facts for each in found)


def _code(row: CodeRow, *, own: bool, changes: bool) -> CodeLine:
    state = row.state_on(shanghai_date(desk().clock.now()))
    words, colour = STATES[state]
    given = own and bool(row.granted_to)
    free = state == UNUSED
    return CodeLine(
        id=row.id,
        tail=row.tail,
        state=_l("已转给他人") if given and free else words,
        colour=colour,
        expires_on=row.expires_on.isoformat(),
        note=row.note if row.granted_to else "",
        granted=bool(row.granted_to),
        may_show=free and changes and not given,
        may_change=free and changes and own,
    )
