"""The answer: a kind of filing, a stop, several filings in order, or that nobody can tell."""

from __future__ import annotations

from typing import Final

import msgspec

from domain.reference.loading import in_language

STOP: Final = "STOP"
SPLIT: Final = "SPLIT"
UNDECIDED: Final = "UNDECIDED"


class Order(msgspec.Struct, frozen=True):
    """One filing: its type, and the domains that belong into it."""

    type: str
    domains: tuple[str, ...]


class Answer(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the table says of one domain.

    ``row`` is the row that matched or could not be told, 0 where none was left; ``unknown``
    names the facts that were missing.
    """

    outcome: str
    row: int
    reason_zh: str
    reason_en: str
    advice_zh: str = ""
    advice_en: str = ""
    unknown: tuple[str, ...] = ()
    warning: bool = False

    def reason(self, language: str) -> str:
        """Why, in that language."""
        return in_language(language, self.reason_zh, self.reason_en)

    def advice(self, language: str) -> str:
        """What to do, in that language; may be empty."""
        return in_language(language, self.advice_zh, self.advice_en)


class Decision(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is needed for all domains together.

    ``outcome`` is a kind of filing, STOP, SPLIT or UNDECIDED; ``orders`` are the filings to
    make, one after the other, none unless the outcome says what they are. ``warnings`` are
    rows that a reviewer has to look at; ``unknown`` the facts that were missing. ``domains``
    has each domain's own answer where several were asked about.
    """

    outcome: str
    row: int
    rule_version: str
    reason_zh: str
    reason_en: str
    orders: tuple[Order, ...]
    advice_zh: str = ""
    advice_en: str = ""
    warnings: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    domains: dict[str, Answer] = {}

    def reason(self, language: str) -> str:
        """Why, in that language."""
        return in_language(language, self.reason_zh, self.reason_en)

    def advice(self, language: str) -> str:
        """What to do, in that language; may be empty."""
        return in_language(language, self.advice_zh, self.advice_en)
