"""No personal value can be read in the logs."""

from __future__ import annotations

import pytest

from logs import masked


@pytest.mark.parametrize(
    "secret",
    [
        "13800138000",
        "+8613800138000",
        "8613800138000",
        "11010519491231002X",
        "11010519491231002x",
        "110105491231002",
        "91350100M000100Y43",
        "123456",
    ],
)
def test_what_looks_personal_is_masked_wherever_it_stands(secret: str) -> None:
    for text in (secret, f"code={secret}", f"号码{secret}。", f"/x?m={secret}&y=1", f"'{secret}'"):
        assert secret not in str(masked({"a": [text], "b": {"c": (text,)}}))


def test_a_number_of_a_phone_is_masked_as_well_as_its_text() -> None:
    assert masked({"mobile": 13800138000}) == {"mobile": "[masked]"}


def test_the_message_of_an_exception_is_masked() -> None:
    assert "13800138000" not in masked(ValueError("no account for 13800138000"))


@pytest.mark.parametrize(
    "plain",
    ["filing-3f2a98c1d0e94b7f8a6b5c4d3e2f1a0b", "1234567", "2026-11-23", 123456, True, None],
)
def test_ids_dates_and_counts_stay_readable(plain: object) -> None:
    assert masked(plain) == plain
