"""What a province asks of such a subject for such a filing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.filing.kinds import NEEDS, Kind
from domain.guide.asked import Limit, asked
from domain.reference import provinces, tables
from domain.roles import Permission
from views.access import requires
from views.guide import reader
from views.guide.blueprint import pages
from views.guide.forms import AskForm
from views.guide.material_lines import MaterialLine, material_line
from views.guide.rule_lines import RuleLine, Topic, by_topic, rule_line
from views.guide.sheet import sample_links
from views.guide.words import LIMITS, ROLES, SEVERITIES
from views.kind_words import title
from views.language import language, with_note


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit in words, and what happens beyond it."""

    words: str
    severity: Any
    colour: str
    own: bool


@dataclass(frozen=True, slots=True)
class AskedPage:
    """All that is asked, in words. ``own`` counts the rules that the province has for itself."""

    heading: str
    province: str
    digits: str
    own: int
    materials: tuple[MaterialLine, ...]
    scans: bool
    limits: tuple[LimitLine, ...]
    stops: tuple[Topic, ...]
    warns: tuple[Topic, ...]
    told: tuple[Topic, ...]
    coming: tuple[RuleLine, ...]
    version: str
    checked: date
    today: date


@pages.get("/rules")
@requires(Permission.VISIT)
def show_asked() -> ResponseReturnValue:
    form = AskForm(request.args)
    if not form.validate():
        return render_template("guide/choose.html", form=form), 422
    return render_template("guide/asked.html", form=form, view=_view(form))


def _view(form: AskForm) -> AskedPage:
    digits, nature, kind = form.province.data, int(form.nature.data), Kind(form.kind.data)
    book, today = reader.guidebook(), reader.today()
    found = asked(book.rules, kind, nature, digits, today)
    samples = sample_links(digits, nature)
    province = provinces.province(f"{digits}0000").label(language())
    return AskedPage(
        heading=_(
            "%(province)s · %(nature)s · %(kind)s",
            province=province,
            nature=tables.subject_type(nature).label(language()),
            kind=title(kind),
        ),
        province=province,
        digits=digits,
        own=len(found.own),
        materials=tuple(material_line(each, book, samples) for each in found.materials),
        scans=NEEDS[kind].materials,
        limits=tuple(_limit(limit) for limit in found.limits),
        stops=by_topic(found.of("hard"), book),
        warns=by_topic(found.of("warn"), book),
        told=by_topic(found.of("info"), book),
        coming=tuple(rule_line(rule, book) for rule in found.coming),
        version=book.rules.version,
        checked=book.rules.reviewed_on,
        today=today,
    )


def _limit(limit: Limit) -> LimitLine:
    severity, colour = SEVERITIES[limit.rule.severity]
    words = str(LIMITS[limit.rule.check]) % {"n": limit.number}
    role = ROLES.get(limit.rule.params.get("role", ""))
    return LimitLine(
        words=with_note(words, role) if role else words,
        severity=severity,
        colour=colour,
        own=bool(limit.rule.provinces),
    )
