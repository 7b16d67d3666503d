"""What pages and checks ask about servers and authorisation codes."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, Select, or_, select

from domain.hosting.facts import Server
from projections.hosting import UNUSED, VOID
from projections.hosting_tables import codes, resources


class ResourceRow(msgspec.Struct, frozen=True):
    """A server with whose it is and how many websites use it directly."""

    id: str
    account: str
    server: Server
    withdrawn: bool
    sites: tuple[str, ...]

    @property
    def sites_left(self) -> int:
        """How many further websites it carries."""
        return max(self.server.sites - len(self.sites), 0)


class CodeRow(msgspec.Struct, frozen=True):
    """An authorisation code. ``owner`` is the account of its server, ``secret`` the token of its
    text, ``site`` the website that uses it."""

    id: str
    resource: str
    owner: str
    server: str
    tail: str
    secret: str
    granted_to: str
    note: str
    expires_on: date
    state: str
    site: str

    @property
    def holder(self) -> str:
        """The account that may show it."""
        return self.granted_to or self.owner

    def state_on(self, today: date) -> str:
        """Its state, which is ``void`` for an unused one whose day has passed."""
        return VOID if self.state == UNUSED and self.expires_on < today else self.state


def resource(connection: Connection, key: str) -> ResourceRow | None:
    """The server with that id."""
    query = select(resources).where(resources.c.id == key)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _resource(row)


def resources_of(connection: Connection, account: str, limit: int = 200) -> list[ResourceRow]:
    """The servers of an account that were not withdrawn, by name."""
    query = select(resources).where(resources.c.account == account, ~resources.c.withdrawn)
    return _resources(connection, query, limit)


def all_resources(
    connection: Connection, limit: int, name: str = "", after: str = ""
) -> list[ResourceRow]:
    """All servers by name, whose names begin with ``name``, behind the server ``after``."""
    query = select(resources)
    if name:
        query = query.where(resources.c.name.startswith(name, autoescape=True))
    last = resource(connection, after) if after else None
    if last is not None:
        place = resources.c.name > last.server.name
        same = (resources.c.name == last.server.name) & (resources.c.id > after)
        query = query.where(or_(place, same))
    return _resources(connection, query, limit)


def ending(connection: Connection, since: date, until: date, limit: int) -> list[ResourceRow]:
    """Servers of accounts that end between the two days and whose owners were not told so."""
    table = resources.c
    untold = or_(table.told_of.is_(None), table.told_of != table.bought_until)
    query = select(resources).where(
        table.bought_until.between(since, until), untold, table.account != "", ~table.withdrawn
    )
    return _resources(connection, query, limit)


def code(connection: Connection, key: str) -> CodeRow | None:
    """The code with that id."""
    return next(iter(_codes(connection, _joined().where(codes.c.id == key))), None)


def code_by_digest(connection: Connection, digest: str) -> CodeRow | None:
    """The code whose text has that keyed digest."""
    return next(iter(_codes(connection, _joined().where(codes.c.digest == digest))), None)


def codes_of(connection: Connection, account: str, limit: int = 500) -> list[CodeRow]:
    """The codes of the account's servers, the newest end first; granted ones too."""
    return _codes(connection, _joined().where(resources.c.account == account).limit(limit))


def granted_to(connection: Connection, account: str, limit: int = 200) -> list[CodeRow]:
    """The codes that other accounts gave to this one."""
    return _codes(connection, _joined().where(codes.c.granted_to == account).limit(limit))


def unused_of(connection: Connection, resource: str) -> tuple[str, ...]:
    """The ids of the server's codes that no website uses."""
    query = select(codes.c.id).where(codes.c.resource == resource, codes.c.state == UNUSED)
    return tuple(connection.scalars(query.order_by(codes.c.id)))


def over(connection: Connection, today: date, limit: int) -> list[CodeRow]:
    """Codes that no website uses and whose day has passed."""
    query = _joined().where(codes.c.state == UNUSED, codes.c.expires_on < today)
    return _codes(connection, query.limit(limit))


def _joined() -> Select[Any]:
    query = select(
        codes, resources.c.account.label("owner"), resources.c.name.label("server")
    ).join(resources, codes.c.resource == resources.c.id)
    return query.order_by(codes.c.expires_on.desc(), codes.c.id)


def _codes(connection: Connection, query: Select[Any]) -> list[CodeRow]:
    rows = connection.execute(query).mappings()
    return [CodeRow(**{name: row[name] for name in CodeRow.__struct_fields__}) for row in rows]


def _resources(connection: Connection, query: Select[Any], limit: int) -> list[ResourceRow]:
    query = query.order_by(resources.c.name, resources.c.id).limit(limit)
    return [_resource(row) for row in connection.execute(query).mappings()]


def _resource(row: RowMapping) -> ResourceRow:
    return ResourceRow(
        id=row["id"],
        account=row["account"],
        server=msgspec.convert(row["server"], Server),
        withdrawn=row["withdrawn"],
        sites=tuple(row["sites"]),
    )
