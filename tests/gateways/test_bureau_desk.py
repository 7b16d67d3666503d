"""The simulated bureau: deciding, numbers, notices, and what it can be set to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gateways.clock import ManualClock
from gateways.miit import (
    BureauApprovedNotice,
    BureauRefused,
    CodesSent,
    MinistryUnreachable,
    ReportAccepted,
    ReportRefused,
)
from gateways.miit.local import LocalMinistry
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.desk import NotOnTheDesk, refusal_codes
from gateways.miit.sandbox.settings import Behaviour
from gateways.miit.sandbox.work import State
from tests.gateways.reports import BLOG, LI, SHOP, filing_report, verify_all


def at_the_bureau(bureau: Bureau, report_id: str = "r-1", **changes: object) -> None:
    bureau.report(filing_report(report_id, LI, **changes))  # type: ignore[arg-type]
    verify_all(bureau, LI)


def approved(bureau: Bureau, report_id: str = "r-1", **changes: object) -> BureauApprovedNotice:
    at_the_bureau(bureau, report_id, **changes)
    bureau.approve(report_id)
    notice = bureau.collect()[-1]
    assert isinstance(notice, BureauApprovedNotice)
    assert notice.report_id == report_id
    return notice


def test_approval_gives_a_subject_number_and_one_for_each_website(bureau: Bureau) -> None:
    notice = approved(bureau, websites=(SHOP, BLOG))
    assert notice.subject_number == "粤ICP备2026000001号"
    assert notice.website_numbers == {
        "s-shop": "粤ICP备2026000001号-1",
        "s-blog": "粤ICP备2026000001号-2",
    }
    assert notice.approved_on == date(2026, 11, 23)


def test_the_day_of_approval_is_the_day_in_china(bureau: Bureau, clock: ManualClock) -> None:
    clock.set(datetime(2026, 12, 31, 16, 30, tzinfo=UTC))
    notice = approved(bureau)
    assert notice.approved_on == date(2027, 1, 1)
    assert notice.subject_number == "粤ICP备2027000001号"


def test_serials_count_in_each_province_and_year(bureau: Bureau, clock: ManualClock) -> None:
    numbers = [
        approved(bureau, "r-1", filing_id="f-1", certificate="A").subject_number,
        approved(bureau, "r-2", filing_id="f-2", certificate="B").subject_number,
        approved(bureau, "r-3", filing_id="f-3", certificate="C", province="110000").subject_number,
    ]
    clock.set(datetime(2027, 5, 1, tzinfo=UTC))
    numbers.append(approved(bureau, "r-4", filing_id="f-4", certificate="D").subject_number)
    assert numbers == [
        "粤ICP备2026000001号",
        "粤ICP备2026000002号",
        "京ICP备2026000001号",
        "粤ICP备2027000001号",
    ]


def test_a_subject_keeps_its_number_and_its_websites_go_on_counting(bureau: Bureau) -> None:
    approved(bureau, "r-1", filing_id="f-1", certificate="a1")
    notice = approved(bureau, "r-2", filing_id="f-2", certificate=" A１ ")
    assert notice.subject_number == "粤ICP备2026000001号"
    assert notice.website_numbers == {"s-shop": "粤ICP备2026000001号-2"}


def test_a_number_from_elsewhere_is_kept(bureau: Bureau) -> None:
    notice = approved(bureau, subject_number="粤ICP备2021012345号")
    assert notice.subject_number == "粤ICP备2021012345号"


def test_the_counters_survive_a_restart(bureau: Bureau, clock: ManualClock, tmp_path: Path) -> None:
    approved(bureau, "r-1", filing_id="f-1", certificate="A")
    bureau.close()
    again = Bureau.at(f"sqlite:///{tmp_path / 'sandbox.db'}", clock, bytes(32))
    notice = approved(again, "r-2", filing_id="f-2", certificate="B")
    again.close()
    assert notice.subject_number == "粤ICP备2026000002号"


def test_a_refusal_carries_code_and_text(bureau: Bureau) -> None:
    at_the_bureau(bureau)
    bureau.refuse("r-1", 1020, "网站名称与其他备案重复")
    notice = bureau.collect()[-1]
    assert isinstance(notice, BureauRefused)
    assert (notice.code, notice.text) == (1020, "网站名称与其他备案重复")


@pytest.mark.parametrize("code", [0, 1001, 1060, 1062, 1067])
def test_only_a_code_of_refusal_refuses(bureau: Bureau, code: int) -> None:
    at_the_bureau(bureau)
    assert code not in {row.code for row in refusal_codes()}
    with pytest.raises(ValueError, match=str(code)):
        bureau.refuse("r-1", code, "")
    assert bureau.find("r-1").state is State.BUREAU  # type: ignore[union-attr]


def test_deciding_twice_decides_once(bureau: Bureau) -> None:
    approved(bureau)
    bureau.approve("r-1")
    notices = [n for n in bureau.collect() if isinstance(n, BureauApprovedNotice)]
    assert len(notices) == 1
    with pytest.raises(NotOnTheDesk):
        bureau.refuse("r-1", 1002, "")


@pytest.mark.parametrize("report_id", ["r-1", "unknown"])
def test_the_bureau_decides_only_what_lies_before_it(bureau: Bureau, report_id: str) -> None:
    bureau.report(filing_report())
    with pytest.raises(NotOnTheDesk):
        bureau.approve(report_id)


def test_a_report_sent_again_has_one_effect_and_the_same_answer(bureau: Bureau) -> None:
    answers = [bureau.report(filing_report()) for _ in range(3)]
    assert answers == [ReportAccepted("r-1")] * 3
    assert len(bureau.texts()) == 1
    assert [type(notice) for notice in bureau.collect()] == [CodesSent]


def test_a_filing_under_review_is_not_taken_in_again(bureau: Bureau) -> None:
    at_the_bureau(bureau)
    answer = bureau.report(filing_report("r-2", LI, attempt=2))
    assert isinstance(answer, ReportRefused)
    assert answer.code == 1037


def test_a_refused_filing_may_be_reported_again(bureau: Bureau) -> None:
    at_the_bureau(bureau)
    bureau.refuse("r-1", 1002, "资料不清晰")
    notice = approved(bureau, "r-2", attempt=2)
    assert notice.filing_id == "f-1"
    assert bureau.find("r-1").state is State.REFUSED  # type: ignore[union-attr]


def test_an_unknown_province_is_refused_with_its_code(bureau: Bureau) -> None:
    answer = bureau.report(filing_report(province="810000"))
    assert isinstance(answer, ReportRefused)
    assert answer.code == 1045
    assert bureau.texts() == []


def test_the_next_report_can_be_refused_once(bureau: Bureau) -> None:
    bureau.behave(Behaviour(refuse_next=15, disorder=True))
    refused = bureau.report(filing_report("r-1"))
    assert isinstance(refused, ReportRefused)
    assert refused.code == 15
    assert bureau.report(filing_report("r-1")) == refused
    assert bureau.report(filing_report("r-2", attempt=2)) == ReportAccepted("r-2")
    assert bureau.behaviour() == Behaviour(disorder=True)


def test_the_bureau_can_approve_by_itself_after_a_while(bureau: Bureau, clock: ManualClock) -> None:
    bureau.behave(Behaviour(approve_after=30))
    at_the_bureau(bureau)
    clock.advance(timedelta(seconds=29))
    assert not isinstance(bureau.collect()[-1], BureauApprovedNotice)
    clock.advance(timedelta(seconds=1))
    assert isinstance(bureau.collect()[-1], BureauApprovedNotice)


def test_notices_come_again_until_they_are_acknowledged(bureau: Bureau) -> None:
    at_the_bureau(bureau)
    first = bureau.collect()
    assert bureau.collect() == first
    bureau.acknowledge([first[0].notice_id, "unknown"])
    bureau.acknowledge([first[0].notice_id])
    assert bureau.collect() == first[1:]


def test_notices_can_come_twice_and_newest_first(bureau: Bureau) -> None:
    at_the_bureau(bureau)
    in_order = [notice.notice_id for notice in bureau.collect()]
    bureau.behave(Behaviour(disorder=True))
    disordered = [notice.notice_id for notice in bureau.collect()]
    assert disordered == [each for notice in reversed(in_order) for each in (notice, notice)]


def test_the_desk_shows_nothing_personal_unmasked(bureau: Bureau) -> None:
    bureau.report(filing_report())
    (shown,) = bureau.reports()
    assert shown.subject == "广州雷记商贸有限公司"
    assert shown.sites[0].domains == "leiji.com.cn"
    assert LI.mobile not in repr(shown)
    assert LI.certificate_number not in repr(shown)


def test_what_is_to_be_decided_lies_on_top(bureau: Bureau, clock: ManualClock) -> None:
    at_the_bureau(bureau, "r-1", filing_id="f-1")
    clock.advance(timedelta(hours=1))
    bureau.report(filing_report("r-2", filing_id="f-2"))
    assert [report.report_id for report in bureau.reports()] == ["r-1", "r-2"]


def test_a_logged_report_shows_no_personal_value() -> None:
    shown = repr(filing_report())
    for secret in (LI.name, LI.mobile, LI.certificate_number):
        assert secret not in shown


def test_the_line_to_a_ministry_in_the_same_process_can_be_cut(bureau: Bureau) -> None:
    ministry = LocalMinistry(bureau)
    assert ministry.report(filing_report()) == ReportAccepted("r-1")
    ministry.reachable = False
    with pytest.raises(MinistryUnreachable):
        ministry.collect()
    ministry.reachable = True
    ministry.acknowledge([notice.notice_id for notice in ministry.collect()])
    assert ministry.collect() == []
