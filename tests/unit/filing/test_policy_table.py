"""Status × action × role as one table.

A letter stands for the role that may do the action in that state; everybody else is refused:
A the applicant's own account, R reviewer, L lead, O report officer, S the site person by a
one-time link. A dot means: nobody. Deciding actions are tried by actors who hold the claim
wherever the state has claims.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

import pytest

from domain.filing import commands as c
from domain.filing import policy
from domain.filing.decide import decide
from domain.filing.events import Claimed
from domain.filing.evolve import evolve
from domain.filing.facts import Issue, Severity, Status
from domain.filing.state import Filing
from domain.personal import Personal
from domain.reference import agreements
from domain.refusal import Refusal
from domain.roles import Actor, Role
from tests.unit.filing.samples import enterprise, hex_id, scan
from tests.unit.filing.stories import (
    APPLICANT,
    AT_STATUS,
    AUDITOR,
    LEAD,
    OFFICER,
    OPERATOR,
    REVIEWER,
    STRANGER,
    SUB_ACCOUNT,
    Story,
    issue,
)

LINK = "digest of the link"

# Columns: write a field, put in a scan, make a link to do so from a phone, agree, hand in, answer
# an issue, send the same again, take back, give up | claim, pass, return, map a refusal | make a
# link, revoke it, hand in a photo, judge it | report to the ministry | public-security number.
TABLE = """
                  write  scan  phone  agree  submit  answer  same  back  abandon | claim  pass  return  map | link  revoke  photo  judge | report | number
