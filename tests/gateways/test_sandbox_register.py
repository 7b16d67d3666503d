"""What the simulated ministry says is filed: here, at other providers, on the black list."""

from __future__ import annotations

import pytest
from flask import Flask

from gateways.miit import DomainStatus, FilingStatus, MinistryUnreachable, StatusQuery
from gateways.miit.local import LocalMinistry
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.register import AlreadyFiled
from gateways.miit.sandbox.settings import Behaviour
from sandbox import create_sandbox_app
from tests.gateways.reports import LI, filing_report, verify_all

CERTIFICATE = "91440300MA5EXAMPL1"
GUANGDONG = "440000"


def asked(bureau: Bureau, *domains: str, certificate: str = CERTIFICATE) -> FilingStatus:
    return bureau.status(StatusQuery(1, certificate, domains))


def test_nothing_is_filed_at_first(bureau: Bureau) -> None:
    assert asked(bureau, "shop.cn") == FilingStatus()


def test_what_was_approved_is_filed_here(bureau: Bureau) -> None:
    report = filing_report("r-1", LI)
    bureau.report(report)
    domain = report.websites[0].domains[0]
    own = report.subject.certificate_number
    assert asked(bureau, domain, certificate=own) == FilingStatus()
    verify_all(bureau, LI)
    bureau.approve("r-1")
    found = asked(bureau, domain, "other.cn", certificate=f" {own.lower()} ")
    assert found.subject_number
    assert found.live_sites == len(report.websites)
    assert found.domains == {domain: DomainStatus(f"{found.subject_number}-1", same_owner=True)}
    stranger = asked(bureau, domain)
    assert (stranger.subject_number, stranger.live_sites) == (None, 0)
    assert stranger.domains[domain].same_owner is False


def test_another_providers_filing_has_numbers_until_it_is_cancelled(bureau: Bureau) -> None:
    bureau.file_elsewhere(CERTIFICATE, GUANGDONG, "shop.cn")
    found = asked(bureau, "shop.cn")
    assert found.subject_number is not None
    assert found.subject_number.startswith("粤ICP备")
    number = f"{found.subject_number}-1"
    assert found.domains == {"shop.cn": DomainStatus(number, same_owner=True, elsewhere=True)}
    assert found.live_sites == 1
    with pytest.raises(AlreadyFiled):
        bureau.file_elsewhere("another", GUANGDONG, "shop.cn")
    bureau.cancel_elsewhere("shop.cn")
    empty = asked(bureau, "shop.cn")
    assert (empty.subject_number, empty.live_sites, empty.domains) == (found.subject_number, 0, {})


def test_a_subject_can_be_filed_without_a_website(bureau: Bureau) -> None:
    bureau.file_elsewhere(CERTIFICATE, GUANGDONG, "")
    found = asked(bureau, "shop.cn")
    assert found.subject_number is not None
    assert found.live_sites == 0
    assert bureau.filed_elsewhere() == []


def test_the_black_list_is_told_and_shows_no_number(bureau: Bureau) -> None:
    bureau.put_on_blacklist("subject", CERTIFICATE)
    bureau.put_on_blacklist("domain", "bad.cn")
    bureau.put_on_blacklist("domain", "bad.cn")
    found = asked(bureau, "bad.cn", "good.cn")
    assert found.subject_blacklisted
    assert found.domains_blacklisted == ("bad.cn",)
    assert CERTIFICATE not in repr(bureau.blacklist())
    for line in bureau.blacklist():
        bureau.take_off_blacklist(line.kind, line.value)
    assert asked(bureau, "bad.cn") == FilingStatus()


def test_a_silent_ministry_gives_no_answer_and_no_guess(bureau: Bureau) -> None:
    bureau.behave(Behaviour(silent=True))
    with pytest.raises(MinistryUnreachable):
        LocalMinistry(bureau).status(StatusQuery(1, CERTIFICATE, ()))


def test_the_page_files_and_lists_what_other_providers_have(bureau: Bureau) -> None:
    app = create_sandbox_app(bureau, "t0ken")
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    typed = {"certificate_number": CERTIFICATE, "province": GUANGDONG, "domain": "Shop.CN"}
    assert browser.post("/register/elsewhere", data=typed).status_code == 303
    assert "shop.cn" in browser.get("/register").text
    again = browser.post("/register/elsewhere", data=typed)
    assert again.status_code == 422
    assert "已有备案号" in again.text
    for wrong in ({"domain": "no domain"}, {"province": "990000"}, {"certificate_number": ""}):
        assert browser.post("/register/elsewhere", data=typed | wrong).status_code == 422
    assert browser.post("/register/cancel", data={"domain": "shop.cn"}).status_code == 303
    assert asked(bureau, "shop.cn").live_sites == 0


def test_the_page_keeps_the_black_list(bureau: Bureau) -> None:
    app = create_sandbox_app(bureau, "t0ken")
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    assert browser.post("/register/blacklist", data={"value": "bad.cn"}).status_code == 303
    assert browser.post("/register/blacklist", data={"value": CERTIFICATE}).status_code == 303
    assert browser.post("/register/blacklist", data={"value": ""}).status_code == 422
    assert asked(bureau, "bad.cn").subject_blacklisted
    page = browser.get("/register").text
    assert "bad.cn" in page
    assert CERTIFICATE not in page
    for line in bureau.blacklist():
        data = {"kind": line.kind, "value": line.value}
        assert browser.post("/register/unlist", data=data).status_code == 303
    assert browser.post("/register/unlist", data={"kind": "?"}).status_code == 400
    assert bureau.blacklist() == []


def test_a_page_without_entries_says_so(bureau: Bureau) -> None:
    app: Flask = create_sandbox_app(bureau, "t0ken")
    assert "还没有" in app.test_client().get("/register").text
