"""Which filings a wish needs, one after the other.

What is filed anew is decided by the decision table, from facts that are made up of the answers;
what happens to something filed follows from the kinds of filing. Source for the order: the help
pages of Huawei Cloud and Tencent Cloud (a change and an addition are two filings, an addition of
an access stands before one of a website, a migrated domain is registered anew first).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import msgspec

from domain.filing.facts import INDIVIDUAL
from domain.filing.kinds import Kind, can_start
from domain.guide.situation import Situation, SubjectFiled, Wish
from domain.rules.decision import (
    STOP,
    Answer,
    Blacklisted,
    Certificate,
    DecisionTable,
    DomainAtMinistry,
    Facts,
    OpenOrders,
)
from domain.rules.decision.deciding import decide_domain

Who = Literal["subject", "old_subject", "new_subject"]
_DOMAIN: Final = "example.cn"
"""Stands for the domain that is meant; nothing is looked up."""
_FILED: Final = "filed"


class Step(msgspec.Struct, frozen=True):
    """One step. A filing here has a ``kind``; without one it is done elsewhere, and ``elsewhere``
    names what. ``why`` names the reason, ``row`` is the decision table's answer where that decided.
    """

    kind: Kind | None = None
    elsewhere: str = ""
    why: str = ""
    who: Who = "subject"
    row: Answer | None = None


def plan(situation: Situation, table: DecisionTable) -> tuple[Step, ...]:
    """The steps, in the order in which they are made."""
    return tuple(_PLANS[situation.wish](situation, table))


def _new_site(at: Situation, table: DecisionTable) -> list[Step]:
    return _filed_anew(at, at.subject, table)


def _move_here(at: Situation, table: DecisionTable) -> list[Step]:
    answer = _decided(at, at.subject, table, filed=True)
    steps = [Step(Kind(answer.outcome), row=answer)]
    return steps if at.keep else [*steps, Step(elsewhere="end_access_there", why="after_move")]


def _new_domain(at: Situation, table: DecisionTable) -> list[Step]:
    steps = _filed_anew(at, at.access, table, why="domain_is_a_site")
    return steps if at.keep else [*steps, _ended(at, Kind.CANCEL_SITE, why="old_domain_ends")]


def _new_owner(at: Situation, table: DecisionTable) -> list[Step]:
    moved = Step(elsewhere="domain_to_new_owner", why="holder_is_subject", who="new_subject")
    movable = at.access == "here" and at.nature != INDIVIDUAL
    if movable and can_start(Kind.MIGRATE):
        return [moved, Step(Kind.MIGRATE, why="migrates", who="new_subject")]
    end = Kind.CANCEL_SUBJECT if at.last else Kind.CANCEL_SITE
    ended = _ended(
        at, end, why="not_moved_here" if movable else "old_number_ends", who="old_subject"
    )
    return [ended, moved, *_filed_anew(at, at.subject, table, who="new_subject")]


def _subject_changed(at: Situation, _table: DecisionTable) -> list[Step]:
    return [_changed(at, Kind.CHANGE_SUBJECT, "within_30_days")]


def _person_changed(at: Situation, _table: DecisionTable) -> list[Step]:
    kinds = {
        "responsible": Kind.CHANGE_SUBJECT,
        "site": Kind.CHANGE_SITE,
        "both": Kind.CHANGE_BOTH,
    }
    return [_changed(at, kinds[at.whose], "person_verifies")]


def _site_changed(at: Situation, _table: DecisionTable) -> list[Step]:
    return [_changed(at, Kind.CHANGE_SITE, "no_domain_added")]


def _server_changed(_at: Situation, _table: DecisionTable) -> list[Step]:
    return [Step(Kind.CHANGE_ACCESS, why="access_only")]


def _number_changed(at: Situation, table: DecisionTable) -> list[Step]:
    ended = _ended(at, Kind.CANCEL_SUBJECT, why="number_is_subject")
    return [ended, *_filed_anew(at, "no", table)]


def _end_site(at: Situation, _table: DecisionTable) -> list[Step]:
    if at.last:
        return [_ended(at, Kind.CANCEL_SUBJECT, why="last_site")]
    return [_ended(at, Kind.CANCEL_SITE, why="site_ends")]


def _end_all(at: Situation, _table: DecisionTable) -> list[Step]:
    return [_ended(at, Kind.CANCEL_SUBJECT, why="all_ends")]


def _leave(_at: Situation, _table: DecisionTable) -> list[Step]:
    there = Step(elsewhere="add_access_there", why="no_gap")
    return [there, Step(Kind.CANCEL_ACCESS, why="access_ends")]


def _other_account(_at: Situation, _table: DecisionTable) -> list[Step]:
    return [Step(Kind.TRANSFER, why="same_provider")]


def _in_no_account(_at: Situation, _table: DecisionTable) -> list[Step]:
    return [Step(Kind.CLAIM, why="claims")]


_PLANS: Final[dict[Wish, Callable[[Situation, DecisionTable], list[Step]]]] = {
    Wish.NEW_SITE: _new_site,
    Wish.MOVE_HERE: _move_here,
    Wish.NEW_DOMAIN: _new_domain,
    Wish.NEW_OWNER: _new_owner,
    Wish.SUBJECT_CHANGED: _subject_changed,
    Wish.PERSON_CHANGED: _person_changed,
    Wish.SITE_CHANGED: _site_changed,
    Wish.SERVER_CHANGED: _server_changed,
    Wish.NUMBER_CHANGED: _number_changed,
    Wish.END_SITE: _end_site,
    Wish.END_ALL: _end_all,
    Wish.LEAVE: _leave,
    Wish.OTHER_ACCOUNT: _other_account,
    Wish.IN_NO_ACCOUNT: _in_no_account,
}


def _changed(at: Situation, kind: Kind, why: str) -> Step:
    """A change is filed where the website has its access; the ministry tells the others."""
    return Step(kind, why=why) if at.access == "here" else Step(elsewhere="change_there", why=why)


def _ended(at: Situation, kind: Kind, why: str, who: Who = "subject") -> Step:
    if at.access == "here":
        return Step(kind, why=why, who=who)
    return Step(elsewhere="end_there", why=why, who=who)


def _filed_anew(
    at: Situation,
    subject: SubjectFiled,
    table: DecisionTable,
    why: str = "",
    who: Who = "subject",
) -> list[Step]:
    """What is needed for a domain that is not filed. Where the table stops, it is because the
    subject has lost all its websites and its province wants that number to end first."""
    answer = _decided(at, subject, table, filed=False)
    if answer.outcome == STOP:
        ended = Step(elsewhere="end_empty_subject", who=who, row=answer)
        return [ended, *_filed_anew(at, "no", table, why, who)]
    return [Step(Kind(answer.outcome), why=why, who=who, row=answer)]


def _decided(at: Situation, subject: SubjectFiled, table: DecisionTable, *, filed: bool) -> Answer:
    """What the decision table says where the look-ups would give just this, and nothing is
    open, on the black list, or somebody else's."""
    here = subject == "here"
    found = DomainAtMinistry(_FILED, "same", access_here=False)
    facts = Facts(
        nature=at.nature,
        region=f"{at.province}0000",
        certificate=Certificate(0, ""),
        domains=(_DOMAIN,),
        account_subject="same" if here else None,
        subject_here="this_account" if here else None,
        subject_at_ministry=None if subject == "no" else _FILED,
        live_sites=0 if subject in {"no", "empty"} else 1,
        same_name_other_certificate=False,
        domains_at_ministry={
            _DOMAIN: found if filed else DomainAtMinistry(None, None, access_here=False)
        },
        open_orders=OpenOrders(None, {}),
        blacklisted=Blacklisted(subject=False, domains=()),
    )
    return decide_domain(facts, _DOMAIN, table)
