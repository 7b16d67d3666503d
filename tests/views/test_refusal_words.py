"""Every rule that can be broken has its words."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import domain
import use_cases
from domain.refusal import NotFound, NotPermitted, Refusal, StaleVersion
from views.refusal_words import WORDS, words_for

PAGES_OF_THEIR_OWN = {StaleVersion, NotPermitted, NotFound}


def refusals(cls: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for below in cls.__subclasses__():
        yield below
        yield from refusals(below)


def test_every_refusal_has_words() -> None:
    for room in (domain, use_cases):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(found.name)
    ours = {cls for cls in refusals() if cls.__module__.startswith(("domain.", "use_cases."))}
    assert ours - WORDS.keys() - PAGES_OF_THEIR_OWN == set()


def test_words_may_name_the_facts_of_the_refusal() -> None:
    class Broken(Refusal):
        pass

    WORDS[Broken] = "至多 %(limit)s 个"
    try:
        assert words_for(Broken(limit=3)) == "至多 3 个"
    finally:
        del WORDS[Broken]
