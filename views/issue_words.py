"""What was found wrong with a filing, in the reader's language as far as that is known.

An issue whose reviewer wrote nothing holds the catalogue's Chinese words. They stand for the
reason itself, so a reader of English is shown the catalogue's English.
"""

from __future__ import annotations

from domain.filing.facts import Issue
from domain.reference import reasons
from views.language import language


def reason(issue: Issue) -> str:
    """For the applicant: the catalogue's words, and after them what the reviewer wrote."""
    if not reasons.known(issue.code):
        return issue.text
    known = reasons.reason(issue.code)
    if language() == "zh" and issue.text.startswith(known.zh):
        return issue.text
    own = issue.text
    if own.startswith(known.zh):
        own = own.removeprefix(known.zh).lstrip("，。；： \n")
    told = known.label(language())
    if not own:
        return told
    return f"{told}。{own}" if language() == "zh" else f"{told}. {own}"


def text(issue: Issue) -> str:
    """For staff, who see the code beside it: what the reviewer wrote to the applicant."""
    known = reasons.reason(issue.code) if reasons.known(issue.code) else None
    if known is None or issue.text not in {"", known.zh}:
        return issue.text
    return known.label(language())


def advice(issue: Issue) -> str:
    """What to do about it: the reviewer's own advice, else the catalogue's."""
    known = reasons.reason(issue.code) if reasons.known(issue.code) else None
    if known is None or issue.advice not in {"", known.advice_zh}:
        return issue.advice
    return known.advice(language())
