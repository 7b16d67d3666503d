"""Domain names as people type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain import domain_names
from domain.domain_names import NotADomainName

VECTORS = json.loads(
    (Path(__file__).parent / "vectors" / "domain_names.json").read_text(encoding="utf-8")
)["vectors"]


def _answer(text: str) -> dict[str, str]:
    try:
        name = domain_names.parse(text)
    except NotADomainName as refused:
        return {"error": refused.reason}
    return {"ascii": name.ascii, "registrable": name.registrable}


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: row["in"] or "empty")
def test_every_vector_gets_its_answer(row: dict[str, Any]) -> None:
    assert {"in": row["in"], **_answer(row["in"])} == row


def test_the_readable_form_is_kept_beside_the_ascii_form() -> None:
    assert domain_names.parse("WWW.例子.中国").unicode == "www.例子.中国"
    assert domain_names.parse("xn--fsqu00a.xn--fiqs8s").unicode == "例子.中国"


@pytest.mark.parametrize(
    "text", ["a" * 64 + ".com", ".".join(["a" * 60] * 5) + ".com", "字" * 60 + ".com"]
)
def test_a_label_or_name_beyond_the_limits_is_too_long(text: str) -> None:
    assert _answer(text) == {"error": "too_long"}


@pytest.mark.parametrize("text", ["😀" * 10_000, "a" * 10_000, "a." * 10_000, "例" * 10_000])
def test_a_text_of_any_size_is_refused_with_a_reason(text: str) -> None:
    assert _answer(text)["error"] in {"too_long", "not_a_name"}


@pytest.mark.parametrize("text", ["a.com", "b.com.cn", "例子.中国", "例子.中國", "例子.公益"])
def test_an_approved_top_level_domain_is_known_in_any_script(text: str) -> None:
    assert domain_names.tld_approved(domain_names.parse(text))


@pytest.mark.parametrize("text", ["a.io", "a.dev", "a.me", "a.app", "a.example"])
def test_other_top_level_domains_are_not_approved(text: str) -> None:
    assert not domain_names.tld_approved(domain_names.parse(text))
