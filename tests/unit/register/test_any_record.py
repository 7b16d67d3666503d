"""Any history of a record and any command give events or a refusal, and an end is an end."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.filing.kinds import Kind
from domain.refusal import Refusal
from domain.register import commands as c
from domain.register.decide import decide
from domain.register.evolve import evolve, replay
from domain.register.facts import RecordStatus
from domain.register.policy import Underway, offers, site_standing, standing
from domain.register.state import Record
from domain.roles import Role
from tests.unit.filing.samples import CLOUD, hex_id, website
from tests.unit.filing.stories import STRANGER
from tests.unit.register.given import Given, about, first, outcome
from tests.unit.register.test_bureau_and_inspections import command

SITES = [hex_id("s1"), hex_id("s2"), hex_id("s3"), "nobody's"]
sites = st.sampled_from(SITES)


@st.composite
def filings(draw: st.DrawFn):
    """The outcome of a filing of any kind, about some websites, with or without what it needs."""
    kind = draw(st.sampled_from(list(Kind)))
    new = website("一个网站", "new.cn", site_id="s3")
    added = draw(st.booleans())

    def make(record: Record):
        what = about(Given(record), kind, filing=hex_id(f"filing {draw(st.integers(0, 50))}"))
        if added:
            number = f"{record.number}-{draw(st.integers(1, 4))}"
            what = replace(what, sites=what.sites | {new.id: new}, accesses={new.id: CLOUD})
            what = replace(what, website_numbers={new.id: number})
        chosen = tuple(draw(st.lists(sites, max_size=2, unique=True)))
        to_account = draw(st.sampled_from(["", STRANGER.id]))
        return outcome(replace(what, record_sites=chosen, to_account=to_account))

    return make


@st.composite
def others(draw: st.DrawFn):
    """What the bureau or an inspection does."""
    site = draw(sites)
    kind, role, fields = draw(
        st.sampled_from(
            [
                (c.NoteSiteCancelled, Role.MINISTRY, {"site": site}),
                (c.NoteSubjectCancelled, Role.MINISTRY, {}),
                (c.NoteBlacklisted, Role.MINISTRY, {"listed": True}),
                (c.NoteBlacklisted, Role.MINISTRY, {"listed": False}),
                (c.ConfirmRectified, Role.REVIEWER, {"site": site}),
                (c.RemoveAccess, Role.LEAD, {"site": site}),
                (
                    c.RequestRectification,
                    Role.REVIEWER,
                    {"site": site, "items": ("x",), "due_on": date(2027, 1, 1)},
                ),
            ]
        )
    )
    return lambda _record: command(kind, role, **fields)


@given(st.lists(st.one_of(filings(), others()), max_size=12))
def test_any_history_holds_together(acts):
    record, history = Record(), list(decide(outcome(first()), Record()))
    record = replay(history)
    for act in acts:
        before = record
        try:
            events = decide(act(record), record)
        except Refusal:
            continue
        for event in events:
            record = evolve(record, event)
        history += events
        _ensure_ends_hold(before, record)
    assert replay(history) == record


def _ensure_ends_hold(before: Record, after: Record) -> None:
    """What was cancelled or had moved away stays so; numbers are never given twice."""
    gone = {id_ for id_, site in before.sites.items() if not site.is_live}
    assert not gone & after.live_sites.keys()
    if before.status is RecordStatus.CANCELLED:
        assert after == before
    numbers = [site.number for site in after.sites.values()]
    assert len(numbers) == len(set(numbers))
    assert all(site.access is None for site in after.sites.values() if not site.is_live)
    for underway in ((), (Underway("x", Kind.CHANGE_SITE),)):
        assert offers(after, underway)
        assert standing(after, underway)
    assert all(site_standing(site) for site in after.sites.values())
