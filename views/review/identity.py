"""The photos of site persons, beside their papers: accept or refuse."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.filing import policy
from domain.filing.commands import DecideIdentity
from domain.filing.facts import FaceResult, Stage, Status
from domain.filing.identifying import papers
from domain.filing.refusals import ClaimedByOther, NoLiveClaim, NotReviewable, PhotoExpired
from domain.filing.state import Filing
from domain.refusal import NotFound, Refusal
from domain.roles import Permission
from use_cases import filings
from use_cases.filings import Opened
from views.access import current_actor, requires
from views.desk import desk
from views.fields import clean
from views.htmx import go_to, page_or_partial
from views.identity.findings import findings
from views.language import listed
from views.review import decision, forms, page, photo_rules, rounds
from views.review.blueprint import pages
from views.review.due import due
from views.review.forms import BAD, GOOD, Verdict
from views.review.people import staff_names
from views.review.scans import Scan, scan_of
from views.review.sending import posted_command_id
from views.review.sheets import sheets_of
from views.review.words import words_for
from views.target_words import slot_label
from views.verdict_words import Finding


@dataclass(frozen=True, slots=True)
class Photo:
    """One person's photo with the papers to compare it with.

    ``good_until`` is when it can no longer be accepted, ``late`` whether that has passed;
    ``origin`` says who put it in, and ``broken`` are the rules that were ticked.
    """

    person: str
    name: str
    sites: str
    photo: Scan
    papers: list[Scan]
    handed_in: datetime
    good_until: datetime
    late: bool
    origin: str
    findings: tuple[Finding, ...]
    face: FaceResult | None
    target: str
    verdict: Verdict
    broken: tuple[str, ...]
    note: str
    command_id: str


@pages.get("/<filing_id>/identity")
@requires(Permission.REVIEW)
def identity(filing_id: str) -> ResponseReturnValue:
    """The photos that wait for a verdict."""
    opened = filings.open_filing(desk(), filing_id)
    if opened.filing.status is not Status.IDENTITY_REVIEW:
        return redirect(url_for("review.queue"), 303)
    return _show(opened)


@pages.post("/<filing_id>/identity")
@requires(Permission.REVIEW)
def decide_identity(filing_id: str) -> ResponseReturnValue:
    """Accept or refuse one person's photo."""
    decision.keep_claim(filing_id)
    opened = filings.open_filing(desk(), filing_id)
    person = request.form.get("person", "")
    if person not in opened.filing.evidence:
        raise NotFound
    verdict = forms.verdict_from(request.form, _target(person))
    photo_rules.weigh(verdict, _broken(person))
    if verdict.choice not in (GOOD, BAD):
        verdict.errors["verdict"] = _("请选择“通过”或“不通过”。")
    forms.check_verdict(verdict, "I")
    if verdict.errors:
        return _show(opened, verdict, status=422)
    try:
        _send(filing_id, person, verdict)
    except PhotoExpired as refusal:
        verdict.errors["verdict"] = words_for(refusal)
        return _show(filings.open_filing(desk(), filing_id), verdict, status=409)
    except (NoLiveClaim, ClaimedByOther, NotReviewable) as refusal:
        opened = filings.open_filing(desk(), filing_id)
        refusal_told = decision.told(opened.filing, refusal)
        return _show(opened, verdict, status=409, refusal=refusal_told)
    flash(_("照片已通过。") if verdict.choice == GOOD else _("照片已退回，请本人重拍。"), "success")
    return go_to(_next_address(filing_id))


def _send(filing_id: str, person: str, verdict: Verdict) -> None:
    command_id = posted_command_id()
    how = request.form.get("how", "")
    decision.claim_first(filing_id, command_id, how if how in ("reclaim_", "takeover_") else "")
    issues = (verdict.issue(command_id, Stage.IDENTITY),) if verdict.choice == BAD else ()
    command = DecideIdentity(
        command_id=command_id,
        actor=current_actor(),
        at=desk().clock.now(),
        person=person,
        issues=issues,
        note=(clean(request.form.get("note")) or "")[: forms.LONGEST_NOTE],
    )
    filings.handle(desk(), filing_id, command)


def _next_address(filing_id: str) -> str:
    """The same page while another photo waits; else the queue."""
    filing = filings.open_filing(desk(), filing_id).filing
    if filing.status is Status.IDENTITY_REVIEW and policy.identity_undecided(filing):
        return url_for("review.identity", filing_id=filing_id)
    return url_for("review.queue")


def _broken(person: str) -> tuple[str, ...]:
    """The rules that the reviewer ticked as broken by the person's photo."""
    return photo_rules.broken_of(request.form.getlist(f"broken:{_target(person)}"))


def _target(person: str) -> str:
    return f"material:M06:{person}"


def _show(
    opened: Opened,
    sent: Verdict | None = None,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> Response:
    filing, now = opened.filing, desk().clock.now()
    names = staff_names(desk())
    photos = [_photo(opened.id, filing, person, sent) for person in _shown(filing, sent)]
    return page_or_partial(
        "review/identity.html",
        "review/_identity.html",
        status=status,
        id=opened.id,
        title=page.filing_title(filing),
        claim=page.claim_of(filing, current_actor(), now, names),
        can_look=page.may_look(filing, current_actor(), now),
        due=due(filing.due_at, now),
        photos=photos,
        rules=photo_rules.RULES,
        reasons=forms.fitting("material:M06", "I"),
        history=rounds.history_in_words(filing, opened.history, names),
        refusal=refusal,
        conflict=words_for(refusal) if refusal else "",
        held_by_other=isinstance(refusal, ClaimedByOther),
        decided=isinstance(refusal, NotReviewable),
        look_id=uuid.uuid4().hex,
        sheets=sheets_of(opened),
    )


def _shown(filing: Filing, sent: Verdict | None) -> list[str]:
    waiting = list(policy.identity_undecided(filing))
    if sent is not None:
        person = sent.target.rpartition(":")[2]
        return waiting if person in waiting else [person, *waiting]
    return waiting


def _photo(filing_id: str, filing: Filing, person: str, sent: Verdict | None) -> Photo:
    target = _target(person)
    mine = sent is not None and sent.target == target
    sites = [site for site in filing.sites if _is(filing, site, person)]
    known = filing.site_persons().get(person)
    evidence = filing.evidence[person]
    good_until = policy.photo_until(evidence)
    return Photo(
        person=person,
        name=str(known.name) if known else "",
        sites=listed(filing.sites[site].name for site in sites),
        photo=scan_of(filing_id, evidence.material, slot_label("M06")),
        papers=[
            scan_of(filing_id, material, slot_label(material.slot, filing))
            for material in papers(filing, person)
        ],
        handed_in=evidence.at,
        good_until=good_until,
        late=good_until <= desk().clock.now(),
        origin=_("本人通过链接上传") if evidence.material.source == "phone" else "",
        findings=findings(evidence.material.verdicts),
        face=evidence.face,
        target=target,
        verdict=sent if mine and sent is not None else Verdict(target),
        broken=_broken(person) if mine else (),
        note=(clean(request.form.get("note")) or "") if mine else "",
        command_id=uuid.uuid4().hex,
    )


def _is(filing: Filing, site: str, person: str) -> bool:
    known = filing.site_person(site)
    return known is not None and known.id == person
