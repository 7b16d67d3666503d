"""``flask numbers check`` as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli.numbers import numbers_cli

VECTORS = json.loads(
    (Path(__file__).parent / "vectors" / "identity_numbers.json").read_text(encoding="utf-8")
)["vectors"]


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: f"{row['kind']} {row['value']}")
def test_the_command_prints_the_answer_and_exits_with_it(row: dict[str, Any]) -> None:
    result = CliRunner().invoke(numbers_cli, ["check", row["kind"], row["value"]])
    expected = "ok" if row["ok"] else f"error: {row['error']}"
    assert (result.stdout.strip(), result.exit_code) == (expected, 0 if row["ok"] else 1)


def test_a_value_that_begins_with_a_hyphen_is_a_value() -> None:
    result = CliRunner().invoke(numbers_cli, ["check", "orgcode", "-1234567-8"])
    assert (result.stdout, result.exit_code) == ("error: format\n", 1)


def test_an_unknown_kind_names_the_known_ones() -> None:
    result = CliRunner().invoke(numbers_cli, ["check", "library_card", "1"])
    assert result.exit_code == 2
    assert "library_card" in result.stderr
    assert "uscc" in result.stderr
