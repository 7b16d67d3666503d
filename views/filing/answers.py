"""Everything that an applicant stated, as cards; in full, for the eyes of its owner only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from domain.filing import scope
from domain.filing.completeness import is_done
from domain.filing.drafting import facts_of, slots, tells_materials
from domain.filing.facts import INDIVIDUAL, LegalRepresentative, Material
from domain.filing.kinds import Effect
from domain.filing.state import Filing
from domain.filing.targets import EXPLANATION, material_target
from domain.personal import Personal
from domain.reference import regions, tables
from domain.working_days import shanghai_date
from use_cases.filings import Opened
from views import kind_words, target_words
from views.filing.forms.site import both_forms
from views.filing.places import Places
from views.language import language

_UNIT: Final = ("name", "certificate_number", "validity", "investor")
_SUBJECT: Final = ("certificate_address", "mail_address", "legal_representative", "remark")
_PERSON: Final = (
    "name",
    "certificate_number",
    "validity",
    "mobile",
    "emergency",
    "office_phone",
    "email",
)
_SITE: Final = (
    "name",
    "domains",
    "home_url",
    "opened_on",
    "contents",
    "remark",
    "languages",
    "pre_approvals",
)
_ACCESS: Final = ("source", "ips", "mode", "server_places")


@dataclass(frozen=True)
class Row:
    """One answer; ``href`` leads to where it is changed, None where it may not be."""

    key: Any
    value: Any
    href: str | None = None
    what: Any = None


@dataclass(frozen=True)
class Scan:
    """A scan in its slot; without addresses where the slot is empty, or where the files were
    removed, and on which day."""

    title: str
    thumbnail: str | None
    view: str | None
    removed_on: date | None = None


@dataclass(frozen=True)
class Card:
    """A group of answers."""

    id: str
    title: Any
    rows: tuple[Row, ...] = ()
    scans: tuple[Scan, ...] = ()
    change: str | None = None


def value_of(target: str, value: Any) -> Any:
    """The value in full, each line on its own; None where nothing was stated."""
    match value:
        case Personal():
            shown: Any = value.full
        case LegalRepresentative():
            return _lines([value.name.full, value.certificate_number.full])
        case (first, Personal() as second):
            shown = (first, second.full)
        case _:
            shown = value
    if target.endswith(".domains"):
        return _lines([both_forms(domain) for domain in shown or ()])
    return _lines(target_words.lines(target, shown))


def _lines(lines: list[str]) -> Any:
    return Markup("<br>").join(escape(line) for line in lines) if lines else None


class Answers:
    """The cards of one filing. Without ``places`` nothing can be changed from them.

    Other readers see the same cards with ``_value``, ``_name`` and ``_scan_address`` of their own.
    """

    def __init__(self, opened: Opened, places: Places | None = None) -> None:
        self._opened = opened
        self._filing = opened.filing
        self._targets = self._filing.targets()
        self._places = places
        self._recorded = scope.recorded_targets(self._filing)
        self._changes = self._changed()

    def cards(self) -> tuple[Card, ...]:
        """All cards in the order of the form."""
        found = [self._kind()]
        if self._filing.subject is not None:
            found += [self._subject(), self._responsible()]
        for number, site in enumerate(self._filing.sites, 1):
            found += [self._site(site, number), self._access(site)]
        if self._filing.explanation is not None:
            rows = (self._row(EXPLANATION),)
            found.append(Card("explanation", _l("原因"), rows))
        if tells_materials(self._filing) and self._filing.needs.materials:
            found.append(self._materials())
        return tuple(found)

    def _changed(self) -> frozenset[str]:
        """The fields that a change of the record changes."""
        if self._filing.needs.effect is not Effect.CHANGE:
            return frozenset()
        return scope.changes(self._filing)

    def changes(self) -> tuple[Row, ...]:
        """The fields that a change of the record changed, each with what stood there before."""
        gone = self._changes - self._targets.keys()
        names = [name for name in self._targets if name in self._changes]
        return tuple(self._row(name) for name in (*names, *sorted(gone)))

    def _kind(self) -> Card:
        facts = facts_of(self._filing)
        domains = _lines([both_forms(domain) for domain in facts.domains])
        return Card(
            "kind",
            _l("备案类型"),
            (
                Row(_l("类型"), kind_words.title(self._filing.kind)),
                Row(_l("所在地"), "".join(regions.path(facts.region))),
                Row(_l("主办单位性质"), tables.subject_type(facts.nature).label(language())),
                Row(_l("验证的域名"), domains),
            ),
        )

    def _subject(self) -> Card:
        names = _SUBJECT
        if facts_of(self._filing).nature != INDIVIDUAL:
            names = (*_UNIT, *_SUBJECT)
        else:
            names = tuple(name for name in names if name != "legal_representative")
        return Card("subject", _l("主办单位"), self._rows("subject", names))

    def _responsible(self) -> Card:
        return Card("responsible", _l("主体负责人"), self._rows("responsible", _PERSON))

    def _site(self, site: str, number: int) -> Card:
        rows = self._rows(f"site:{site}", _SITE)
        title = _("网站 %(n)s：%(name)s", n=number, name=self._filing.sites[site].name)
        if self._filing.sites[site].person is None:
            return Card(f"site-{number}", title, (*rows, self._linked_person(site)))
        own = self._rows(f"site:{site}.person", _PERSON)
        return Card(f"site-{number}", title, (*rows, *own))

    def _linked_person(self, site: str) -> Row:
        subject = self._filing.subject
        words = _("同主体负责人")
        if subject is not None:
            words = _("同主体负责人（%(name)s）", name=self._name(subject.responsible.name))
        href = None
        if facts_of(self._filing).nature != INDIVIDUAL:
            href = self._place(f"site:{site}.person.name")
        return Row(_l("网站负责人"), words, href)

    def _access(self, site: str) -> Card:
        number = list(self._filing.sites).index(site) + 1
        title = _("网站 %(n)s 的接入信息", n=number)
        if site in self._filing.accesses:
            named = f"access:{site}.source" in self._targets
            names = _ACCESS if named else _ACCESS[1:]
            return Card(f"access-{number}", title, self._rows(f"access:{site}", names))
        return Card(f"access-{number}", title, change=self._section(f"access:{site}"))

    def _materials(self) -> Card:
        held = self._filing.materials
        known = [
            slot.key
            for slot in slots(self._filing)
            if slot.required and (slot.key in held or not is_done(self._filing, slot))
        ]
        keys = [*known, *(key for key in held if key not in known)]
        may_change = any(self._place(material_target(key)) for key in keys)
        return Card(
            "materials",
            _l("上传的资料"),
            scans=tuple(self._scan(key) for key in keys),
            change=self._section("material:") if may_change else None,
        )

    def _scan(self, slot: str) -> Scan:
        title = target_words.slot_label(slot, self._filing)
        material = self._filing.materials.get(slot)
        if material is None:
            return Scan(title, None, None)
        if gone := self._gone(material):
            return Scan(title, None, None, gone)
        return Scan(title, self._scan_address(slot, "thumbnail"), self._scan_address(slot, "view"))

    def _gone(self, material: Material) -> date | None:
        """The day in Beijing on which the scan's files were removed."""
        at = self._filing.purged.get(material.id)
        return shanghai_date(at) if at is not None else None

    def _scan_address(self, slot: str, which: str) -> str:
        return url_for("filing.material", filing_id=self._opened.id, slot=slot, which=which)

    def _value(self, target: str, value: Any) -> Any:
        return value_of(target, value)

    def _name(self, name: Personal) -> str:
        return name.full

    def _rows(self, prefix: str, names: tuple[str, ...]) -> tuple[Row, ...]:
        return tuple(self._row(f"{prefix}.{name}") for name in names)

    def _row(self, target: str) -> Row:
        what = target_words.label(target, self._filing)
        # A website's card holds its person's answers too, so those say whose they are.
        of_person = ".person." in target
        key = target_words.label(target) if of_person else target_words.short_label(target)
        value = self._value(target, self._targets.get(target))
        if target in self._changes:
            value = self._with_before(target, value)
        return Row(key, value, self._place(target), what)

    def _with_before(self, target: str, value: Any) -> Any:
        """The value with what the record has in its place."""
        before = self._value(target, self._recorded.get(target))
        words = _("备案记录：%(value)s", value=before if before is not None else _("未填写"))
        return Markup('{}<br><span class="app-quiet">{}</span>').format(
            value if value is not None else _("未填写"), words
        )

    def _place(self, target: str) -> str | None:
        return self._places.target(target) if self._places is not None else None

    def _section(self, section: str) -> str | None:
        return self._places.section(section) if self._places is not None else None


def names_of_sites(filing: Filing, person: str) -> list[str]:
    """The websites that the person answers for."""
    return [
        site.name
        for site in filing.sites.values()
        if (found := filing.site_person(site.id)) is not None and found.id == person
    ]
