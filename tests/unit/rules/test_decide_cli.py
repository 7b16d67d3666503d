"""``flask rules decide``: facts in a file, the answer as JSON, and what is no facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from cli.rules import rules

FACTS: Final[dict[str, Any]] = {
    "nature": 4,
    "region": "110105",
    "certificate": {"type": 1, "number": "91110105MA0000015F"},
    "domains": ["example.com"],
    "account_subject": None,
    "subject_here": None,
    "subject_at_ministry": None,
    "live_sites": 0,
    "same_name_other_certificate": False,
    "domains_at_ministry": {"example.com": {"number": None, "owner": None, "access_here": False}},
    "open_orders": {"subject": None, "domains": {}},
    "blacklisted": {"subject": False, "domains": []},
}


def decide(text: str | bytes) -> tuple[int, Any]:
    """Exit code, and the answer or the line of the error."""
    ran = CliRunner().invoke(rules, ["decide", "-"], input=text)
    return ran.exit_code, json.loads(ran.stdout) if ran.exit_code == 0 else ran.stderr


def test_facts_in_a_file_are_decided(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(FACTS), encoding="utf-8")
    ran = CliRunner().invoke(rules, ["decide", str(file)])
    assert ran.exit_code == 0
    answer = json.loads(ran.stdout)
    assert (answer["outcome"], answer["row"]) == ("FIRST", 13)


def test_domains_are_folded() -> None:
    known = FACTS["domains_at_ministry"]["example.com"]
    told = FACTS | {
        "domains": ["EXAMPLE.com", "example.COM.", "例子.中国"],
        "domains_at_ministry": {"Example.com": known, "xn--fsqu00a.xn--fiqs8s": known},
    }
    code, answer = decide(json.dumps(told))
    assert code == 0
    assert answer["orders"] == [
        {"type": "FIRST", "domains": ["example.com", "xn--fsqu00a.xn--fiqs8s"]}
    ]


def test_a_fact_that_is_not_stated_is_unknown() -> None:
    told = {name: FACTS[name] for name in ("nature", "region", "certificate", "domains")}
    _, answer = decide(json.dumps(told))
    assert (answer["outcome"], answer["row"]) == ("UNDECIDED", 1)
    assert answer["unknown"] == ["account_subject"]


def test_several_filings_are_given_in_order() -> None:
    told = FACTS | {
        "domains": ["b.cn", "example.com"],
        "subject_at_ministry": "京ICP备12345678号",
        "live_sites": 1,
        "domains_at_ministry": {
            "b.cn": {"number": None},
            "example.com": {
                "number": "京ICP备12345678号-1",
                "owner": "same",
                "access_here": False,
            },
        },
    }
    _, answer = decide(json.dumps(told))
    assert answer["outcome"] == "SPLIT"
    assert [order["type"] for order in answer["orders"]] == ["ADD_ACCESS_EXT", "ADD_SITE_EXT"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"weather": "fine"}, "unknown field `weather`"),
        ({"nature": "4"}, "`$.nature`"),
        ({"nature": 99}, "no nature 99"),
        ({"certificate": {"type": 2, "number": "x"}}, "no certificate type 2"),
        ({"certificate": {"type": 1, "number": " "}}, "an empty number"),
        ({"certificate": {"type": 1}}, "missing required field `number`"),
        ({"region": "990105"}, "no region code"),
        ({"region": "11"}, "no region code"),
        ({"region": "１１０１０５"}, "no region code"),
        ({"domains": []}, "no domain"),
        ({"domains": "example.com"}, "`$.domains`"),
        ({"domains": [f"example{n}.com" for n in range(500)]}, "500 domains, at most 100"),
        ({"domains": ["www.example.com"]}, "write example.com"),
        ({"domains": ["http://example.com"]}, "is no domain"),
        ({"domains": ["two\nlines"]}, "two\\nlines is no domain"),
        ({"account_subject": "mine"}, "`$.account_subject`"),
        ({"subject_here": True}, "`$.subject_here`"),
        ({"subject_at_ministry": ""}, "`$.subject_at_ministry`"),
        ({"live_sites": -1}, "`$.live_sites`"),
        ({"live_sites": True}, "`$.live_sites`"),
        ({"live_sites": 1.5}, "`$.live_sites`"),
        ({"domains_at_ministry": {"example.com": {"owner": "nobody"}}}, "owner"),
        ({"domains_at_ministry": {"a.cn": {}, "A.cn": {}}}, "a.cn twice"),
        ({"open_orders": None}, "`$.open_orders`"),
        ({"blacklisted": {"subject": "yes", "domains": []}}, "`$.blacklisted.subject`"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(changes: dict[str, Any], told: str) -> None:
    code, error = decide(json.dumps(FACTS | changes))
    assert code == 2
    assert told in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"nature": 1e999}', b" " * 2**21],
)
def test_what_is_no_json_is_told_in_one_line(text: bytes) -> None:
    code, error = decide(text)
    assert code == 2
    assert error.count("\n") == 1
