"""What was looked up when the filing type was decided, for the auditor."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from domain.filing.facts import TypeFacts
from domain.rules.decision import UNKNOWN, LookedUp


def found_words(facts: TypeFacts) -> tuple[str, ...]:
    """The look-ups in words; nothing for filings of before they were kept."""
    return () if facts.found is None else tuple(_found(facts.found, facts.domains))


def _found(found: LookedUp, domains: tuple[str, ...]) -> Iterator[str]:
    yield _(
        "主体：工信部 %(number)s，名下网站 %(sites)s",
        number=_value(found.subject_at_ministry),
        sites=_value(found.live_sites),
    )
    for domain in domains:
        known = found.at_ministry(domain)
        yield _(
            "域名 %(domain)s：工信部 %(number)s，备案主体 %(owner)s",
            domain=domain,
            number=_value(known.number),
            owner=_owner(known.owner),
        )


def _value(value: str | int | None) -> str:
    if value is None:
        return _("没有")
    return _("查询没有结果") if value == UNKNOWN else str(value)


def _owner(owner: str | None) -> str:
    words = {"same": _("同一主体"), "other": _("另一个主体")}
    return words.get(owner or "", _value(owner))
