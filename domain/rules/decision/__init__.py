"""Which kind of filing is needed: a table of rows, first match wins, and what it rests on."""

from __future__ import annotations

from domain.rules.decision.answer import SPLIT, STOP, UNDECIDED, Answer, Decision, Order
from domain.rules.decision.deciding import decide_type
from domain.rules.decision.explaining import RowSeen, explain
from domain.rules.decision.facts import (
    UNKNOWN,
    Blacklisted,
    Certificate,
    DomainAtMinistry,
    Facts,
    LookedUp,
    OpenOrders,
)
from domain.rules.decision.table import DecisionTable, built_in

__all__ = [
    "SPLIT",
    "STOP",
    "UNDECIDED",
    "UNKNOWN",
    "Answer",
    "Blacklisted",
    "Certificate",
    "Decision",
    "DecisionTable",
    "DomainAtMinistry",
    "Facts",
    "LookedUp",
    "OpenOrders",
    "Order",
    "RowSeen",
    "built_in",
    "decide_type",
    "explain",
]
