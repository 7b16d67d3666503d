"""Handing a command in, and what the form shows when it was refused."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response

from domain.filing.commands import FilingCommand
from domain.filing.refusals import (
    DomainInProcess,
    DomainsFixed,
    DomainTaken,
    InvalidData,
)
from domain.hosting.refusals import CodeInUse, SitesUsedUp
from domain.refusal import StaleVersion
from domain.rules.problems import Problem
from use_cases import filings
from views.desk import desk
from views.filing import flow, list_changes, reader
from views.filing.flow import PagedForm, Turn
from views.refusal_words import words_for


def save(
    filing_id: str, form: PagedForm, command: FilingCommand, stale: Callable[[], Response]
) -> Response | Turn | None:
    """None when the command was done; else the page to show.

    ``stale`` makes the page for a form that was overtaken by another one. Refusals that no
    field of this form can mend pass through to the error page.
    """
    before = reader.own(filing_id).filing
    try:
        filings.handle(desk(), filing_id, command)
    except StaleVersion:
        return stale()
    except InvalidData as refusal:
        problems: tuple[Problem, ...] = tuple(refusal.facts["problems"])
        form.tell(problems)
    except DomainTaken as refusal:
        form.tell([Problem("site.domains", "domain_taken", refusal.facts)])
    except DomainsFixed as refusal:
        form.refuse("site_domains", words_for(refusal))
    except (SitesUsedUp, CodeInUse) as refusal:
        form.refuse("access_source", words_for(refusal))
    except DomainInProcess:
        form.tell([Problem("site.domains", "in_process")])
    else:
        list_changes.tell(before, reader.own(filing_id).filing)
        return None
    wrong = form.wrong(form.pages())
    return Turn(wrong or form.shown(), 422)


def answered(
    form: PagedForm, go: str, *, stored: bool, record: Callable[[], Response | Turn | None]
) -> Response | Turn | None:
    """What follows a posted page: another page, or the record made and nothing left to show."""
    turn = flow.next_turn(form, go, stored=stored)
    return turn if turn is not None else record()
