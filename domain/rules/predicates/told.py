"""What holds for every filing that a rule is about: nothing more is asked of its data."""

from __future__ import annotations

from typing import Literal

from domain.filing.targets import ORDER
from domain.rules.answers import NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.params import Count, Days, Target
from domain.rules.predicates.predicate import of_filing


@of_filing()
def always(_case: Case) -> Answer:
    """Nothing more than type, nature and province is asked."""
    return (Hit(ORDER),)


@of_filing()
def told(case: Case, *, target: Target) -> Answer:
    """Something is told beside a field or a material, for each website where it is one of these."""
    head, dot, field = target.partition(".")
    if head in {"site", "access"}:
        return tuple(Hit(f"{head}:{site.id}{dot}{field}") for site in case.asked_sites)
    return (Hit(target),)


@of_filing()
def bureau_days(_case: Case, *, most: Days) -> Answer:
    """How many days the bureau takes at most."""
    return (Hit(ORDER, {"most": most}),)


@of_filing()
def bureau_working_days(_case: Case, *, most: Days) -> Answer:
    """How many working days the bureau takes at most."""
    return (Hit(ORDER, {"most": most}),)


@of_filing()
def footer_number(_case: Case, *, of: Literal["subject", "site"]) -> Answer:
    """Which number stands at the foot of the website: the subject's or the website's."""
    return (Hit(ORDER, {"of": of}),)


@of_filing()
def empty_subject_can_add(_case: Case) -> Answer:
    """A subject that has lost all its websites may still add one."""
    return (Hit(ORDER),)


@of_filing()
def sheet_form(case: Case, *, form: Literal["N", "B", "U", "P"], from_domains: Count) -> Answer:
    """The verification sheet has a form of its own (``domain.rules.sheets.SheetForm``), from so
    many domains in the filing."""
    enough = sum(len(site.domains) for site in case.sites) >= from_domains
    return (Hit("material:M05", {"form": form}),) if enough else NOTHING


@of_filing()
def sheet_fingerprint(_case: Case) -> Answer:
    """The verification sheet has a fingerprint beside the signature."""
    return (Hit("material:M05"),)


@of_filing()
def identity_check_when(
    _case: Case, *, when: Literal["before_submit", "after_initial_pass"]
) -> Answer:
    """At which step the website's person proves to be that person."""
    return (Hit("material:M06", {"when": when}),)
