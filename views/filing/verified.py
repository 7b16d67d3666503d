"""The answer of the type verification: which filings, from which facts, by which row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template

from domain.filing import kinds
from domain.filing.facts import Status
from domain.rules.decision import STOP, UNDECIDED, Decision, Facts, built_in, decide_type
from projections import dashboard
from use_cases import type_facts
from use_cases.type_facts import Asked
from views import kind_words
from views.desk import desk
from views.filing import reader, verify_words
from views.filing.forms import verify as forms
from views.filing.forms.verify import VerifyForm
from views.filing.verify_rows import Explained, explained
from views.filing.verify_words import Check
from views.language import language


@dataclass(frozen=True)
class Filing:
    """One of the filings to make: what it is called, its domains, and whether it can be begun
    here."""

    title: Any
    domains: tuple[str, ...]
    startable: bool


@dataclass(frozen=True)
class Result:
    """The answer: what is needed, or why it stops here, with everything it rests on.

    ``first`` holds the domains of the filing that can be begun now, or None. ``rows`` are
    empty where the row would tell of another account.
    """

    heading: Any
    why: Any
    reason: str
    advice: str
    outcome: str
    checks: tuple[Check, ...]
    rows: tuple[Explained, ...]
    filings: tuple[Filing, ...]
    first: tuple[str, ...] | None
    own_filing: str | None

    @property
    def stops(self) -> bool:
        """Whether it ends here."""
        return self.outcome in {STOP, UNDECIDED}


def look_up(form: VerifyForm, domains: tuple[str, ...]) -> tuple[Asked, Facts, Decision]:
    """The facts about what the form states, and what the table makes of them."""
    kind, number = form.typed_certificate()
    asked = Asked(
        nature=form.typed_nature(),
        region=form.region,
        certificate_type=kind,
        number=number,
        domains=domains,
    )
    facts = type_facts.look_up(desk(), reader.account_of_reader(), asked)
    return asked, facts, decide_type(facts, built_in())


def result(form: VerifyForm, status: int = 200) -> Response:
    """The page with the answer to a form that has been checked."""
    _asked, facts, decision = look_up(form, forms.domains_of(form))
    form.page.data = form.pages()[-1].name
    own = decision.outcome == STOP and decision.row in {1, 3, 6} and verify_words.is_own(facts)
    filings = tuple(
        Filing(
            kind_words.title(order.type),
            tuple(verify_words.shown(domain) for domain in order.domains),
            kinds.can_start(order.type),
        )
        for order in decision.orders
    )
    explain = verify_words.may_explain(decision, facts)
    view = Result(
        heading=verify_words.heading(decision),
        why=verify_words.why(decision),
        reason=decision.reason(language()),
        advice=decision.advice(language()),
        outcome=decision.outcome,
        checks=verify_words.checks(facts),
        rows=explained(facts, built_in()) if explain else (),
        filings=filings,
        first=_first(decision, facts),
        own_filing=_latest_filing() if own else None,
    )
    return make_response(render_template("filing/verified.html", view=view, form=form), status)


def _first(decision: Decision, facts: Facts) -> tuple[str, ...] | None:
    if decision.outcome == UNDECIDED:
        return facts.domains
    if decision.orders and kinds.can_start(decision.orders[0].type):
        return decision.orders[0].domains
    return None


def _latest_filing() -> str | None:
    """The reader's own filing that stands in the way: the last one that was not given up."""
    with desk().unit.reading() as connection:
        rows = dashboard.of_account(connection, reader.account_of_reader())
    return next((row.filing_id for row in rows if row.status != Status.ABANDONED), None)
