"""Mobiles and landlines of the Chinese mainland."""

from __future__ import annotations

import pytest

from domain import phones


@pytest.mark.parametrize("value", ["010-62345678", "0571-88157000", "0891-6123456"])
def test_a_landline_is_area_code_hyphen_number(value: str) -> None:
    assert phones.check_landline(value) is None


@pytest.mark.parametrize("value", ["010-62345678-801", "010-62345678;0571-88157000"])
def test_an_extension_or_a_second_landline_is_taken(value: str) -> None:
    assert phones.check_landline(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "010-6234567",
        "01062345678",
        "010-62345678;",
        "400-8001234",
        "13800138000",
        "0110-2345678",
        "010-12345678",
    ],
)
def test_other_numbers_are_no_landline(value: str) -> None:
    assert phones.check_landline(value) == "format"


@pytest.mark.parametrize("value", ["1380013800", "138001380000", "+8613800138000", "138 00138000"])
def test_a_mobile_has_eleven_digits(value: str) -> None:
    assert phones.check_mobile(value) == "format"


def test_only_a_country_code_before_eleven_digits_is_taken_off() -> None:
    assert phones.normalise_mobile("8613800138000") == "13800138000"
    assert phones.normalise_mobile("86138001380") == "86138001380"
