"""The rules that a look at personal data can break."""

from __future__ import annotations

from domain.refusal import Refusal


class ReasonMissing(Refusal):
    """A full value is shown only for a reason of some characters (fact: ``least``)."""


class ReasonTooLong(ReasonMissing):
    """A reason is kept whole or not at all (fact: ``most``, in characters)."""
