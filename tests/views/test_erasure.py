"""A person is erased: every page still opens, and every proof still holds."""

from __future__ import annotations

import re

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from domain.access.events import PersonErased
from domain.personal import ERASED
from domain.roles import Role
from store import rebuilding
from store.verify import verify
from tests.account_stories import hash_cheaply
from tests.unit.filing.samples import LIN, Sample, enterprise, hex_id, individual
from tests.unit.filing.stories import Story
from tests.views.filing_home import Home
from tests.views.review_office import words
from use_cases.deliveries import deliver_due

FILING = hex_id("one")
IMAGE = {"Accept": "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8"}
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SECRETS = ("13800138000", "138****8000", "林晓雨", "林**", "科苑路8号3")


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


def run(home: Home, *arguments: str) -> Result:
    return home.app.test_cli_runner().invoke(args=["persons", *arguments])


def erase(home: Home, person: str = LIN.id, *more: str) -> Result:
    return run(home, "erase", person, "--reason", "本人依法要求删除", "--yes", *more)


def looks(home: Home) -> list[object]:
    return [one.event for one in home.desk.unit.load(f"access-{FILING}")]


def filed_with_two_rounds(story: Story) -> Story:
    story.fix_requested().with_mail_address("科苑路8号3栋1702室").handed_in()
    story.claimed().accepted().photographed().identity_decided()
    return story.sent().codes_sent().all_verified().bureau_approved()


@pytest.fixture
def auditor(home: Home) -> FlaskClient:
    return home.staff(Role.AUDITOR)


def test_after_an_erasure_every_page_of_the_auditor_opens(home: Home, auditor) -> None:
    home.at(filed_with_two_rounds)
    result = erase(home)
    assert result.exit_code == 0, result.output
    assert FILING in result.output
    last = home.state(FILING).version
    for path in (
        "",
        "?show=looks",
        "/diff",
        *(
            f"/at/{version}?as={eyes}"
            for version in range(1, last + 1)
            for eyes in ("applicant", "reviewer")
        ),
    ):
        page = auditor.get(f"/audit/{FILING}{path}")
        assert page.status_code == 200, path
        # The sample's digests name what they stand for; a real one is a keyed hash.
        shown = page.text.replace("digest of 13800138000", "")
        assert not [secret for secret in SECRETS if secret in shown], path
    timeline = words(auditor.get(f"/audit/{FILING}"))
    assert "按法定要求删除一位负责人的个人信息" in timeline
    assert "本人依法要求删除" in timeline
    assert "改动了什么无法比较" in timeline
    assert ERASED in words(auditor.get(f"/audit/{FILING}/at/{last}"))
    assert "无法比较" in words(auditor.get(f"/audit/{FILING}/diff"))


def test_after_an_erasure_the_pages_of_the_applicant_open(home: Home) -> None:
    path = home.at(Story.filed)
    erase(home)
    for below in ("", "/status", "/result", "/record"):
        page = home.browser.get(f"{path}{below}", follow_redirects=True)
        assert page.status_code == 200, below
        assert not [secret for secret in SECRETS if secret in page.text], below
    page = home.get("/filings")
    assert page.status_code == 200
    assert ERASED in page.text
    assert home.get("/messages").status_code == 200


def test_after_an_erasure_the_reviewers_pages_open(home: Home) -> None:
    home.at(lambda story: story.submitted())
    assert erase(home, LIN.id, "--force").exit_code == 0
    reviewer = home.staff(Role.REVIEWER)
    assert reviewer.get("/review?tab=waiting").status_code == 200
    reviewer.post(f"/review/{FILING}/claim", data={"command_id": hex_id("claim")})
    page = reviewer.get(f"/review/{FILING}")
    assert page.status_code == 200
    assert ERASED in page.text
    # What was erased looks empty to the rules, and is no mistake of the applicant: the one hint
    # is that this desk has no address pools.
    hints = re.findall(r'app-hint--warn">([^<]*)', page.text)
    assert {hint.strip() for hint in hints} == {"还没有录入地址段，无法核对 IP 地址"}


