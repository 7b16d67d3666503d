"""Reads ``decision_cases.txt``: the table of cases, and what stands on each line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

from domain.rules.decision import Facts

_FILE: Final = Path(__file__).with_suffix(".txt")
_SHORT: Final = {
    "this": "this_account",
    "other": "other_account",
    "no": "no_account",
    "null": None,
    "?": "unknown",
}
_DOMAINS: Final = {"a": "a.cn", "b": "b.cn", "c": "c.cn"}
_NUMBER: Final = "京ICP备12345678号"


class Expected(msgspec.Struct, frozen=True):
    """The right side of a line; ``rest`` are the words after outcome and row."""

    outcome: str
    row: int
    rest: str


def cases() -> list[tuple[str, Facts, Expected]]:
    """Every case: its line as written, the facts, and what is expected."""
    found = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        known, _, answer = line.partition("->")
        outcome, row, *rest = answer.split(maxsplit=2)
        expected = Expected(outcome, int(row), rest[0] if rest else "")
        found.append((" ".join(line.split()), facts(known.split()), expected))
    return found


def facts(words: list[str]) -> Facts:
    """The facts that these words tell."""
    told = _nothing_filed()
    for word in words:
        name, separator, rest = word.partition(":")
        if separator:
            _tell_domain(told, _DOMAINS[name], rest.split("+") if rest else [])
        else:
            _tell_subject(told, *word.partition("=")[::2])
    if not told["domains"]:
        _tell_domain(told, "a.cn", [])
    told["domains"] = sorted(told["domains"])
    return msgspec.convert(told, Facts)


def _nothing_filed() -> dict[str, Any]:
    return {
        "nature": 4,
        "region": "110105",
        "certificate": {"type": 1, "number": "91110105MA0000015F"},
        "domains": [],
        "account_subject": None,
        "subject_here": None,
        "subject_at_ministry": None,
        "live_sites": 0,
        "same_name_other_certificate": False,
        "domains_at_ministry": {},
        "open_orders": {"subject": None, "domains": {}},
        "blacklisted": {"subject": False, "domains": []},
    }


def _tell_subject(told: dict[str, Any], name: str, value: str) -> None:
    unknown = "unknown" if value == "?" else None
    match name:
        case "province":
            told["region"] = f"{value}0101"
        case "account":
            told["account_subject"] = {"null": None, "?": "unknown"}.get(value, value)
        case "here":
            told["subject_here"] = _SHORT[value]
        case "subject":
            told["subject_at_ministry"] = unknown or _NUMBER
        case "sites":
            told["live_sites"] = unknown or int(value)
        case "same_name":
            told["same_name_other_certificate"] = unknown or True
        case "open":
            told["open_orders"]["subject"] = _SHORT[value]
        case "black":
            told["blacklisted"]["subject"] = unknown or True
        case _:
            raise ValueError(name)


def _tell_domain(told: dict[str, Any], domain: str, words: list[str]) -> None:
    told["domains"].append(domain)
    known = told["domains_at_ministry"][domain] = {
        "number": None,
        "owner": None,
        "access_here": False,
    }
    if domain != "a.cn" and "a.cn" not in told["domains"]:
        _tell_domain(told, "a.cn", [])
    for word in words:
        match word:
            case "filed":
                known["number"] = f"{_NUMBER}-1"
            case "same" | "other":
                known["owner"] = word
            case "here":
                known["access_here"] = True
            case "filed?" | "owner?" | "access?":
                name = {"filed?": "number", "owner?": "owner", "access?": "access_here"}[word]
                known[name] = "unknown"
            case "open-this" | "open-other":
                told["open_orders"]["domains"][domain] = _SHORT[word.removeprefix("open-")]
            case "open?":
                told["open_orders"]["domains"][domain] = "unknown"
            case "black":
                told["blacklisted"]["domains"] = [*told["blacklisted"]["domains"], domain]
            case "black?":
                told["blacklisted"]["domains"] = "unknown"
            case _:
                raise ValueError(word)
