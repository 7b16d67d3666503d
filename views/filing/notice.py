"""Who will get the ministry's text message, said before the filing is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.filing.facts import Person
from domain.filing.refusals import (
    AgreementsMissing,
    Incomplete,
    IssuesOpen,
    KindChanged,
    RulesBroken,
    TypeUndecided,
    WarningsOpen,
)
from domain.filing.scope import verifiers
from domain.filing.state import Filing
from domain.refusal import StaleVersion
from domain.roles import Permission
from use_cases import submit as use_case
from views import kind_words
from views.access import current_actor, requires
from views.desk import desk
from views.fields import CheckboxField, SeenForm
from views.filing import reader
from views.filing.answers import names_of_sites
from views.filing.blueprint import pages
from views.filing.check import checkable, hindrance
from views.filing.places import Places
from views.htmx import go_to
from views.language import listed
from views.refusal_words import words_for


class ConfirmForm(SeenForm):
    """The last step; the box stands there only for what cannot be undone."""

    confirmed = CheckboxField(
        _l("我知道办成后不能撤销，确认办理"),
        [validators.InputRequired(_l("请勾选确认后再提交。"))],
    )


@dataclass(frozen=True)
class Telephone:
    """A telephone that gets one code, with everybody who is reached by it."""

    mobile: str
    persons: tuple[Any, ...]
    change: str | None = None


@dataclass(frozen=True)
class Notice:
    """The page."""

    filing_id: str
    telephones: tuple[Telephone, ...]
    again: bool
    reported: bool
    final: tuple[Any, ...]


@pages.get("/<filing_id>/notice")
@requires(Permission.READ_OWN_FILINGS)
def notice(filing_id: str) -> Response:
    return _page(filing_id)


def _page(filing_id: str, form: ConfirmForm | None = None, status: int = 200) -> Response:
    opened = checkable(filing_id)
    if hindrance(opened) is not None:
        return go_to(url_for("filing.check", filing_id=filing_id))
    form = form or ConfirmForm(formdata=None)
    form.seen.data = opened.filing.content_version
    form.seen.raw_data = None
    needs = opened.filing.needs
    if not needs.confirmed:
        del form.confirmed
    view = Notice(
        filing_id=filing_id,
        telephones=telephones(opened.filing, Places(opened, "check")),
        again=opened.filing.round > 0,
        reported=needs.reported,
        final=kind_words.INTRODUCTIONS.get(opened.filing.kind, ()) if needs.confirmed else (),
    )
    return make_response(render_template("filing/notice.html", view=view, form=form), status)


@pages.post("/<filing_id>/notice")
@requires(Permission.FILE)
def submit(filing_id: str) -> Response:
    form = ConfirmForm()
    confirms = checkable(filing_id).filing.needs.confirmed
    if not confirms:
        del form.confirmed
    if not form.validate():
        return _page(filing_id, form, 422)
    try:
        use_case.submit(
            desk(),
            filing_id,
            actor=current_actor(),
            at=reader.now(),
            command_id=form.command_id.data or "",
            seen=form.seen.data or 0,
            confirmed=confirms,
        )
    except (RulesBroken, WarningsOpen) as refused:
        flash(str(words_for(refused)), "warning")
        return go_to(url_for("filing.check", filing_id=filing_id))
    except (StaleVersion, Incomplete, IssuesOpen, AgreementsMissing):
        flash(str(_l("内容有变动，没有提交。请重新核对后再提交。")), "warning")
        return go_to(url_for("filing.check", filing_id=filing_id))
    except (TypeUndecided, KindChanged) as refused:
        flash(str(words_for(refused)), "warning")
        return go_to(url_for("filing.check", filing_id=filing_id))
    return go_to(url_for("filing.status", filing_id=filing_id))


def telephones(filing: Filing, places: Places | None = None) -> tuple[Telephone, ...]:
    """One entry for each distinct telephone, the responsible person's first."""
    by_mobile: dict[str, list[Person]] = {}
    for person in verifiers(filing).values():
        by_mobile.setdefault(person.mobile_digest, []).append(person)
    return tuple(
        Telephone(
            mobile=people[0].mobile.masked,
            persons=tuple(who(filing, person) for person in people),
            change=_change(filing, people[0], places),
        )
        for people in by_mobile.values()
    )


def who(filing: Filing, person: Person) -> str:
    """A person by masked name and office, such as ``林**（主体负责人）``."""
    offices = []
    if filing.subject is not None and person.id == filing.subject.responsible.id:
        offices.append(_("主体负责人"))
    sites = names_of_sites(filing, person.id)
    if sites:
        names = listed(_("“%(name)s”", name=name) for name in sites)
        offices.append(_("%(sites)s网站负责人", sites=names))
    return _("%(name)s（%(offices)s）", name=person.name.masked, offices=listed(offices))


def _change(filing: Filing, person: Person, places: Places | None) -> str | None:
    """Where the number is corrected, if it may be."""
    if places is None:
        return None
    if filing.subject is not None and person.id == filing.subject.responsible.id:
        return places.target("responsible.mobile")
    for site in filing.sites.values():
        if site.person is not None and site.person.id == person.id:
            return places.target(f"site:{site.id}.person.mobile")
    return None
