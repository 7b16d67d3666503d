"""The questions that rules may ask, by the part of the filing that they look at.

Each is a small function of a ``Case``, named for what it finds, that gives ``Hit``s where it
finds it: an empty answer means that all is well. ``a-rule.md`` tells how to add one.
"""

from __future__ import annotations

from typing import Final

from domain.rules.predicates import (
    addresses,
    content,
    counts,
    domains,
    names,
    persons,
    phones,
    records,
    representatives,
    told,
)
from domain.rules.predicates.predicate import Predicate

_MODULES: Final = (
    addresses,
    content,
    counts,
    domains,
    names,
    persons,
    phones,
    records,
    representatives,
    told,
)

PREDICATES: Final[dict[str, Predicate]] = {
    value.name: value
    for module in _MODULES
    for value in vars(module).values()
    if isinstance(value, Predicate)
}
"""Every question by its name."""
