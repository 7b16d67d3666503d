"""The applicant sees to the photos that prove who the site persons are."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing import links, policy
from domain.filing.commands import SubmitIdentityEvidence
from domain.filing.events import IdentityRejected
from domain.filing.facts import Evidence, Issue, Person, Status
from domain.filing.identifying import PHOTO_SLOT
from domain.filing.links import Link
from domain.filing.refusals import TooManyLinksSent
from domain.refusal import NotFound
from domain.roles import Permission
from gateways.images.port import MAX_BYTES
from use_cases import identity as use_case
from use_cases import identity_links
from use_cases.filing_links import PHOTO
from use_cases.filings import Opened
from use_cases.materials import ImageRefused, Which
from use_cases.quota import QuotaUsed
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import reader, slot_words, waiting
from views.filing.answers import names_of_sites
from views.filing.blueprint import pages
from views.filing.own_scan import own_scan
from views.filing.page import Said, said
from views.htmx import go_to
from views.identity.findings import Finding, findings, refused
from views.one_time_links import picture_of
from views.rate_limits import rate_limited
from views.refusal_words import words_for

WAYS: Final = ("sms", "mail")
"""How a link may be sent to the person."""


@dataclass(frozen=True)
class PersonView:
    """A site person: whether the photo is there, and what was wrong with the last one.

    ``link_state`` is ``""``, ``waiting``, ``opened`` or ``used``, and ``mobile`` and ``email`` are
    where a link can be sent, masked. The ids are those of the commands of the forms.
    """

    id: str
    name: str
    sites: tuple[str, ...]
    state: Any
    colour: str
    asked: bool
    photo: str | None
    good_until: datetime | None
    link_state: str
    link_until: datetime | None
    mobile: str
    email: str
    notes: tuple[Said, ...]
    findings: tuple[Finding, ...]
    link_id: str
    revoke_id: str
    photo_id: str
    error: Any = ""


@dataclass(frozen=True)
class FreshLink:
    """A link as it is shown once; ``picture`` is a data address of its QR code. ``sent`` is how
    it was sent to the person: ``sms``, ``mail`` or not at all."""

    person: str
    address: str
    picture: str
    until: datetime
    sent: str


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
    return make_response(
        render_template("filing/_identity_state.html", view=_view(opened), hx=True)
    )


@pages.post("/<filing_id>/identity/<person>/link")
@requires(Permission.FILE)
@rate_limited("identity link", per_minute=20)
def issue_link(filing_id: str, person: str) -> Response:
    _ensure_site_person(_asked(filing_id), person)
    form = DeskForm()
    if not form.validate():
        return identity(filing_id)
    way = request.form.get("send", "")
    try:
        secret = identity_links.issue_link(
            desk(),
            filing_id,
            person,
            actor=current_actor(),
            at=reader.now(),
            command_id=form.command_id.data or "",
            ways=(way,) if way in WAYS else (),
        )
    except TooManyLinksSent as refusal:
        return _page(_asked(filing_id), 422, error=(person, words_for(refusal)))
    opened = _asked(filing_id)
    return _page(opened, link=_fresh(opened, person, secret, way if way in WAYS else ""))


@pages.post("/<filing_id>/identity/<person>/revoke")
@requires(Permission.FILE)
def revoke_link(filing_id: str, person: str) -> Response:
    _ensure_site_person(_asked(filing_id), person)
    form = DeskForm()
    if form.validate():
        identity_links.revoke_link(
            desk(),
            filing_id,
            person,
            actor=current_actor(),
            at=reader.now(),
            command_id=form.command_id.data or "",
        )
        flash(_("链接已作废，不能再用来上传照片。"), "success")
    return go_to(url_for("filing.identity", filing_id=filing_id))


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
        return _page(opened, 422, error=(person, refused(refusal)))
    except QuotaUsed as refusal:
        return _page(opened, 429, error=(person, words_for(refusal)))
    _tell_findings(filing_id, person)
    return go_to(url_for("filing.identity", filing_id=filing_id))


def _tell_findings(filing_id: str, person: str) -> None:
    """Say what the checks found where the page of the photos is left with the last one."""
    filing = reader.own(filing_id).filing
    if filing.status is not Status.IDENTITY_REVIEW:
        return
    for finding in findings(filing.evidence[person].material.verdicts):
        told = {"words": finding.words, "advice": finding.advice}
        flash(_("照片可能有问题：%(words)s%(advice)s", **told), "warning")


@pages.get("/<filing_id>/identity/<person>/<any(view, thumbnail, bureau):which>")
@requires(Permission.READ_OWN_FILINGS)
def photo(filing_id: str, person: str, which: Which) -> Response:
    return own_scan(filing_id, f"{PHOTO_SLOT}{person}", which, "photo")


def _asked(filing_id: str) -> Opened:
    """The reader's own filing while photos are collected; else its status page is shown."""
    opened = reader.own(filing_id)
    if not policy.possible(SubmitIdentityEvidence, opened.filing):
        raise reader.GoTo(url_for("filing.status", filing_id=filing_id))
    return opened


def _ensure_site_person(opened: Opened, person: str) -> None:
    if person not in opened.filing.site_persons():
        raise NotFound


def _fresh(opened: Opened, person: str, secret: str, sent: str) -> FreshLink:
    address, until = PHOTO.address(desk(), secret), opened.filing.links[person].expires_at
    return FreshLink(person, address, picture_of(address), until, sent)


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
    state, colour = _state(evidence)
    link = links.live(filing.links, person.id, reader.now())
    return PersonView(
        id=person.id,
        name=person.name.full,
        sites=tuple(names_of_sites(filing, person.id)),
        state=state,
        colour=colour,
        asked=person.id in policy.identity_asked(filing),
        photo=_thumbnail(opened.id, person.id) if evidence else None,
        good_until=policy.photo_until(evidence) if evidence and _waits(evidence) else None,
        link_state=_link_state(link),
        link_until=link.expires_at if link else None,
        mobile=person.mobile.masked if person.mobile.text else "",
        email=person.email.masked if person.email.text else "",
        notes=tuple(said(each) for each in _refused(opened, person.id)),
        findings=findings(evidence.material.verdicts) if evidence and _waits(evidence) else (),
        link_id=uuid.uuid4().hex,
        revoke_id=uuid.uuid4().hex,
        photo_id=uuid.uuid4().hex,
        error=error,
    )


def _state(evidence: Evidence | None) -> tuple[Any, str]:
    if evidence is None:
        return _l("待上传"), "yellow"
    if evidence.expired:
        return _l("已过期，请重拍"), "orange"
    if evidence.accepted is None:
        return _l("已上传"), "blue"
    return (_l("已通过"), "green") if evidence.accepted else (_l("已驳回"), "red")


def _waits(evidence: Evidence) -> bool:
    return evidence.accepted is None and not evidence.expired


def _link_state(link: Link | None) -> str:
    if link is None:
        return ""
    return "used" if link.used else "opened" if link.opened else "waiting"


def _thumbnail(filing_id: str, person: str) -> str:
    return url_for("filing.photo", filing_id=filing_id, person=person, which="thumbnail")


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
