"""What applicants of the tests type in, and accounts that got as far as a certain page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Flask

from domain.roles import Role
from tests.account_stories import opened, signed_in
from tests.views.conftest import Reader
from tests.views.filling import Answers, fill
from use_cases import filings
from use_cases.desk import Desk
from use_cases.filings import Opened

PERSON_ID: Final = "11010519491231002X"
OTHER_ID: Final = "440524188001010014"
CREDIT_CODE: Final = "91350100M000100Y43"

PLACE: Final[Answers] = {
    "region_province": "110000",
    "region_city": "110100",
    "region_district": "110105",
}
INDIVIDUAL: Final[tuple[Answers, ...]] = (
    PLACE | {"nature": "5"},
    {"certificate_type": "2", "certificate_number": PERSON_ID},
    {"domain": "reading-notes.cn"},
    {"go": "start"},
)
ENTERPRISE: Final[tuple[Answers, ...]] = (
    PLACE | {"nature": "4"},
    {"certificate_type": "1", "certificate_number": CREDIT_CODE},
    {"domain": "yunfan.com.cn"},
    {"go": "start"},
)
REACH: Final[Answers] = {
    "responsible_mobile": "13800138000",
    "responsible_emergency": "010-62345678",
    "responsible_email": "someone@example.com",
}
PERSON_PAGES: Final[tuple[Answers, ...]] = (
    {
        "responsible_name": "张示例",
        "responsible_long_term": "y",
        "subject_certificate_address": "北京市朝阳区示例路1号",
        "subject_mail_address": "示例路1号3单元302室",
    },
    REACH,
)
UNIT_PAGES: Final[tuple[Answers, ...]] = (
    {
        "subject_name": "示例云帆科技有限公司",
        "subject_certificate_address": "北京市朝阳区示例路8号",
        "subject_mail_address": "示例路8号2层",
        "subject_investor": "示例云帆科技有限公司",
        "subject_long_term": "y",
    },
    {
        "is_legal_representative": "yes",
        "responsible_name": "李示例",
        "responsible_certificate_type": "2",
        "responsible_certificate_number": PERSON_ID,
        "responsible_long_term": "y",
    },
    REACH,
)
SITE_NAME: Final[Answers] = {"site_name": "示例读书笔记"}
CONTENT: Final[Answers] = {"site_contents": ["6"], "site_languages": ["1"]}
UNIT_CONTENT: Final[Answers] = {"site_contents": ["8"], "site_languages": ["1", "12"]}
NO_PERMIT: Final[Answers] = {"site_pre_approvals": ["24"]}
ACCESS: Final[Answers] = {
    "access_ips": "203.0.113.8\n203.0.113.16-203.0.113.20",
    "access_modes": ["5"],
    "access_server_places": ["2"],
}


@dataclass
class Applicant:
    """A signed-in account, and the filing that it began."""

    app: Flask
    account: str
    browser: Reader
    path: str = ""

    @property
    def desk(self) -> Desk:
        desk: Desk = self.app.extensions["desk"]
        return desk

    @property
    def opened(self) -> Opened:
        return filings.open_filing(self.desk, self.path.removeprefix("/filings/"))

    def begin(self, answers: tuple[Answers, ...]) -> Applicant:
        """Verify the type and begin the filing."""
        response = fill(self.browser, "/filings/new", *answers)
        assert response.status_code == 303, response.text
        self.path = response.headers["Location"]
        return self

    def state_subject(self, pages: tuple[Answers, ...]) -> Applicant:
        """State the subject."""
        response = fill(self.browser, f"{self.path}/subject", *pages)
        assert response.status_code == 303, response.text
        return self

    def add_site(self, *pages: Answers) -> str:
        """Add a website and answer its id."""
        response = fill(self.browser, f"{self.path}/sites/new", *pages)
        assert response.status_code == 303, response.text
        return list(self.opened.filing.sites)[-1]


def applicant(app: Flask, **account: Any) -> Applicant:
    """Somebody with a main account who has begun nothing."""
    desk: Desk = app.extensions["desk"]
    account_id = opened(desk, Role.APPLICANT, **account)
    browser = signed_in(app, account_id)
    assert isinstance(browser, Reader)
    return Applicant(app, account_id, browser)


def individual(app: Flask) -> Applicant:
    """An individual whose subject and website are stated."""
    someone = applicant(app).begin(INDIVIDUAL).state_subject(PERSON_PAGES)
    someone.add_site(SITE_NAME, CONTENT, NO_PERMIT)
    return someone


def enterprise(app: Flask) -> Applicant:
    """An enterprise whose subject is stated."""
    return applicant(app).begin(ENTERPRISE).state_subject(UNIT_PAGES)