@pytest.mark.parametrize("reader", ["auditor", "lead", "applicant"])
def test_a_scan_gives_way_to_a_tombstone(home: Home, reader: str) -> None:
    path = home.at(Story.filed)
    client, address = {
        "auditor": lambda: (home.staff(Role.AUDITOR), f"/audit/{FILING}/at/20/scan/M02:front/view"),
        "lead": lambda: (home.staff(Role.LEAD), f"/review/{FILING}/scan/M02:front/thumbnail"),
        "applicant": lambda: (home.browser, f"{path}/materials/M02:front/view"),
    }[reader]()
    assert client.get(address, headers=IMAGE).mimetype == "image/jpeg"
    erase(home)
    picture = client.get(address, headers=IMAGE)
    assert (picture.status_code, picture.mimetype) == (410, "image/svg+xml")
    assert ERASED in picture.text
    assert picture.headers["Cache-Control"] == "no-store"
    page = client.get(address, headers=PAGE)
    assert (page.status_code, page.mimetype) == (410, "text/html")
    assert ERASED in words(page)


def test_a_revealed_value_is_the_marker(home: Home, auditor) -> None:
    home.at(Story.filed)
    erase(home)
    data = {"target": "responsible.mobile", "reason": "核对"}
    assert ERASED in auditor.post(f"/audit/{FILING}/at/9/reveal", data=data).text


def test_the_log_and_the_projections_stay_proven(home: Home) -> None:
    home.at(filed_with_two_rounds)
    before = verify(home.desk.unit.engine)
    erase(home)
    after = verify(home.desk.unit.engine)
    assert after.size == before.size + 1
    assert list(rebuilding.check(home.desk.unit.engine, home.desk.unit.projections)) == []
    runner = home.app.test_cli_runner()
    for command in (["log", "verify"], ["projections", "check"]):
        assert runner.invoke(args=command).exit_code == 0


def test_an_erasure_is_recorded_once_and_can_be_repeated(home: Home) -> None:
    home.at(Story.filed)
    assert [erase(home).exit_code for _time in range(2)] == [0, 0]
    (look,) = looks(home)
    assert isinstance(look, PersonErased)
    assert (look.person, look.reason) == (LIN.id, "本人依法要求删除")


def test_an_open_filing_keeps_its_persons_unless_forced(home: Home) -> None:
    home.at(Story.submitted)
    refused = erase(home)
    assert refused.exit_code == 1
    assert FILING in refused.output
    assert "--force" in refused.output
    assert looks(home) == []
    assert "林晓雨" in home.get("/filings").text
    assert erase(home, LIN.id, "--force").exit_code == 0
    assert ERASED in home.get("/filings").text


def test_a_person_of_no_filing_is_refused(home: Home) -> None:
    home.at(Story.filed)
    refused = erase(home, hex_id("nobody"))
    assert refused.exit_code == 1
    assert "No filing names a person" in refused.output
    # An account is not a person of a filing: its holder closes it.
    assert erase(home, home.account).exit_code == 1
    assert home.browser.get("/filings").status_code == 200


def test_a_reason_is_needed_and_the_question_asked(home: Home) -> None:
    home.at(Story.filed)
    short = run(home, "erase", LIN.id, "--reason", " ", "--yes")
    assert (short.exit_code, "at least 2" in short.output) == (1, True)
    unasked = home.app.test_cli_runner().invoke(
        args=["persons", "erase", LIN.id, "--reason", "依法删除"], input="n\n"
    )
    assert unasked.exit_code == 1
    assert looks(home) == []


def test_only_the_erased_person_is_gone(home: Home, auditor) -> None:
    sample: Sample = enterprise()
    home.at(Story.filed, sample)
    zhao = sample.subject.responsible
    assert erase(home, zhao.id).exit_code == 0
    last = home.state(FILING).version
    page = words(auditor.get(f"/audit/{FILING}/at/{last}"))
    assert ERASED in page
    assert "钱*" in page
    assert "赵*" not in page
    assert "示例科技有限公司" in page


def test_persons_of_a_filing_are_listed_masked(home: Home) -> None:
    home.at(Story.filed, enterprise())
    listed = run(home, "list", FILING).output
    assert [line.split()[1] for line in listed.splitlines()] == [
        "subject",
        "responsible",
        "legal",
        "site",
    ]
    assert "赵*" in listed
    assert "赵明" not in listed
    assert run(home, "list", hex_id("none")).exit_code == 1


def test_a_filing_with_an_erased_person_is_not_reported(home: Home) -> None:
    home.at(Story.ready, individual())
    assert erase(home, LIN.id, "--force").exit_code == 0
    officer = home.staff(Role.REPORT_OFFICER)
    officer.post("/report", data={"filing": FILING, "command_id": hex_id("report")})
    deliver_due(home.desk, home.clock.now())
    assert not [
        name for name in home.events(f"/filings/{FILING}") if name == "filing.sms_dispatched"
    ]
    page = home.staff(Role.OPERATOR).get("/operate/outbox")
    assert "NotReportable" in page.text
