"""What the simulated bureau does to its records for each kind of filing."""

from __future__ import annotations

import pytest

from domain.filing.kinds import Kind
from gateways.miit import ReportAccepted, ReportedWebsite, ReportRefused, StatusQuery
from gateways.miit.port import BureauApprovedNotice, BureauStarted, FilingStatus
from gateways.miit.sandbox.bureau import Bureau
from tests.gateways.reports import LI, SHOP, filing_report, verify_all

CERTIFICATE = "91440101MA5CXXXX1A"
OTHER = "91440101MA5CYYYY2B"
NUMBER = "粤ICP备2026000001号"


def filed(bureau: Bureau, *sites: ReportedWebsite) -> None:
    """The shop, and more websites, are filed for the first time."""
    bureau.report(filing_report(websites=(SHOP, *sites)))
    verify_all(bureau)
    bureau.approve("r-1")


def numbered(site: ReportedWebsite, index: int) -> ReportedWebsite:
    return ReportedWebsite(
        site.site_id, site.name, site.domains, site.home_url, f"{NUMBER}-{index}"
    )


def about(bureau: Bureau, kind: Kind, *sites: ReportedWebsite, **more: object) -> None:
    """A later filing of that kind is reported, verified and approved."""
    report = filing_report(
        "r-2", filing_id="f-2", kind=kind, websites=sites, subject_number=NUMBER, **more
    )
    assert bureau.report(report) == ReportAccepted("r-2")
    if report.persons:
        verify_all(bureau)
    bureau.approve("r-2")


def told(bureau: Bureau) -> BureauApprovedNotice:
    """The last approval."""
    found = [each for each in bureau.collect() if isinstance(each, BureauApprovedNotice)]
    return found[-1]


def status(bureau: Bureau, certificate: str = CERTIFICATE) -> FilingStatus:
    domains = ("leiji.com.cn", "leiji.cn", "leiji.net.cn")
    return bureau.status(StatusQuery(1, certificate, domains))


BLOG = ReportedWebsite("s-blog", "雷记手札", ("leiji.cn", "leiji.net.cn"), "www.leiji.cn")


def test_a_further_website_gets_the_next_index(bureau: Bureau) -> None:
    filed(bureau)
    about(bureau, Kind.ADD_SITE_LOCAL, BLOG)
    assert told(bureau).subject_number == NUMBER
    assert told(bureau).website_numbers == {"s-blog": f"{NUMBER}-2"}


@pytest.mark.parametrize("kind", [Kind.CHANGE_SITE, Kind.CHANGE_ACCESS, Kind.CHANGE_BOTH])
def test_a_change_keeps_the_numbers(bureau: Bureau, kind: Kind) -> None:
    filed(bureau)
    about(bureau, kind, numbered(SHOP, 1))
    assert told(bureau).website_numbers == {"s-shop": f"{NUMBER}-1"}
    assert status(bureau).live_sites == 1


def test_a_domain_that_a_change_took_away_is_free(bureau: Bureau) -> None:
    filed(bureau, BLOG)
    less = ReportedWebsite("s-blog", "雷记手札", ("leiji.cn",), "www.leiji.cn", f"{NUMBER}-2")
    about(bureau, Kind.CHANGE_SITE, less)
    assert set(status(bureau).domains) == {"leiji.com.cn", "leiji.cn"}


def test_a_cancelled_website_is_gone_and_its_index_is_not_given_again(bureau: Bureau) -> None:
    filed(bureau, BLOG)
    about(bureau, Kind.CANCEL_SITE, numbered(BLOG, 2))
    assert set(status(bureau).domains) == {"leiji.com.cn"}
    bureau.report(
        filing_report(
            "r-3",
            filing_id="f-3",
            kind=Kind.ADD_SITE_LOCAL,
            websites=(BLOG,),
            subject_number=NUMBER,
        )
    )
    verify_all(bureau)
    bureau.approve("r-3")
    assert told(bureau).website_numbers == {"s-blog": f"{NUMBER}-3"}


def test_with_the_subject_all_its_websites_are_cancelled(bureau: Bureau) -> None:
    filed(bureau)
    bureau.file_elsewhere(CERTIFICATE, "440000", "leiji.cn")
    about(bureau, Kind.CANCEL_SUBJECT, numbered(SHOP, 1))
    assert status(bureau) == FilingStatus()


def test_without_an_access_here_the_number_stays(bureau: Bureau) -> None:
    filed(bureau)
    about(bureau, Kind.CANCEL_ACCESS, numbered(SHOP, 1), verified=False)
    found = status(bureau).domains["leiji.com.cn"]
    assert (found.number, found.elsewhere) == (f"{NUMBER}-1", True)


def test_an_access_more_keeps_the_number_that_another_provider_filed(bureau: Bureau) -> None:
    bureau.file_elsewhere(CERTIFICATE, "440000", "leiji.com.cn")
    about(bureau, Kind.ADD_ACCESS_EXT, SHOP)
    assert told(bureau).website_numbers == {"s-shop": f"{NUMBER}-1"}
    assert not status(bureau).domains["leiji.com.cn"].elsewhere


@pytest.mark.parametrize("kind", [Kind.ADD_ACCESS_EXT, Kind.CHANGE_SITE, Kind.CANCEL_SITE])
def test_what_has_no_number_can_be_neither_connected_nor_changed(
    bureau: Bureau, kind: Kind
) -> None:
    answer = bureau.report(filing_report(kind=kind))
    assert isinstance(answer, ReportRefused)
    assert answer.code == 1016


def test_what_is_cancelled_cannot_be_changed(bureau: Bureau) -> None:
    filed(bureau)
    about(bureau, Kind.CANCEL_SITE, numbered(SHOP, 1))
    later = filing_report(
        "r-3", filing_id="f-3", kind=Kind.CHANGE_SITE, websites=(numbered(SHOP, 1),)
    )
    answer = bureau.report(later)
    assert isinstance(answer, ReportRefused)


def test_a_website_that_moves_gets_a_number_of_its_new_subject(bureau: Bureau) -> None:
    filed(bureau)
    report = filing_report(
        "r-2",
        LI,
        filing_id="f-2",
        kind=Kind.MIGRATE,
        certificate=OTHER,
        websites=(numbered(SHOP, 1),),
    )
    bureau.report(report)
    verify_all(bureau)
    bureau.approve("r-2")
    assert told(bureau).website_numbers == {"s-shop": "粤ICP备2026000002号-1"}
    assert status(bureau, OTHER).domains["leiji.com.cn"].same_owner
    assert not status(bureau).domains["leiji.com.cn"].same_owner
    assert status(bureau).live_sites == 0


def test_without_a_code_the_bureau_begins_at_once(bureau: Bureau) -> None:
    filed(bureau)
    report = filing_report(
        "r-2",
        filing_id="f-2",
        kind=Kind.CANCEL_ACCESS,
        websites=(numbered(SHOP, 1),),
        verified=False,
    )
    bureau.report(report)
    started = [each for each in bureau.collect() if isinstance(each, BureauStarted)]
    assert started[-1].report_id == "r-2"
