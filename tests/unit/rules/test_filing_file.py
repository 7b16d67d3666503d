"""Filings as JSON: what is read, what is refused, and ``flask rules check`` on them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from cli.rules import rules
from domain.rules.filing_file import LARGEST, BadFilingFile, read_case

FILING: dict[str, Any] = {
    "on": "2026-11-26",
    "nature": 4,
    "region": "440305",
    "certificate": {"type": 1, "number": "91440300MA0000018K"},
    "subject": {
        "name": "深圳市晴天软件有限公司",
        "certificate_address": "深圳市福田区样例路1号",
        "responsible": {"name": "林晓雨", "mobile": "13800138000"},
        "legal_representative": {"name": "钱立"},
    },
    "sites": [
        {
            "name": "晴天软件官网",
            "domains": ["例子.中国", "Example.CN"],
            "person": {"name": "赵明", "mobile": "13900139000"},
            "access": {"ips": [["192.0.2.1", "192.0.2.9"]], "modes": [1], "server_places": [18]},
        }
    ],
    "domains": {"EXAMPLE.cn": {"expires_on": "2027-01-31"}},
    "materials": ["M01", "M05:1"],
    "known": {"sites": 2},
}


def written(**changes: Any) -> bytes:
    return json.dumps(FILING | changes).encode()


def test_a_filing_is_read() -> None:
    case = read_case(written())
    assert case.facts.outcome == "FIRST"
    assert case.subject.responsible.name.text == "林晓雨"
    assert case.subject.legal_representative is not None
    (site,) = case.sites
    assert (site.id, site.domains) == ("1", ("xn--fsqu00a.xn--fiqs8s", "example.cn"))
    assert site.person is not None
    assert site.person.mobile_digest == "13900139000"
    assert case.accesses["1"].ips == (("192.0.2.1", "192.0.2.9"),)
    assert case.domains["example.cn"].expires_on is not None
    assert case.materials == {"M01", "M05:1"}
    assert case.known.sites == 2


def test_an_individual_is_the_own_responsible_person() -> None:
    case = read_case(written(nature=5, certificate={"type": 2, "number": "1"}))
    assert (case.subject.name, case.subject.id) == ("", case.subject.responsible.id)
    assert case.facts.holder is not None
    assert case.facts.certificate_number == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"{", "no JSON"),
        (b"\xff", "no JSON"),
        (b"[" * 100_000, "no JSON|array"),
        (b" " * (LARGEST + 1), "1 MiB"),
        (b"[]", "Expected `object`"),
        (written(sitez=[]), "unknown field `sitez`"),
        (written(nature="4"), r"Expected `int`.*\$.nature"),
        (written(nature=99), "no nature 99"),
        (written(region="99"), "no region code"),
        (written(region="９９００００"), "no region code"),
        (written(region="990000"), "no region code"),
        (written(type="SECOND"), "no type of filing 'SECOND'"),
        (written(on="yesterday"), r"\$.on"),
        (written(sites=[{"name": "样例", "domains": ["no domain"]}]), "is no domain"),
        (written(domains={"a\nb.cn": {}}), r"a\\nb.cn is no domain"),
        (written(sites=[{"name": "样例", "domains": []}] * 101), "more than 100 websites"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_filing_is_told_in_one_line(text: bytes, why: str) -> None:
    with pytest.raises(BadFilingFile, match=why) as refused:
        read_case(text)
    assert "\n" not in str(refused.value)


def test_the_command_prints_the_findings() -> None:
    printed = CliRunner().invoke(rules, ["check", "-"], input=written(materials=[]))
    findings = json.loads(printed.stdout)
    assert "material:M01" in {each["target"] for each in findings["items"]}
    stopped = any(each["severity"] == "hard" for each in findings["items"])
    assert printed.exit_code == int(stopped)


def test_the_command_refuses_what_is_no_filing() -> None:
    refused = CliRunner().invoke(rules, ["check", "-"], input=written(nature=99))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == "This is no filing: no nature 99 - at `$.nature`.\n"
