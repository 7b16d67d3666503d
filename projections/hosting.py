"""Servers and authorisation codes, and which websites use them.

Servers and codes have events of their own; a use stands in the filings' accesses. Here both
meet, where appends come one after the other: so here is kept that a server carries no more
websites than it may, and that one code serves one website.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from domain.filing import events as e
from domain.hosting import events as h
from projections.hosting_tables import codes, hosted_sites, hosting_filings, resources
from store.constraints import ConstraintBroken
from store.projecting import Projection, Row, Tables
from store.recorded import Recorded

UNUSED: Final = "unused"
IN_USE: Final = "in_use"
USED: Final = "used"
VOID: Final = "void"

SITES_BROKEN: Final = "hosting_sites"
CODE_BROKEN: Final = "hosting_code"
"""What ConstraintBroken names: no room for a further website; a code that is not free."""

_REGISTERED: Final = {"register.access_registered", "register.access_changed"}
_LEFT: Final = {"register.access_removed", "register.site_cancelled"}


def project(recorded: Recorded, tables: Tables) -> None:
    """Takes, keeps and frees; refuses with ConstraintBroken what is used already."""
    aggregate = recorded.name.partition(".")[0]
    if aggregate == "hosting":
        _of_server(recorded, tables)
    elif aggregate == "filing":
        _of_filing(recorded.stream, recorded.event, tables)
    else:
        _of_record(recorded, tables)


def _of_server(recorded: Recorded, tables: Tables) -> None:
    event: Any = recorded.event
    resource = recorded.stream.removeprefix("resource-")
    rows = tables[resources]
    match event:
        case h.ResourceRegistered():
            rows.put(_registered(event))
        case h.ResourceProlonged(until=until):
            row = rows.get(resource)
            if row is not None:
                server = row["server"] | {"bought_until": until.isoformat()}
                rows.change(resource, server=server, bought_until=until)
        case h.ResourceHandedOver(account=account):
            rows.change(resource, account=account)
        case h.ResourceWithdrawn():
            rows.change(resource, withdrawn=True)
        case h.ResourceEndsSoon(until=until):
            rows.change(resource, told_of=until)
        case h.CodesIssued():
            for one in event.codes:
                tables[codes].put(_issued(one, resource, event))
        case h.CodeGranted(code=code, account=account, note=note):
            tables[codes].change(code, granted_to=account, note=note)
        case h.CodesVoided(codes=gone):
            for code in gone:
                _void(code, tables)


def _registered(event: h.ResourceRegistered) -> Row:
    return {
        "id": event.resource,
        "account": event.account,
        "server": msgspec.to_builtins(event.server),
        "name": event.server.name,
        "withdrawn": False,
        "bought_until": event.server.bought_until,
        "told_of": None,
        "sites": {},
    }


def _issued(one: h.IssuedCode, resource: str, event: h.CodesIssued) -> Row:
    return {
        "id": one.id,
        "resource": resource,
        "digest": one.digest,
        "tail": one.tail,
        "secret": one.secret.token,
        "granted_to": "",
        "note": "",
        "expires_on": event.expires_on,
        "state": UNUSED,
        "site": "",
        "streams": [],
    }


def _void(code: str, tables: Tables) -> None:
    row = tables[codes].get(code)
    if row is not None and row["state"] != UNUSED:
        raise ConstraintBroken(codes.name, CODE_BROKEN)
    tables[codes].change(code, state=VOID)


def _of_filing(stream: str, event: Any, tables: Tables) -> None:
    match event:
        case e.AccessRecorded(site=site, access=access):
            _state(stream, site, access.resource, access.code, tables)
        case e.SiteRemoved(site=site):
            _drop(stream, (site,), tables)
        case e.Abandoned():
            _drop(stream, None, tables)
        case _:
            _settle(stream, tables)


def _state(stream: str, site: str, resource: str, code: str, tables: Tables) -> None:
    """The filing says where the website runs: what it said before is free again."""
    row = tables[hosting_filings].get(stream)
    uses: dict[str, list[str]] = row["uses"] if row else {}
    before, after = uses.get(site), [resource, code]
    leaves = before is not None or tables[hosted_sites].get(site) is not None
    if before == after or not (resource or code or leaves):
        return
    if before is not None:
        _free(stream, site, *before, tables)
    _take(stream, site, resource, code, tables)
    tables[hosting_filings].put({"stream": stream, "uses": uses | {site: after}})


def _take(stream: str, site: str, resource: str, code: str, tables: Tables) -> None:
    if code:
        row = tables[codes].get(code)
        free = row is not None and row["state"] != VOID and row["site"] in ("", site)
        if row is None or not free:
            raise ConstraintBroken(codes.name, CODE_BROKEN)
        state = IN_USE if row["state"] == UNUSED else row["state"]
        streams = _with(row["streams"], stream)
        tables[codes].change(code, site=site, state=state, streams=streams)
    elif resource:
        row = tables[resources].get(resource)
        if row is None or (
            site not in row["sites"] and len(row["sites"]) >= row["server"]["sites"]
        ):
            raise ConstraintBroken(resources.name, SITES_BROKEN)
        streams = _with(row["sites"].get(site, []), stream)
        tables[resources].change(resource, sites=row["sites"] | {site: streams})


def _with(streams: list[str], stream: str) -> list[str]:
    return streams if stream in streams else [*streams, stream]


def _free(stream: str, site: str, resource: str, code: str, tables: Tables) -> None:
    """The filing uses it no more; a code that was used up stays so."""
    if code and (row := tables[codes].get(code)) is not None:
        streams = [each for each in row["streams"] if each != stream]
        over = row["state"] == IN_USE and not streams
        changed = {"state": UNUSED, "site": ""} if over else {}
        tables[codes].change(code, streams=streams, **changed)
    elif resource and (row := tables[resources].get(resource)) is not None:
        streams = [each for each in row["sites"].get(site, []) if each != stream]
        sites = {key: value for key, value in row["sites"].items() if key != site}
        tables[resources].change(resource, sites=sites | ({site: streams} if streams else {}))


def _drop(stream: str, sites: tuple[str, ...] | None, tables: Tables) -> None:
    """The filing gives up what these websites used, all of them for None."""
    row = tables[hosting_filings].get(stream)
    if row is None:
        return
    gone = row["uses"] if sites is None else {s: row["uses"][s] for s in sites if s in row["uses"]}
    for site, use in gone.items():
        _free(stream, site, *use, tables)
    left = {site: use for site, use in row["uses"].items() if site not in gone}
    tables[hosting_filings].put({"stream": stream, "uses": left})


def _settle(stream: str, tables: Tables) -> None:
    """The filing was approved: its codes are used up, and its websites have left what earlier
    filings said of them."""
    row = tables[hosting_filings].get(stream)
    if row is None:
        return
    for site, (resource, code) in row["uses"].items():
        if code:
            tables[codes].change(code, state=USED)
        before = tables[hosted_sites].get(site)
        if before is not None and before["stream"] != stream:
            _leave(before, tables)
        record = before["record"] if before else ""
        now = {"site": site, "stream": stream, "resource": resource, "code": code}
        tables[hosted_sites].put(now | {"record": record})


def _leave(hosted: Row, tables: Tables) -> None:
    """An approved website leaves: this makes room where the server's terms say so."""
    row = tables[resources].get(hosted["resource"]) if hosted["resource"] else None
    if row is not None and row["server"]["frees_quota"] and not hosted["code"]:
        _free(hosted["stream"], hosted["site"], hosted["resource"], "", tables)


