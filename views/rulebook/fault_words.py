"""Why a proposed rule is refused: beside which field, and in which words."""

from __future__ import annotations

from domain.refusal import Refusal
from domain.rulebook.refusals import PastRule, ReasonNeeded
from views.refusal_words import words_for


def beside(refused: Refusal) -> tuple[str, object]:
    """The field of the form of a rule, and what to tell there."""
    match refused:
        case PastRule():
            return "valid_from", words_for(refused)
        case ReasonNeeded():
            return "reason", words_for(refused)
        case _:
            return "params", words_for(refused)
