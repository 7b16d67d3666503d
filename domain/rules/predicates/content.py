"""Questions about what a website offers, and how it is connected."""

from __future__ import annotations

from domain.filing.facts import PreApproval
from domain.reference import tables
from domain.rules.answers import CANNOT_TELL, NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.params import Codes, Count, Words
from domain.rules.predicates.predicate import of_filing, of_site
from domain.rules.words import held


@of_site()
def states_pre_approval(case: Case) -> Answer:
    """The website states content that another authority approves first."""
    if case.site is None or not stated_permits(case):
        return NOTHING
    return (Hit(f"site:{case.site.id}.pre_approvals"),)


@of_site()
def states_pre_approval_of(case: Case, *, types: Codes) -> Answer:
    """The website states content of one of those fields of pre-approval."""
    if case.site is None or not any(permit.type in types for permit in stated_permits(case)):
        return NOTHING
    return (Hit(f"site:{case.site.id}.pre_approvals"),)


@of_site()
def contents_beyond(case: Case, *, allowed: Codes) -> Answer:
    """The website offers what is not among those service contents."""
    if case.site is None or set(case.site.contents) <= set(allowed):
        return NOTHING
    return (Hit(f"site:{case.site.id}.contents"),)


@of_site()
def contents_include(case: Case, *, contents: Codes) -> Answer:
    """The website offers one of those service contents."""
    if case.site is None or not set(case.site.contents) & set(contents):
        return NOTHING
    return (Hit(f"site:{case.site.id}.contents"),)


@of_site()
def site_remark_lacks(case: Case, *, words: Words, from_domains: Count) -> Answer:
    """A website with so many domains says none of the words in its remark."""
    site = case.site
    if site is None or len(site.domains) < from_domains or held(site.remark, words):
        return NOTHING
    return (Hit(f"site:{site.id}.remark"),)


@of_filing()
def subject_remark_lacks(case: Case, *, words: Words) -> Answer:
    """The subject's remark says none of the words."""
    return NOTHING if held(case.subject.remark, words) else (Hit("subject.remark"),)


@of_site()
def access_mode_is_not(case: Case, *, modes: Codes) -> Answer:
    """The website is connected in none of those ways."""
    if case.site is None:
        return NOTHING
    access = case.accesses.get(case.site.id)
    if access is None:
        return CANNOT_TELL
    return NOTHING if set(access.modes) & set(modes) else (Hit(f"access:{case.site.id}.mode"),)


def stated_permits(case: Case) -> tuple[PreApproval, ...]:
    """The permits that the website states."""
    stated = case.site.pre_approvals if case.site is not None else ()
    return tuple(permit for permit in stated if permit.type != tables.NO_PRE_APPROVAL)
