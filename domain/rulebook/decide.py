"""What follows from a wish of a rule editor."""

from __future__ import annotations

from datetime import date
from typing import Final, assert_never

from domain.command import derived_id
from domain.refusal import NotFound, NotPermitted
from domain.roles import Permission, may
from domain.rulebook.commands import (
    DeclineProposal,
    NoteReview,
    ProposeRules,
    PublishProposal,
    RulebookCommand,
)
from domain.rulebook.events import (
    ProposalDeclined,
    ProposalPublished,
    RulebookEvent,
    RulesProposed,
    RulesReviewed,
)
from domain.rulebook.refusals import (
    AlreadyDecided,
    NothingProposed,
    PastRule,
    ReasonNeeded,
    ReviewAhead,
    RuleNotUsable,
    SecondPersonNeeded,
)
from domain.rulebook.state import Proposal, Rulebook
from domain.rules.changes import HeldAlready, changed, ensure_future
from domain.rules.rule import BadRule, Source
from domain.rules.rule_files import Book, rule_set
from domain.rules.rule_set import RuleSet
from domain.working_days import shanghai_date

LEAST_REASON: Final = 2
MOST_REASON: Final = 500
MOST_ROWS: Final = 1000


def decide(command: RulebookCommand, book: Rulebook, files: Book) -> list[RulebookEvent]:
    """The events of a change. ``files`` are the rules that the program came with.

    Raises NotPermitted for whoever does not edit rules, and the refusals of this room.
    """
    if not may(command.actor.role, Permission.EDIT_RULES):
        raise NotPermitted
    match command:
        case ProposeRules():
            return _propose(command, book, files)
        case PublishProposal():
            return _publish(command, book, files)
        case DeclineProposal():
            _open(book, command.proposal)
            return [ProposalDeclined(command.proposal, _reason(command.reason), command.at)]
        case NoteReview():
            return _review(command, book, files)
        case _:
            assert_never(command)


def rules_of(book: Rulebook, files: Book) -> RuleSet:
    """The rules that hold: those of the files with all published changes."""
    merged = _published(book, files)
    return rule_set(merged.files, merged.sources)


def _propose(command: ProposeRules, book: Rulebook, files: Book) -> list[RulebookEvent]:
    reason = _reason(command.reason)
    if not 1 <= len(command.rows) <= MOST_ROWS:
        raise NothingProposed(most=MOST_ROWS)
    proposal = Proposal(command.actor.id, command.rows, command.sources)
    _checked(book, files, proposal, shanghai_date(command.at))
    return [
        RulesProposed(
            proposal=derived_id(command.command_id, "proposal"),
            author=command.actor.id,
            rows=command.rows,
            sources=command.sources,
            reason=reason,
            at=command.at,
        )
    ]


def _publish(command: PublishProposal, book: Rulebook, files: Book) -> list[RulebookEvent]:
    proposal = _open(book, command.proposal)
    if proposal.author == command.actor.id:
        raise SecondPersonNeeded
    after = _checked(book, files, proposal, shanghai_date(command.at))
    return [ProposalPublished(command.proposal, after.version, command.at)]


def _review(command: NoteReview, book: Rulebook, files: Book) -> list[RulebookEvent]:
    note = _reason(command.note)
    known = {rule.id for rule in rules_of(book, files).rules}
    if not command.rules or not known.issuperset(command.rules):
        raise NotFound
    if command.on > shanghai_date(command.at):
        raise ReviewAhead
    return [RulesReviewed(tuple(dict.fromkeys(command.rules)), command.on, note, command.at)]


def _checked(book: Rulebook, files: Book, proposal: Proposal, today: date) -> RuleSet:
    """All rules as they would be. Raises RuleNotUsable or PastRule."""
    before = _published(book, files)
    try:
        ensure_future(before, proposal.rows, today)
        after = changed(before, proposal.rows, _sources(proposal))
        return rule_set(after.files, after.sources)
    except BadRule as bad:
        raise RuleNotUsable(why=str(bad), bad=bad) from bad
    except HeldAlready as held:
        raise PastRule(rule=held.rule, day=held.day) from held


def _published(book: Rulebook, files: Book) -> Book:
    for key in book.published:
        proposal = book.proposals[key]
        files = changed(files, proposal.rows, _sources(proposal))
    return files


def _sources(proposal: Proposal) -> dict[str, Source]:
    return {key: Source(zh, en) for key, (zh, en) in proposal.sources.items()}


def _open(book: Rulebook, key: str) -> Proposal:
    proposal = book.proposals.get(key)
    if proposal is None:
        raise NotFound
    if proposal.status != "open":
        raise AlreadyDecided
    return proposal


def _reason(text: str) -> str:
    stated = text.strip()
    if not LEAST_REASON <= len(stated) <= MOST_REASON:
        raise ReasonNeeded(least=LEAST_REASON, most=MOST_REASON)
    return stated