draft             A      A     A      A      A       .       .     .     A       | .      .     .       .   | .     .       .      .     | .      | .
submitted         .      .     .      .      .       .       .     A     .       | RL     .     .       .   | .     .       .      .     | .      | .
reviewing         .      .     .      .      .       .       .     .     .       | RL     RL    RL      .   | .     .       .      .     | .      | .
fix_requested     A      A     A      A      A       A       .     .     A       | .      .     .       .   | .     .       .      .     | .      | .
resubmitted       .      .     .      .      .       .       .     A     .       | RL     .     .       .   | .     .       .      .     | .      | .
initial_rejected  A      A     A      A      A       A       .     .     A       | .      .     .       .   | .     .       .      .     | .      | .
identity_pending  .      .     .      .      .       .       .     .     A       | .      .     .       .   | A     A       AS     .     | .      | .
identity_review   .      .     .      .      .       .       .     .     .       | RL     .     .       .   | .     A       .      RL    | .      | .
identity_rejected .      .     .      .      .       .       .     .     A       | .      .     .       .   | A     A       AS     .     | .      | .
ready             .      .     .      .      .       .       .     A     A       | .      .     .       .   | .     .       .      .     | LO     | .
reported          .      .     .      .      .       .       .     .     .       | .      .     .       .   | .     .       .      .     | .      | .
report_failed     .      .     .      .      .       .       .     .     .       | RL     .     .       RL  | .     .       .      .     | LO     | .
sms_pending       .      .     .      .      .       .       .     .     .       | .      .     .       .   | .     .       .      .     | .      | .
sms_partial       .      .     .      .      .       .       .     .     .       | .      .     .       .   | .     .       .      .     | .      | .
sms_failed        A      A     A      A      A       .       A     .     A       | .      .     .       .   | .     .       .      .     | .      | .
bureau_review     .      .     .      .      .       .       .     .     .       | .      .     .       .   | .     .       .      .     | .      | .
bureau_unmapped   .      .     .      .      .       .       .     .     A       | RL     .     .       RL  | .     .       .      .     | .      | .
bureau_rejected   A      A     A      A      A       A       .     .     A       | .      .     .       .   | .     .       .      .     | .      | .
filed             .      .     .      .      .       .       .     .     .       | .      .     .       .   | .     .       .      .     | .      | A
abandoned         .      .     .      .      .       .       .     .     A       | .      .     .       .   | .     .       .      .     | .      | .
stale             A      A     A      A      A       A       .     .     A       | .      .     .       .   | .     .       .      .     | .      | .
"""

SITE_PERSON = Actor(hex_id("site person"), Role.SITE_PERSON)
LETTERS = {"A": APPLICANT, "R": REVIEWER, "L": LEAD, "O": OFFICER, "S": SITE_PERSON}
EVERYBODY = (
    *LETTERS.values(),
    STRANGER,
    SUB_ACCOUNT,
    AUDITOR,
    OPERATOR,
    Actor("visitor", Role.VISITOR),
)
SLOT = "M02:front"
# Everything that may be flagged is flagged, so that the table asks about states only.
FLAGGED: tuple[Issue, ...] = (
    issue(),
    issue(f"material:{SLOT}", "R-MAT-01", number=2),
    issue("order", "R-SYS-01", number=3),
)


def rows() -> list[tuple[str, str, str]]:
    """State, action and letters of every cell."""
    lines = [line.replace("|", " ").split() for line in TABLE.strip().splitlines()]
    names = lines[0]
    return [
        (line[0], name, letters.replace(".", ""))
        for line in lines[1:]
        for name, letters in zip(names, line[1:], strict=True)
    ]


def standing_at(state: str) -> Story:
    """A filing of two persons in that state, with everything flagged where it was returned."""
    told = Story(enterprise())
    match state:
        case "fix_requested":
            return told.fix_requested(*FLAGGED)
        case "initial_rejected":
            blocker = issue("order", "R-SYS-01", severity=Severity.BLOCKER, number=4)
            return told.fix_requested(blocker, *FLAGGED)
        case "stale":
            return told.fix_requested(*FLAGGED).expired()
        case "bureau_unmapped":
            return told.bureau_rejected()
        case "bureau_rejected":
            return told.bureau_rejected().mapped(*FLAGGED)
        case _:
            return AT_STATUS[Status(state)](told)


def mend(told: Story) -> None:
    """Put what hinders a submission out of the way, as far as the state allows."""
    if told.filing.status not in policy.EDITABLE or policy.refusal_unmapped(told.filing):
        return
    told.with_mail_address("建国路8号9层901室")
    for flagged in policy.open_issues(told.filing):
        if flagged.target == f"material:{SLOT}":
            owner = told.sample.subject.responsible.id
            told.do(c.UploadMaterial, material=scan(SLOT, owner, 7))
        else:
            told.do(c.AnswerIssue, issue=flagged.id, answer="已处理")


def command(action: str, told: Story, by: Actor) -> tuple[Filing, Any]:
    """The filing and a command of the action that only state and role can refuse."""
    build = COMMANDS[action]
    if action in {"agree", "submit"}:
        mend(told)
    if action == "submit" and told.filing.status in policy.EDITABLE and not told.filing.consents:
        told.agreed()
    filing = told.filing
    if action in {"pass", "return", "map", "judge"} and filing.status in {
        Status.REVIEWING,
        Status.IDENTITY_REVIEW,
        Status.BUREAU_REJECTED,
        Status.REPORT_FAILED,
    }:
        filing = evolve(filing, Claimed(by.id, told.at + policy.LEASE, told.at))
    if action == "claim":
        # As when the last claim has run out: whose it was does not matter here.
        told.later(minutes=16)
    return filing, build(told, filing, by)


def _write(told: Story, filing: Filing, by: Actor) -> Any:
    other = Story(told.sample, applicant=told.applicant, seed="other").stated()
    subject = filing.subject
    assert subject is not None
    written = other.with_mail_address("建国路18号2层201室").filing.subject
    return told.command(
        c.RecordSubject, by, subject=written, seen=filing.sections.get("subject", 0)
    )


def _scan(told: Story, filing: Filing, by: Actor) -> Any:
    owner = told.sample.subject.responsible.id
    return told.command(c.UploadMaterial, by, material=scan(SLOT, owner, 5))


def _agree(told: Story, filing: Filing, by: Actor) -> Any:
    address = Personal(by.id, "network_address", "198.51.100.9")
    return told.command(
        c.AcceptAgreements,
        by,
        consents=agreements.current_consents(),
        network_address=address,
        seen=filing.content_version,
    )


def _judged(kind: type, *issues: Issue) -> Callable[[Story, Filing, Actor], Any]:
    def build(told: Story, filing: Filing, by: Actor) -> Any:
        fields: dict[str, Any] = {
            "accepted": tuple(filing.targets()),
            "seen": filing.content_version,
        }
        if issues:
            fields["issues"] = issues
        return told.command(kind, by, **fields)

    return build


def _photo(told: Story, filing: Filing, by: Actor) -> Any:
    person = next(iter(filing.site_persons()))
    return told.command(
        c.SubmitIdentityEvidence,
        by,
        person=person,
        material=scan(f"M06:{person}", person, 3),
        link_digest=LINK if by.role is Role.SITE_PERSON else "",
    )


def _person(kind: type, **fields: Any) -> Callable[[Story, Filing, Actor], Any]:
    def build(told: Story, filing: Filing, by: Actor) -> Any:
        undecided = policy.identity_undecided(filing)
        person = (undecided or tuple(filing.site_persons()))[0]
        return told.command(kind, by, person=person, **fields)

    return build


def _plain(kind: type, **fields: Any) -> Callable[[Story, Filing, Actor], Any]:
    return lambda told, _filing, by: told.command(kind, by, **fields)


COMMANDS: dict[str, Callable[[Story, Filing, Actor], Any]] = {
    "write": _write,
    "scan": _scan,
    "phone": _plain(c.IssueUploadLink, slot=SLOT, link_digest=LINK),
    "agree": _agree,
    "submit": lambda told, filing, by: told.command(
        c.Submit, by, snapshot="digest", seen=filing.content_version
    ),
    "answer": _plain(c.AnswerIssue, issue=FLAGGED[2].id, answer="已处理"),
    "same": _plain(c.ResubmitUnchanged),
    "back": _plain(c.Withdraw),
    "abandon": _plain(c.Abandon),
    "claim": _plain(c.ClaimFiling),
    "pass": _judged(c.PassReview),
    "return": _judged(c.ReturnFiling, issue()),
    "map": _plain(c.MapRefusal, issues=(issue(),)),
    "link": _person(c.IssueIdentityLink, link_digest=LINK),
    "revoke": _person(c.RevokeIdentityLink),
    "photo": _photo,
    "judge": _person(c.DecideIdentity, issues=()),
    "report": _plain(c.ReportFiling, report=hex_id("another report")),
    "number": lambda told, _filing, by: told.command(
        c.RecordPublicSecurityNumber,
        by,
        site=told.sample.site.id,
        number="京公网安备11010502030123号",
    ),
}


@pytest.mark.parametrize("state", sorted({state for state, _, _ in rows()}))
def test_every_cell_of_the_table(state: str) -> None:
    stood = with_link(standing_at(state))
    for _, action, letters in (row for row in rows() if row[0] == state):
        for actor in EVERYBODY:
            filing, wish = command(action, copy(stood), actor)
            assert accepted(wish, filing) is (actor in who(letters)), (state, action, actor.role)


def who(letters: str) -> list[Actor]:
    """The actors that a cell names."""
    return [LETTERS[letter] for letter in letters]


def with_link(told: Story) -> Story:
    """A link for the first site person, where one can be made."""
    if told.filing.status in policy.ACTIONS[c.IssueIdentityLink]:
        person = next(iter(told.filing.site_persons()))
        told.do(c.IssueIdentityLink, person=person, link_digest=LINK)
    return told


def accepted(wish: Any, filing: Filing) -> bool:
    """Whether the filing takes the command; a command that changes nothing is taken too."""
    try:
        decide(wish, filing)
    except Refusal:
        return False
    return True


def test_every_action_of_the_policy_has_a_column() -> None:
    covered = {type(build(*_example())) for build in COMMANDS.values()}
    # Websites, access and reasons are written like the subject, and taken out like scans.
    same = {c.RecordSite, c.RemoveSite, c.RecordAccess, c.RemoveMaterial, c.Explain, c.HandOver}
    # Warnings are acknowledged where agreements are accepted.
    same |= {c.AcknowledgeWarnings}
    assert covered | same == set(policy.ACTIONS)


def _example() -> tuple[Story, Filing, Actor]:
    told = Story(enterprise()).passed()
    return told, told.filing, APPLICANT
