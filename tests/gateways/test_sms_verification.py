"""The ministry's rules for its codes, one test a rule."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from gateways.clock import ManualClock
from gateways.miit import (
    BureauStarted,
    CodesFailed,
    CodesSent,
    CodeVerified,
    ReportAccepted,
)
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.verification import Answer, AnswerCode
from gateways.miit.sandbox.work import State
from tests.gateways.reports import (
    HAN,
    HAN_ON_LIS_PHONE,
    LI,
    code_of,
    filing_report,
    other_code,
    verify_all,
)

LI_END, HAN_END = "011234", "02567X"


def ministry_texts(bureau: Bureau) -> list[str]:
    return [message.letter.to for message in bureau.texts() if message.channel == "ministry"]


def state_of(bureau: Bureau, report_id: str = "r-1") -> State:
    report = bureau.find(report_id)
    assert report is not None
    return report.state


def enter_wrong(bureau: Bureau, times: int) -> Answer:
    wrong = other_code(code_of(bureau))
    return [bureau.verify(LI.mobile, wrong, LI_END) for _ in range(times)][-1]


def test_a_report_sends_one_code_to_each_phone(bureau: Bureau, clock: ManualClock) -> None:
    assert bureau.report(filing_report("r-1", LI, HAN)) == ReportAccepted("r-1")
    assert sorted(ministry_texts(bureau)) == ["138****8001", "138****8002"]
    (notice,) = bureau.collect()
    assert isinstance(notice, CodesSent)
    assert notice.person_ids == ("p-li", "p-han")
    assert notice.expires_at == clock.now() + timedelta(hours=24)
    assert all(len(message.letter.code) == 6 for message in bureau.texts())


def test_the_right_code_hands_the_filing_to_the_bureau(bureau: Bureau) -> None:
    bureau.report(filing_report())
    answer = bureau.verify(LI.mobile, code_of(bureau), LI_END)
    assert answer.code == AnswerCode.ALL_VERIFIED
    assert [type(notice) for notice in bureau.collect()] == [CodesSent, CodeVerified, BureauStarted]
    assert state_of(bureau) is State.BUREAU


def test_with_two_phones_the_first_waits_for_the_other(bureau: Bureau) -> None:
    bureau.report(filing_report("r-1", LI, HAN))
    answer = bureau.verify(LI.mobile, code_of(bureau, LI), LI_END)
    assert answer.code == AnswerCode.WAIT_FOR_OTHERS
    assert state_of(bureau) is State.SMS
    again = bureau.verify(LI.mobile, code_of(bureau, LI), LI_END)
    assert again.code == AnswerCode.ALREADY_VERIFIED
    answer = bureau.verify(HAN.mobile, code_of(bureau, HAN), HAN_END)
    assert answer.code == AnswerCode.ALL_VERIFIED
    verified = [notice for notice in bureau.collect() if isinstance(notice, CodeVerified)]
    assert [notice.person_ids for notice in verified] == [("p-li",), ("p-han",)]


@pytest.mark.parametrize("end", [LI_END, HAN_END])
def test_two_persons_with_one_phone_verify_with_one_code(bureau: Bureau, end: str) -> None:
    bureau.report(filing_report("r-1", LI, HAN_ON_LIS_PHONE))
    assert ministry_texts(bureau) == ["138****8001"]
    answer = bureau.verify("13800138001", code_of(bureau), end)
    assert answer.code == AnswerCode.ALL_VERIFIED
    (verified,) = [notice for notice in bureau.collect() if isinstance(notice, CodeVerified)]
    assert set(verified.person_ids) == {"p-li", "p-han"}


def test_spaces_and_full_width_digits_are_ignored(bureau: Bureau) -> None:
    bureau.report(filing_report("r-1", HAN))
    code = code_of(bureau, HAN)
    wide = code.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    spaced = f" {wide[:3]}　{wide[3:]} "
    answer = bureau.verify("+86 138-0013-8002", spaced, " 02567ｘ ")
    assert answer.code == AnswerCode.ALL_VERIFIED


@pytest.mark.parametrize("entered", ["", "12345", "1234567", "12345a", "٤٤٤٤٤٤", "一二三四五六"])
def test_what_can_be_no_code_is_asked_for_again_and_counts_as_no_try(
    bureau: Bureau, entered: str
) -> None:
    bureau.report(filing_report())
    assert bureau.verify(LI.mobile, entered, LI_END) == Answer(AnswerCode.RETRY, "format")
    report = bureau.find("r-1")
    assert report is not None
    assert report.wrong == 0


def test_a_wrong_end_of_the_certificate_number_is_a_wrong_try(bureau: Bureau) -> None:
    bureau.report(filing_report())
    answer = bureau.verify(LI.mobile, code_of(bureau), "999999")
    assert answer == Answer(AnswerCode.WRONG, tries_left=5)


def test_after_five_wrong_tries_the_right_code_still_counts(bureau: Bureau) -> None:
    bureau.report(filing_report())
    assert enter_wrong(bureau, 5) == Answer(AnswerCode.WRONG, tries_left=1)
    assert bureau.verify(LI.mobile, code_of(bureau), LI_END).code == AnswerCode.ALL_VERIFIED


def test_the_sixth_wrong_try_fails_the_filing_at_once(bureau: Bureau) -> None:
    bureau.report(filing_report())
    assert enter_wrong(bureau, 6) == Answer(AnswerCode.FAILED, "attempts")
    notice = bureau.collect()[-1]
    assert isinstance(notice, CodesFailed)
    assert notice.cause == "attempts"
    late = bureau.verify(LI.mobile, code_of(bureau), LI_END)
    assert late == Answer(AnswerCode.FAILED, "attempts")


def test_wrong_tries_of_both_phones_count_together(bureau: Bureau) -> None:
    bureau.report(filing_report("r-1", LI, HAN))
    enter_wrong(bureau, 3)
    wrong = other_code(code_of(bureau, HAN))
    answers = [bureau.verify(HAN.mobile, wrong, HAN_END) for _ in range(3)]
    assert [answer.code for answer in answers] == [
        AnswerCode.WRONG,
        AnswerCode.WRONG,
        AnswerCode.FAILED,
    ]


def test_a_code_is_valid_to_the_last_second_of_24_hours(bureau: Bureau, clock: ManualClock) -> None:
    bureau.report(filing_report())
    clock.advance(timedelta(hours=24) - timedelta(seconds=1))
    assert bureau.verify(LI.mobile, code_of(bureau), LI_END).code == AnswerCode.ALL_VERIFIED


def test_an_expired_code_is_told_from_a_wrong_one(bureau: Bureau, clock: ManualClock) -> None:
    bureau.report(filing_report())
    clock.advance(timedelta(hours=24))
    answer = bureau.verify(LI.mobile, code_of(bureau), LI_END)
    assert answer == Answer(AnswerCode.FAILED, "timeout")
    notice = bureau.collect()[-1]
    assert isinstance(notice, CodesFailed)
    assert notice.cause == "timeout"
    assert len(bureau.collect()) == 2


def test_one_late_person_fails_the_whole_report(bureau: Bureau, clock: ManualClock) -> None:
    bureau.report(filing_report("r-1", LI, HAN))
    verify_all(bureau, LI)
    clock.advance(timedelta(hours=24))
    bureau.tick()
    assert state_of(bureau) is State.SMS_FAILED


def test_a_resend_makes_a_new_code_and_voids_the_old(bureau: Bureau, clock: ManualClock) -> None:
    bureau.report(filing_report())
    old = code_of(bureau)
    clock.advance(timedelta(seconds=60))
    assert bureau.resend(LI.mobile, LI_END).code == AnswerCode.RESENT
    new = code_of(bureau)
    assert [message.state for message in bureau.texts()] == ["", "void"]
    if old != new:
        assert bureau.verify(LI.mobile, old, LI_END).code == AnswerCode.WRONG
    assert bureau.verify(LI.mobile, new, LI_END).code == AnswerCode.ALL_VERIFIED


def test_a_resend_waits_for_a_minute(bureau: Bureau, clock: ManualClock) -> None:
    bureau.report(filing_report())
    clock.advance(timedelta(seconds=59, milliseconds=500))
    assert bureau.resend(LI.mobile, LI_END) == Answer(AnswerCode.RETRY, "too_soon", wait_seconds=1)
    clock.advance(timedelta(milliseconds=500))
    assert bureau.resend(LI.mobile, LI_END).code == AnswerCode.RESENT
    assert bureau.resend(LI.mobile, LI_END).cause == "too_soon"


def test_a_phone_gets_at_most_two_resends(bureau: Bureau, clock: ManualClock) -> None:
    bureau.report(filing_report("r-1", LI, HAN))
    codes = []
    for _ in range(3):
        clock.advance(timedelta(minutes=2))
        codes.append(bureau.resend(LI.mobile, LI_END).code)
    assert codes == [AnswerCode.RESENT, AnswerCode.RESENT, AnswerCode.RESEND_LIMIT]
    assert bureau.resend(HAN.mobile, HAN_END).code == AnswerCode.RESENT


def test_a_resend_does_not_prolong_the_24_hours(bureau: Bureau, clock: ManualClock) -> None:
    bureau.report(filing_report())
    clock.advance(timedelta(hours=23))
    bureau.resend(LI.mobile, LI_END)
    clock.advance(timedelta(hours=1))
    assert bureau.verify(LI.mobile, code_of(bureau), LI_END).cause == "timeout"


def test_guessing_the_certificate_at_the_resend_uses_up_the_tries(bureau: Bureau) -> None:
    bureau.report(filing_report())
    answers = [bureau.resend(LI.mobile, f"{guess:06d}") for guess in range(6)]
    assert [answer.tries_left for answer in answers] == [5, 4, 3, 2, 1, None]
    assert state_of(bureau) is State.SMS_FAILED


def test_a_phone_that_was_sent_nothing_has_nothing_to_verify(bureau: Bureau) -> None:
    bureau.report(filing_report())
    assert bureau.verify("13900139000", "123456", LI_END).code == AnswerCode.NOTHING_TO_VERIFY
    assert bureau.resend("13900139000", LI_END).code == AnswerCode.NOTHING_TO_RESEND


def test_when_all_is_verified_there_is_nothing_more_to_do(bureau: Bureau) -> None:
    bureau.report(filing_report())
    code = code_of(bureau)
    verify_all(bureau)
    assert bureau.verify(LI.mobile, code, LI_END).code == AnswerCode.NOTHING_TO_VERIFY
    assert bureau.resend(LI.mobile, LI_END).code == AnswerCode.NOTHING_TO_RESEND


def test_a_new_attempt_replaces_the_old_and_asks_everybody_again(
    bureau: Bureau, clock: ManualClock
) -> None:
    bureau.report(filing_report("r-1", LI, HAN))
    verify_all(bureau, LI)
    clock.advance(timedelta(hours=1))
    bureau.report(filing_report("r-2", LI, HAN, attempt=2))
    assert state_of(bureau, "r-1") is State.REPLACED
    verify_all(bureau, LI)
    assert state_of(bureau, "r-2") is State.SMS
    verify_all(bureau, HAN)
    assert state_of(bureau, "r-2") is State.BUREAU


def test_one_phone_with_two_filings_verifies_the_one_whose_code_it_enters(
    bureau: Bureau, clock: ManualClock
) -> None:
    bureau.report(filing_report("r-1", LI))
    first = code_of(bureau)
    clock.advance(timedelta(minutes=5))
    bureau.report(filing_report("r-2", LI, filing_id="f-2", certificate="91440101MA5CXXXX2B"))
    assert code_of(bureau) != first or state_of(bureau, "r-2") is State.SMS
    bureau.verify(LI.mobile, first, LI_END)
    assert {state_of(bureau, "r-1"), state_of(bureau, "r-2")} == {State.SMS, State.BUREAU}


def test_the_database_holds_no_number_code_or_certificate_in_the_clear(
    bureau: Bureau, tmp_path: Path
) -> None:
    bureau.report(filing_report("r-1", LI, HAN))
    code = code_of(bureau)
    bureau.close()
    with sqlite3.connect(tmp_path / "sandbox.db") as database:
        dump = "\n".join(database.iterdump())
    database.close()
    for secret in (LI.mobile, HAN.mobile, LI.certificate_number, LI_END, "韩梅梅", f"'{code}'"):
        assert secret not in dump
    assert "138****8001" in dump
