"""Questions about the names of websites, and the words in names and remarks."""

from __future__ import annotations

import unicodedata

from domain.rules.answers import NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.content import stated_permits
from domain.rules.predicates.predicate import of_site


@of_site("words")
def names_hold(case: Case, *, words: tuple[str, ...]) -> Answer:
    """The names or the remark hold one of the words, and no pre-approval is stated."""
    site = case.site
    if site is None or stated_permits(case):
        return NOTHING
    told = folded(case.subject.name + site.name + site.remark)
    held = [word for word in words if folded(word) in told]
    return (Hit(f"site:{site.id}.name", {"words": held}),) if held else NOTHING


@of_site()
def site_name_not_of_unit(case: Case) -> Answer:
    """The website's name shares no two neighbouring characters with the organisation's."""
    if case.site is None:
        return NOTHING
    name, unit = folded(case.site.name), folded(case.subject.name)
    if any(name[place : place + 2] in unit for place in range(len(name) - 1)):
        return NOTHING
    return (Hit(f"site:{case.site.id}.name"),)


def folded(text: str) -> str:
    """A text as names are compared: one width (NFKC), lower case, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
