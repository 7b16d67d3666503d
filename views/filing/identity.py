"""The applicant sees to the photos that prove who the site persons are."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from flask import Response, current_app, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from domain.filing import policy
from domain.filing.commands import SubmitIdentityEvidence
from domain.filing.events import IdentityRejected
from domain.filing.facts import Issue, Person
from domain.refusal import NotFound
from domain.roles import Permission
from gateways.images.port import MAX_BYTES
from settings import Settings
from use_cases import identity as use_case
from use_cases import reveal
from use_cases.filings import Opened
from use_cases.materials import ImageRefused, Which
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import reader, slot_words, waiting
from views.filing.answers import names_of_sites
from views.filing.blueprint import pages
from views.filing.page import Said, said
from views.htmx import go_to
from views.rate_limits import rate_limited
from views.scan_response import scan_response


@dataclass(frozen=True)
class PersonView:
    """A site person: whether the photo is there, and what was wrong with the last one.

    ``link_id`` and ``photo_id`` are the ids of the commands of the two forms.
    """

    id: str
    name: str
    sites: tuple[str, ...]
    state: Any
    colour: str
    asked: bool
    photo: str | None
    link_until: datetime | None
    notes: tuple[Said, ...]
    link_id: str
    photo_id: str
    error: Any = ""


@dataclass(frozen=True)
class FreshLink:
    """A link as it is shown once; ``picture`` is a data address of its QR code."""

    person: str
    address: str
    picture: str
    until: datetime


@dataclass(frozen=True)
class IdentityPage:
    """The page."""

    filing_id: str
    persons: tuple[PersonView, ...]
    link: FreshLink | None
    kept_until: datetime | None
    seen: str
    limit: int = slot_words.MEBIBYTES


@pages.get("/<filing_id>/identity")
@requires(Permission.READ_OWN_FILINGS)
def identity(filing_id: str) -> Response:
    return _page(_asked(filing_id))


@pages.get("/<filing_id>/identity/state")
@requires(Permission.READ_OWN_FILINGS)
def identity_state(filing_id: str) -> Response:
    """Who has handed in a photo, for the page that waits; it moves on with the filing."""
    opened = _asked(filing_id)
    if request.args.get("seen") == str(opened.filing.version):
        return make_response("", 204)
    return make_response(render_template("filing/_identity_state.html", view=_view(opened)))


@pages.post("/<filing_id>/identity/<person>/link")
@requires(Permission.FILE)
@rate_limited("identity link", per_minute=20)
def issue_link(filing_id: str, person: str) -> Response:
    _ensure_site_person(_asked(filing_id), person)
    form = DeskForm()
    if not form.validate():
        return identity(filing_id)
    secret = use_case.issue_link(
        desk(),
        filing_id,
        person,
        actor=current_actor(),
        at=reader.now(),
        command_id=form.command_id.data or "",
    )
    opened = _asked(filing_id)
    return _page(opened, link=_fresh(opened, person, secret))


@pages.post("/<filing_id>/identity/<person>/photo")
@requires(Permission.FILE)
@rate_limited("upload", per_minute=60)
def hand_in_photo(filing_id: str, person: str) -> Response:
    opened = _asked(filing_id)
    _ensure_site_person(opened, person)
    form = DeskForm()
    file = request.files.get("file")
    if not form.validate() or file is None or not file.filename:
        return _page(opened, 422, error=(person, slot_words.NOTHING_CHOSEN))
    try:
        use_case.submit_own(
            desk(),
            filing_id,
            person,
            file.stream.read(MAX_BYTES + 1),
            actor=current_actor(),
            at=reader.now(),
            command_id=form.command_id.data or "",
        )
    except ImageRefused as refusal:
        words = slot_words.REFUSED[str(refusal.facts["reason"])]
        return _page(opened, 422, error=(person, words))
    return go_to(url_for("filing.identity", filing_id=filing_id))


@pages.get("/<filing_id>/identity/<person>/<any(view, thumbnail):which>")
@requires(Permission.READ_OWN_FILINGS)
def photo(filing_id: str, person: str, which: Which) -> Response:
    slot = f"{use_case.PHOTO}:{person}"
    data = reveal.own_scan(
        desk(),
        reader.own(filing_id),
        slot,
        which,
        actor=current_actor(),
        at=reader.now(),
        command_id=uuid.uuid4().hex,
    )
    return scan_response(data, "photo", which)


def _asked(filing_id: str) -> Opened:
    """The reader's own filing while photos are collected; else its status page is shown."""
    opened = reader.own(filing_id)
    if not policy.possible(SubmitIdentityEvidence, opened.filing):
        raise reader.GoTo(url_for("filing.status", filing_id=filing_id))
    return opened


def _ensure_site_person(opened: Opened, person: str) -> None:
    if person not in opened.filing.site_persons():
        raise NotFound


def _fresh(opened: Opened, person: str, secret: str) -> FreshLink:
    settings: Settings = current_app.extensions["settings"]
    address = settings.address + url_for("identity.show", secret=secret)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=3, dark="#17212b")
    return FreshLink(person, address, picture, opened.filing.links[person].expires_at)


def _page(
    opened: Opened,
    status: int = 200,
    *,
    link: FreshLink | None = None,
    error: tuple[str, Any] = ("", ""),
) -> Response:
    view = _view(opened, link=link, error=error)
    return make_response(render_template("filing/identity.html", view=view), status)


def _view(
    opened: Opened, *, link: FreshLink | None = None, error: tuple[str, Any] = ("", "")
) -> IdentityPage:
    people = opened.filing.site_persons().values()
    return IdentityPage(
        filing_id=opened.id,
        persons=tuple(
            _person(opened, each, error[1] if error[0] == each.id else "") for each in people
        ),
        link=link,
        kept_until=waiting.kept_until(opened.filing),
        seen=str(opened.filing.version),
    )


def _person(opened: Opened, person: Person, error: Any) -> PersonView:
    filing = opened.filing
    evidence = filing.evidence.get(person.id)
    accepted = evidence.accepted if evidence is not None else None
    if evidence is None:
        state, colour = _l("待上传"), "yellow"
    elif accepted is None:
        state, colour = _l("已上传"), "blue"
    else:
        state, colour = (_l("已通过"), "green") if accepted else (_l("已驳回"), "red")
    picture = None
    if evidence is not None:
        parts = {"filing_id": opened.id, "person": person.id}
        picture = url_for("filing.photo", which="thumbnail", **parts)
    link = filing.links.get(person.id)
    return PersonView(
        id=person.id,
        name=person.name.full,
        sites=tuple(names_of_sites(filing, person.id)),
        state=state,
        colour=colour,
        asked=person.id in policy.identity_asked(filing),
        photo=picture,
        link_until=link.expires_at if link and link.expires_at > reader.now() else None,
        notes=tuple(said(each) for each in _refused(opened, person.id)),
        link_id=uuid.uuid4().hex,
        photo_id=uuid.uuid4().hex,
        error=error,
    )


def _refused(opened: Opened, person: str) -> tuple[Issue, ...]:
    """Why the person's present photo was refused; nothing once a new one is there."""
    evidence = opened.filing.evidence.get(person)
    if evidence is None or evidence.accepted is not False:
        return ()
    for recorded in reversed(opened.history):
        event = recorded.event
        if isinstance(event, IdentityRejected) and event.person == person:
            return event.issues
    return ()
