"""The photo that proves who a site person is: from the desk, and from a phone by a link."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec.structs import replace
from werkzeug.test import TestResponse

from domain.filing.facts import Level, Verdict
from domain.filing.policy import LINKS_A_DAY
from domain.filing.state import Filing
from domain.roles import Role
from gateways.images.coach import CHECKS
from gateways.images.port import Prepared, Refused, Wanted
from store.outbox import outbox
from tests.account_stories import hash_cheaply
from tests.drawn_papers import card_front
from tests.unit.filing.samples import LIN, enterprise
from tests.unit.filing.stories import Story
from tests.views.filing_home import Home, moved_to, text, values
from tests.views.html_lint import parsed
from tests.views.review_office import other
from tests.views.test_filing_fix import picture
from use_cases.deadlines import meet_due
from use_cases.desk import Quota
from views.identity.findings import WORDS


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


def link_of(page: TestResponse) -> str:
    """The path of the link that the page shows."""
    found = re.search(r"http://127\.0\.0\.1:8000(/identity/[0-9a-f]{40})", page.text)
    assert found, text(page)
    return found[1]


def made_link(home: Home, path: str, person: str = LIN.id) -> str:
    action = f"{path}/identity/{person}/link"
    sent = values(home.get(f"{path}/identity"), action)
    return link_of(home.post(action, **sent))


def state(home: Home, path: str) -> Filing:
    return home.state(path.removeprefix("/filings/"))


def upload(phone: FlaskClient, link: str, **more: str) -> TestResponse:
    sent = values(phone.get(link), link) | more
    data = sent | {"file": picture()}
    return phone.post(link, data=data, content_type="multipart/form-data")


def test_every_site_person_is_listed_with_the_state_of_the_photo(home: Home) -> None:
    path = home.at(Story.passed, other(enterprise(), "one"))
    words = text(home.get(f"{path}/identity"))
    assert "赵明待上传负责：示例科技官方网站" in words
    assert "钱立待上传负责：示例产品中心" in words


def test_a_link_is_shown_once_with_a_picture_of_it(home: Home) -> None:
    path = home.at(Story.passed)
    action = f"{path}/identity/{LIN.id}/link"
    sent = values(home.get(f"{path}/identity"), action)
    page = home.post(action, **sent)
    sources = [each.get("src", "") for each in parsed(page.text).iter("img")]
    assert any(source.startswith("data:image/svg+xml") for source in sources)
    link = link_of(page)
    assert link not in home.get(f"{path}/identity").text
    assert "拍照链接有效至" in text(home.get(f"{path}/identity"))


def test_the_form_sent_twice_shows_the_link_that_works(home: Home) -> None:
    path = home.at(Story.passed)
    action = f"{path}/identity/{LIN.id}/link"
    sent = values(home.get(f"{path}/identity"), action)
    assert link_of(home.post(action, **sent)) == link_of(home.post(action, **sent))
    assert home.events(path).count("filing.identity_link_issued") == 1


def test_a_phone_hands_the_photo_in_without_an_account(home: Home) -> None:
    path = home.at(Story.passed)
    link = made_link(home, path)
    phone = home.app.test_client()
    page = phone.get(link)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "请林**本人拍照" in text(page)
    assert 'accept="image/*"' in page.text
    for secret in ("林晓雨", "13800138000", "example.cn", LIN.certificate_number.full):
        assert secret not in page.text
    assert moved_to(upload(phone, link)) == link
    assert "照片已收到" in text(phone.get(link))
    assert home.events(path)[-2:] == [
        "filing.identity_link_opened",
        "filing.identity_evidence_submitted",
    ]
    evidence = state(home, path).evidence[LIN.id]
    assert evidence.material.source == "phone"


def test_a_second_tap_gets_the_same_answer(home: Home) -> None:
    link = made_link(home, home.at(Story.passed))
    phone = home.app.test_client()
    sent = values(phone.get(link), link)
    answers = [
        phone.post(link, data=sent | {"file": picture()}, content_type="multipart/form-data")
        for _ in range(2)
    ]
    assert [moved_to(answer) for answer in answers] == [link] * 2


def test_used_replaced_old_and_unknown_links_get_the_same_page(home: Home) -> None:
    path = home.at(Story.passed, other(enterprise(), "one"))
    first, second = home.state(path.removeprefix("/filings/")).site_persons()
    phone = home.app.test_client()
    used = made_link(home, path, first)
    upload(phone, used)
    replaced = made_link(home, path, second)
    old = made_link(home, path, second)
    home.clock.advance(timedelta(hours=2))
    pages = [phone.get(link) for link in (used, replaced, old, "/identity/" + "0" * 40)]
    assert {page.status_code for page in pages} == {404}
    assert len({text(page) for page in pages}) == 1
    assert "这个链接不能使用" in text(pages[0])
    assert phone.post(used, data={"file": picture()}).status_code in {404, 422}


def test_a_file_that_is_no_picture_is_refused_and_the_link_stays(home: Home) -> None:
    link = made_link(home, home.at(Story.passed))
    phone = home.app.test_client()
    sent = values(phone.get(link), link)
    page = phone.post(link, data=sent, content_type="multipart/form-data")
    assert page.status_code == 422
    assert "请先选择一张图片" in text(page)
    assert phone.get(link).status_code == 200


def test_guessing_links_is_slowed_down(home: Home, still_minute: None) -> None:
    phone = home.app.test_client()
    answers = [phone.get(f"/identity/{number:040x}").status_code for number in range(40)]
    assert answers[-1] == 429


def test_the_applicant_uploads_the_photo_here(home: Home) -> None:
    path = home.at(Story.passed)
    action = f"{path}/identity/{LIN.id}/photo"
    sent = values(home.get(f"{path}/identity"), action)
    answer = home.post(action, **sent, file=picture())
    assert moved_to(answer) == f"{path}/identity"
    assert moved_to(home.get(f"{path}/identity")) == f"{path}/status"
    assert "核验审核中" in text(home.get(f"{path}/status"))


def test_without_a_file_the_page_says_so(home: Home) -> None:
    path = home.at(Story.passed)
    action = f"{path}/identity/{LIN.id}/photo"
    sent = values(home.get(f"{path}/identity"), action)
    page = home.post(action, **sent)
    assert page.status_code == 422
    assert "请先选择一张图片" in text(page)


def test_the_waiting_page_moves_on_when_the_phone_is_done(home: Home) -> None:
    path = home.at(Story.passed)
    link = made_link(home, path)
    page = home.get(f"{path}/identity")
    block = next(e for e in parsed(page.text).iter() if e.get("id") == "identity-state")
    asked = block.get("hx-get") or ""
    htmx = {"HX-Request": "true"}
    assert home.get(asked, **htmx).status_code == 204
    home.app.test_client().get(link)
    opened = home.get(asked, **htmx)
    assert "已在手机上打开" in text(opened)
    upload(home.app.test_client(), link)
    there = json.loads(home.get(asked, **htmx).headers["HX-Location"])
    assert there["path"] == f"{path}/status"
    # As htmx asks for it: a whole page comes, which takes the place of this one.
    assert "<h1" in home.get(there["path"], **htmx | there["headers"]).text


def test_the_camera_and_the_pictures_there_are_both_lead_to_a_photo(home: Home) -> None:
    path = home.at(Story.passed)
    link = made_link(home, path)
    phone = home.app.test_client()
    page = phone.get(link)
    camera = next(each for each in parsed(page.text).iter("input") if each.get("id") == "camera")
    assert camera.get("capture") == "user"
    empty = values(page, link) | {"camera": (io.BytesIO(), "")}
    refused = phone.post(link, data=empty, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert 'href="#camera"' in refused.text
    taken = values(page, link) | {"camera": picture()}
    assert moved_to(phone.post(link, data=taken, content_type="multipart/form-data")) == link


def test_a_look_is_an_event_once_and_a_preview_is_none(home: Home) -> None:
    path = home.at(Story.passed)
    link = made_link(home, path)
    phone = home.app.test_client()
    assert phone.head(link).status_code == 200
    assert "filing.identity_link_opened" not in home.events(path)
    assert "还没有打开" in text(home.get(f"{path}/identity"))
    for _ in range(2):
        phone.get(link)
    assert home.events(path).count("filing.identity_link_opened") == 1
    assert "已在手机上打开" in text(home.get(f"{path}/identity"))


def test_a_revoked_link_is_of_no_use(home: Home) -> None:
    path = home.at(Story.passed)
    link = made_link(home, path)
    action = f"{path}/identity/{LIN.id}/revoke"
    sent = values(home.get(f"{path}/identity"), action)
    assert moved_to(home.post(action, **sent)) == f"{path}/identity"
    assert home.events(path)[-1] == "filing.identity_link_revoked"
    page = home.get(f"{path}/identity")
    assert "链接已作废" in page.text
    assert "拍照链接有效至" not in text(page)
    assert home.app.test_client().get(link).status_code == 404
    moved_to(home.post(action, **sent))
    assert home.events(path).count("filing.identity_link_revoked") == 1


def test_the_photo_is_taken_again_by_the_same_link_until_somebody_looks(home: Home) -> None:
    path = home.at(Story.passed)
    link = made_link(home, path)
    phone = home.app.test_client()
    upload(phone, link)
    received = phone.get(link)
    assert "重拍一张" in text(received)
    again = values(received, link) | {"file": picture()}
    moved_to(phone.post(link, data=again, content_type="multipart/form-data"))
    assert home.events(path).count("filing.identity_evidence_submitted") == 2
    claim(home, path)
    late = phone.get(link)
    assert late.status_code == 200
    assert "审核员已经在查看" in text(late)
    assert "重拍一张" not in text(late)
    refused = phone.post(
        link,
        data=again | {"command_id": "a" * 32, "file": picture()},
        content_type="multipart/form-data",
    )
    assert refused.status_code == 404


def claim(home: Home, path: str) -> None:
    reviewer = home.staff(Role.REVIEWER)
    filing_id = path.removeprefix("/filings/")
    answer = reviewer.post(f"/review/{filing_id}/claim", data={"command_id": "c" * 32})
    assert answer.status_code == 303


def test_what_the_checks_found_is_said_after_the_upload(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home.at(Story.passed)
    link = made_link(home, path)
    phone = home.app.test_client()
    prepared = home.desk.images.prepare

    def blurred(data: bytes, wanted: Wanted) -> Prepared | Refused:
        answer = prepared(data, wanted)
        assert isinstance(answer, Prepared)
        return replace(answer, verdicts=(Verdict("blur", Level.WARN), Verdict("new", Level.WARN)))

    monkeypatch.setattr(home.desk.images, "prepare", blurred)
    upload(phone, link)
    words = text(phone.get(link))
    assert "照片可能模糊。" in words
    assert "照片可能不合要求。" in words
    assert "怎么改：" in words


@pytest.mark.parametrize("phone", [True, False])
def test_a_photo_that_is_nearly_black_is_called_dark_and_not_colourless(
    home: Home, phone: bool
) -> None:
    page = send_photo(home, phone, drawn(lambda level: level // 30))
    assert page.status_code == 422
    assert "照片可能太暗。开灯" in text(page)
    assert "黑白" not in text(page)


@pytest.mark.parametrize("phone", [True, False])
def test_photos_count_for_the_quota_and_its_end_is_told_in_place(home: Home, phone: bool) -> None:
    home.app.extensions["desk"] = dataclasses.replace(home.desk, quota=Quota(files=0))
    page = send_photo(home, phone, drawn(lambda level: level))
    assert page.status_code == 429
    assert "每天最多0个文件" in text(page)
    assert "拍照" in text(page)


def send_photo(home: Home, phone: bool, photo: bytes) -> TestResponse:
    """A photo handed in by a link, or by the applicant."""
    path = home.at(Story.passed)
    action = f"{path}/identity/{LIN.id}/photo"
    client: FlaskClient | Home = home
    sent = values(home.get(f"{path}/identity"), action)
    if phone:
        action = made_link(home, path)
        sent = values((client := home.app.test_client()).get(action), action)
    file = {"file": (io.BytesIO(photo), "photo.jpg")}
    if isinstance(client, Home):
        return client.post(action, **sent | file)
    return client.post(action, data=sent | file, content_type="multipart/form-data")


def drawn(light: Callable[[int], int]) -> bytes:
    """A picture with a portrait in it (JPEG), each of its pixels made lighter or darker."""
    out = io.BytesIO()
    card_front(1).point(light).save(out, "JPEG", quality=92)
    return out.getvalue()


def test_every_check_of_scans_has_words_for_photos() -> None:
    assert CHECKS.keys() <= WORDS.keys()


@pytest.mark.parametrize("way", ["sms", "mail"])
def test_a_link_is_sent_to_the_person_and_no_queue_holds_it(home: Home, way: str) -> None:
    path = home.at(Story.passed)
    action = f"{path}/identity/{LIN.id}/link"
    sent = values(home.get(f"{path}/identity"), action)
    page = home.post(action, **sent, send=way)
    link = link_of(page)
    masked = LIN.mobile.masked if way == "sms" else LIN.email.masked
    assert masked in text(page)
    with home.desk.unit.reading() as connection:
        queued = str(connection.execute(outbox.select()).all())
    assert "identity_link" in queued
    assert link.removeprefix("/identity/") not in queued


def test_more_links_than_a_day_allows_are_not_sent(home: Home) -> None:
    path = home.at(Story.passed)
    action = f"{path}/identity/{LIN.id}/link"
    for _ in range(LINKS_A_DAY):
        home.post(action, **values(home.get(f"{path}/identity"), action), send="sms")
    sent = values(home.get(f"{path}/identity"), action)
    page = home.post(action, **sent, send="sms")
    assert page.status_code == 422
    assert "最多发送10次" in text(page)
    assert home.post(action, **sent).status_code == 200


def test_a_photo_that_nobody_judged_is_asked_for_again(home: Home) -> None:
    path = home.at(Story.identity_review)
    home.clock.advance(timedelta(hours=73))
    meet_due(home.desk, home.clock.now())
    assert home.events(path)[-1] == "filing.identity_evidence_expired"
    assert "待真实性核验" in text(home.get(f"{path}/status"))
    page = home.get(f"{path}/identity")
    assert "已过期，请重拍" in text(page)
    upload(home.app.test_client(), made_link(home, path))
    assert "核验审核中" in text(home.get(f"{path}/status"))


def test_a_refused_photo_says_why_and_is_taken_again(home: Home) -> None:
    path = home.at(Story.identity_rejected)
    words = text(home.get(f"{path}/identity"))
    assert "已驳回" in words
    assert "驳回原因：" in words
    upload(home.app.test_client(), made_link(home, path))
    assert "核验审核中" in text(home.get(f"{path}/status"))


def test_somebody_who_is_no_site_person_is_not_found(home: Home) -> None:
    path = home.at(Story.passed)
    nobody = "0" * 32
    for what in ("link", "photo"):
        assert home.post(f"{path}/identity/{nobody}/{what}").status_code == 404


def test_only_the_owner_sees_the_photo(home: Home) -> None:
    path = home.at(Story.passed, other(enterprise(), "one"))
    first, _second = home.state(path.removeprefix("/filings/")).site_persons()
    upload(home.app.test_client(), made_link(home, path, first))
    address = f"{path}/identity/{first}/thumbnail"
    assert home.get(address).mimetype == "image/jpeg"
    assert home.staff(Role.APPLICANT).get(address).status_code == 404
