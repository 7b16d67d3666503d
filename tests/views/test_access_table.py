"""Who may call what: every endpoint stands here, and is tried with every role.

The table is written out and not derived from the permissions, so that a change of either
shows. A new endpoint fails the first test until it has a row.
"""

from __future__ import annotations

import pytest
from flask import Flask, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

from domain.roles import Actor, Role
from views.access import EXEMPT, check_access

EVERYBODY = frozenset(Role) - {Role.SYSTEM, Role.MINISTRY, Role.SITE_PERSON, Role.LINK_HOLDER}
WITH_LINK = EVERYBODY | {Role.SITE_PERSON}
WITH_UPLOAD_LINK = EVERYBODY | {Role.LINK_HOLDER}
SIGNED_IN = EVERYBODY - {Role.VISITOR}
READERS = frozenset({Role.APPLICANT, Role.SUB_ACCOUNT})
FILERS = frozenset({Role.APPLICANT})
REVIEWERS = frozenset({Role.REVIEWER, Role.LEAD})
REPORTERS = frozenset({Role.REPORT_OFFICER, Role.LEAD})
AUDITORS = frozenset({Role.AUDITOR})
WHO_READ_THE_REGISTER = REVIEWERS | REPORTERS | AUDITORS
RULE_EDITORS = frozenset({Role.RULE_EDITOR})
OPERATORS = frozenset({Role.OPERATOR})

TABLE: dict[frozenset[Role], str] = {
    EVERYBODY: """
        public.start public.health public.switch_language regions.options
        guide.index guide.province guide.show_asked guide.find_rules guide.show_plan
        guide.check_domain guide.sample_sheet
        account.sign_in account.send_sign_in account.sign_out
        account.registration account.send_registration
        account.registration_code account.send_registration_code account.resend_registration_code
        account.forgotten account.send_forgotten
        account.recovery account.send_recovery account.resend_recovery
        account.first_password account.send_first_password
    """,
    WITH_LINK: "identity.show identity.hand_in",
    WITH_UPLOAD_LINK: "handover.show handover.send",
    SIGNED_IN: """
        account.settings account.choose_language account.end_sessions
        account.password account.send_password
        inbox.messages inbox.mark_read
    """,
    READERS: """
        filing.task_list filing.subject filing.site_list filing.site filing.new_site
        filing.remove_site_question filing.access filing.materials filing.material
        filing.material_state filing.sheet
        filing.sheet_pdf
        filing.domain_list filing.domain
        filing.abandon_question filing.dashboard filing.check filing.notice filing.status
        filing.withdraw_question filing.fix filing.fix_count filing.identity
        filing.identity_state filing.photo filing.result filing.record
        filing.reason filing.findings_json
        hosting.show
        records.mine
    """,
    FILERS: """
        account.invite_sub_account account.close_sub_account
        filing.new filing.verify filing.places
        filing.begin filing.begin_filing filing.explain
        filing.hand_over_question filing.hand_over
        filing.record_subject filing.add_site filing.record_site filing.remove_site
        filing.look_at_subject filing.look_at_new_site filing.look_at_site
        filing.record_access filing.upload filing.remove_material filing.use_verified filing.read_certificate filing.abandon
        filing.agree filing.determine_again filing.state_domain filing.submit filing.withdraw filing.answer filing.mended filing.resubmit
        filing.turn_material filing.issue_upload_link
        filing.issue_link filing.revoke_link filing.hand_in_photo filing.public_security
        hosting.issue hosting.show_text hosting.grant_question hosting.grant
        hosting.revoke_question hosting.revoke
    """,
    REVIEWERS: """
        review.queue review.counts review.next_filing review.open review.scan review.scan_page review.sheet
        review.claim
        review.renew review.release review.decide review.identity review.decide_identity
        review.reveal_value review.refusal review.map_refusal
    """,
    REPORTERS: "report.waiting report.report",
    WHO_READ_THE_REGISTER: "records.search records.find records.record",
    AUDITORS: """
        audit.search audit.find audit.events audit.timeline audit.version audit.moment
        audit.scan audit.reveal_value audit.differences audit.verify audit.run_verify
    """,
    RULE_EDITORS: """
        rulebook.rules rulebook.rule rulebook.note_review
        rulebook.new_rule rulebook.propose_rule rulebook.new_version rulebook.propose_version
        rulebook.proposals rulebook.proposal rulebook.publish rulebook.decline
        rulebook.effects_on_open rulebook.effects_on_submitted
        rulebook.files rulebook.send_file rulebook.all_files rulebook.one_file
        rulebook.end_question rulebook.end
    """,
    OPERATORS: """
        operate.staff operate.add_staff operate.member operate.give_role operate.give_name
        operate.offer_password operate.unlock operate.close
        operate.outbox operate.send_again
        operate.pools operate.add_pools operate.remove_pool_question operate.remove_pool
        operate.resources operate.import_resources operate.new_resource operate.add_resource
        operate.resource operate.hand_over operate.prolong operate.withdraw_resource
    """,
}
ALLOWED = {endpoint: roles for roles, names in TABLE.items() for endpoint in names.split()}


class Person:
    """Somebody who signed in with a role."""

    is_authenticated = True

    def __init__(self, role: Role) -> None:
        self.id = "0" * 32
        self.role = role
        self.actor = Actor(self.id, role)


def answer(app: Flask, endpoint: str, role: Role) -> str:
    """What the check says to a request for the endpoint: pass, sign in or forbidden."""
    with app.test_request_context("/"):
        request.url_rule = next(
            rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint
        )
        if role is not Role.VISITOR:
            g._login_user = Person(role)
        try:
            check_access()
        except Forbidden:
            return "forbidden"
        except Unauthorized:
            return "sign in"
        return "pass"


def test_every_endpoint_has_a_row(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - EXEMPT
    assert {"without a row": endpoints - ALLOWED.keys()} == {"without a row": set()}
    assert {"without an endpoint": ALLOWED.keys() - endpoints} == {"without an endpoint": set()}


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_what_the_table_says_and_nothing_else(app: Flask, role: Role) -> None:
    refused = "sign in" if role is Role.VISITOR else "forbidden"
    expected = {name: "pass" if role in roles else refused for name, roles in ALLOWED.items()}
    assert {name: answer(app, name, role) for name in ALLOWED} == expected
