"""A named question that rules may ask, with what it may be told and what it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, get_type_hints

import msgspec

from domain.rules.answers import Answer
from domain.rules.case import Case


class Predicate(msgspec.Struct, frozen=True, dict=True):
    """A question. With ``of_site`` it looks at ``case.site``, one website after the other.

    ``evidence`` names what its hits tell beside the parameters; the words of a rule may use
    both, such as ``{count}``.
    """

    ask: Callable[..., Answer]
    of_site: bool
    evidence: tuple[str, ...]

    def __call__(self, case: Case, **params: Any) -> Answer:
        return self.ask(case, **params)

    @property
    def name(self) -> str:
        """The name by which rules call it."""
        return self.ask.__name__

    @cached_property
    def params(self) -> Mapping[str, Any]:
        """The parameters that a rule has to give, with their types."""
        hints = get_type_hints(self.ask, include_extras=True)
        return {name: hints[name] for name in hints.keys() - {"case", "_case", "return"}}


def of_filing(*evidence: str) -> Callable[[Callable[..., Answer]], Predicate]:
    """Makes a question about the filing as a whole out of a function of a case."""
    return lambda ask: Predicate(ask, False, evidence)


def of_site(*evidence: str) -> Callable[[Callable[..., Answer]], Predicate]:
    """Makes a question about one website out of a function of a case whose ``site`` is set."""
    return lambda ask: Predicate(ask, True, evidence)