def _of_record(recorded: Recorded, tables: Tables) -> None:
    event: Any = recorded.event
    rows = tables[hosted_sites]
    if recorded.name in _REGISTERED:
        rows.change(event.site, record=recorded.stream)
    elif recorded.name == "register.site_moved_in":
        rows.change(event.site.id, record=recorded.stream)
    elif recorded.name in _LEFT:
        gone = rows.get(event.site)
        _left([gone] if gone else [], tables)
    else:
        _left(rows.where(record=recorded.stream), tables)


def _left(gone: list[Row], tables: Tables) -> None:
    for hosted in gone:
        _leave(hosted, tables)
        tables[hosted_sites].delete(hosted["site"])


PROJECTION: Final = Projection(
    name="hosting",
    tables=(resources, codes, hosting_filings, hosted_sites),
    project=project,
    names=frozenset(
        {
            "hosting.resource_registered",
            "hosting.resource_prolonged",
            "hosting.resource_handed_over",
            "hosting.resource_withdrawn",
            "hosting.resource_ends_soon",
            "hosting.codes_issued",
            "hosting.code_granted",
            "hosting.codes_voided",
            "filing.access_recorded",
            "filing.site_removed",
            "filing.abandoned",
            "filing.bureau_approved",
            "filing.concluded",
            "register.access_registered",
            "register.access_changed",
            "register.site_moved_in",
            "register.access_removed",
            "register.site_cancelled",
            "register.subject_cancelled",
        }
    ),
)
