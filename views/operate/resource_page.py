"""What the operator's pages about servers show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.hosting.facts import Server
from domain.working_days import shanghai_date
from projections import accounts
from projections.hosting_lists import ResourceRow
from use_cases import hosting
from views.desk import desk
from views.hosting.page import obstacle_words, place_words
from views.hosting.words import KINDS
from views.operate.resource_forms import OwnerForm, ReasonForm, UntilForm


@dataclass(frozen=True)
class Row:
    """A server as a line. ``owner`` is a masked contact."""

    id: str
    server: Server
    kind: Any
    owner: str
    place: str
    sites: str
    standing: Any
    colour: str


@dataclass(frozen=True)
class ResourcePage:
    """One server with the forms that change it."""

    row: Row
    facts: tuple[dict[str, Any], ...]
    obstacles: tuple[str, ...]
    withdrawn: bool
    owner: OwnerForm
    until: UntilForm
    reason: ReasonForm


def today() -> date:
    """Today in Beijing."""
    return shanghai_date(desk().clock.now())


def rows(found: Sequence[ResourceRow]) -> list[Row]:
    """Servers as lines."""
    owners = owner_labels({row.account for row in found if row.account})
    return [_row(row, owners) for row in found]


def owner_labels(ids: Collection[str]) -> dict[str, str]:
    """The masked contacts of accounts."""
    with desk().unit.reading() as connection:
        found = accounts.some(connection, ids)
    contacts = desk().vault.open_many([row.contact for row in found])
    return {row.id: contact.masked for row, contact in zip(found, contacts, strict=True)}


def _row(row: ResourceRow, owners: dict[str, str]) -> Row:
    words, colour = _standing(row)
    return Row(
        id=row.id,
        server=row.server,
        kind=KINDS[row.server.kind],
        owner=owners.get(row.account, ""),
        place=place_words(row.server.place),
        sites=_("%(used)s/%(all)s", used=len(row.sites), all=row.server.sites),
        standing=words,
        colour=colour,
    )


def _standing(row: ResourceRow) -> tuple[LazyString, str]:
    if row.withdrawn:
        return _l("已收回"), "grey"
    if hosting.obstacles(desk(), row, today()):
        return _l("不能备案"), "yellow"
    return _l("可以备案"), "green"


def resource_page(
    resource: str,
    *,
    owner: OwnerForm | None = None,
    until: UntilForm | None = None,
    reason: ReasonForm | None = None,
) -> ResourcePage:
    """One server; forms that were sent keep what was typed. Raises NotFound."""
    found = hosting.find(desk(), resource)
    (row,) = rows([found])
    return ResourcePage(
        row=row,
        facts=_facts(row),
        obstacles=obstacle_words(hosting.obstacles(desk(), found, today())),
        withdrawn=found.withdrawn,
        owner=owner or OwnerForm(formdata=None),
        until=until or UntilForm(formdata=None, until=found.server.bought_until),
        reason=reason or ReasonForm(formdata=None),
    )


def _facts(row: Row) -> tuple[dict[str, Any], ...]:
    server = row.server
    named = {
        _l("所属账号"): row.owner or _("还没有"),
        _l("类型"): row.kind,
        _l("公网 IP"): ", ".join(server.addresses),
        _l("所在地"): row.place,
        _l("计费方式"): _("包年包月") if server.prepaid else _("按量计费"),
        _l("购买日期"): server.bought_on.isoformat(),
        _l("到期日"): server.bought_until.isoformat(),
        _l("已有网站"): row.sites,
        _l("授权码个数"): str(server.codes),
    }
    return tuple({"key": key, "value": value} for key, value in named.items())
