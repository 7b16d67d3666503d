"""How a contact is read, and which passwords are refused."""

from __future__ import annotations

import pytest

from domain.account.contact import read_contact
from domain.account.passwords import AT_MOST, COMMON, ensure_acceptable
from domain.account.refusals import (
    ContactUnreadable,
    PasswordIsContact,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
)
from domain.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("Li@Example.COM ", "email", "li@example.com"),
        ("a.b+icp@mail.example.com.cn", "email", "a.b+icp@mail.example.com.cn"),
        ("ｌｉ＠example.com", "email", "li@example.com"),
        ("13800138000", "mobile", "13800138000"),
        (" 138 0013 8000", "mobile", "13800138000"),
        ("138-0013-8000", "mobile", "13800138000"),
        ("+86 13800138000", "mobile", "13800138000"),
        ("8613800138000", "mobile", "13800138000"),
        ("１３８００１３８０００", "mobile", "13800138000"),
    ],
)
def test_a_contact_has_one_way_of_writing(typed: str, kind: str, kept: str) -> None:
    assert read_contact(typed) == (kind, kept)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "li",
        "li@",
        "@example.com",
        "li@example",
        "li@-example.com",
        "l..i@example.com",
        "li@@example.com",
        "li@example.com\nBcc: all@example.com",
        "12800138000",
        "1380013800",
        "138001380000",
        "010-82990000",
        "1\u0663800138000",
        "😀@example.com",
        "a" * 65 + "@example.com",
        "li@" + "a." * 130 + "com",
        "1" * 10_000,
    ],
)
def test_anything_else_is_no_contact(typed: str) -> None:
    with pytest.raises(ContactUnreadable):
        read_contact(typed)


@pytest.mark.parametrize(
    ("password", "contact", "refusal"),
    [
        ("short", "", PasswordTooShort),
        ("九个字符的口令不够", "", PasswordTooShort),
        ("x" * 10_000, "", PasswordTooLong),
        ("1234567890", "", PasswordTooCommon),
        ("QwertyUIOP", "", PasswordTooCommon),
        ("１２３４５６７８９０", "", PasswordTooCommon),
        ("ababababab", "", PasswordTooCommon),
        ("li.li.li.li@example.com", "li.li.li.li@example.com", PasswordIsContact),
        ("li.li.la.li", "li.li.la.li@example.com", PasswordIsContact),
        ("13800138000", "13800138000", PasswordIsContact),
    ],
)
def test_a_weak_password_is_refused(password: str, contact: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        ensure_acceptable(password, contact)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "十个以上字符的中文口令", "😀 ten emoji 😀", "a1a1a1a1a1b"],
)
def test_length_is_enough_and_no_composition_is_asked(password: str) -> None:
    ensure_acceptable(password, "li@example.com")


def test_the_longest_password_is_taken() -> None:
    ensure_acceptable("abc" * (AT_MOST // 3), "")


def test_every_listed_password_is_long_enough_to_matter() -> None:
    assert len(COMMON) > 300
    assert all(len(word) >= 10 and word == word.lower() for word in COMMON)
