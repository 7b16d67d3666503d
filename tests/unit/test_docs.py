"""What the documentation names is there: commands, targets, links, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from werkzeug.utils import import_string

from app import COMMANDS
from settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
CODE = re.compile(r"^(?: {4,}|```).*$|`[^`\n]+`", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code(page: Path) -> Iterator[str]:
    """What stands in code: indented lines, lines of blocks, and words between backticks."""
    outside, *blocks = re.split(r"^ *```", text(page), flags=re.MULTILINE)
    for number, part in enumerate([outside, *blocks]):
        if number % 2:
            yield from part.splitlines()
        else:
            yield from CODE.findall(part)


def commands() -> dict[str, click.Command]:
    return {found.name or "": found for found in map(import_string, COMMANDS)}


def unknown_commands(line: str) -> Iterator[str]:
    """The commands of a line that do not exist; ``flask log verify|show`` names two."""
    for first, second in re.findall(r"\bflask ([a-z][a-z-]*)(?: ([a-z][a-z|-]*))?", line):
        command = commands().get(first)
        if command is None:
            yield f"flask {first}"
        elif isinstance(command, click.Group) and second:
            yield from (
                f"flask {first} {name}"
                for name in second.split("|")
                if name not in command.commands
            )


def names(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_command_that_is_named_exists(page: Path) -> None:
    assert [name for line in code(page) for name in unknown_commands(line)] == []


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_target_that_is_named_exists(page: Path) -> None:
    targets = set(TARGET.findall(text(ROOT / "Makefile")))
    named = {name for line in code(page) for name in re.findall(r"\bmake ([a-z-]+)", line)}
    assert named - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_link_leads_somewhere(page: Path) -> None:
    linked = [link for link in LINK.findall(text(page)) if "://" not in link]
    broken = {link for link in linked if not (page.parent / link).exists()}
    assert broken == set()


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_every_file_that_is_named_exists(page: Path) -> None:
    """Paths in backticks, seen from the project's root."""
    named = re.findall(r"`((?:[a-z_]+/)+[\w.-]*\.(?:py|html|md|json|sh))(?::\w+)?`", text(page))
    made = (path for path in named if path.startswith("var/"))
    assert {path for path in named if not (ROOT / path).exists()} - set(made) == set()


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_explained_to_operators(field: str) -> None:
    assert f"| `{field.upper()}` | " in text(ROOT / "docs" / "operators.md")


def test_no_setting_is_explained_that_is_not_there() -> None:
    explained = re.findall(
        r"^\| `([A-Z_]+)` \| ", text(ROOT / "docs" / "operators.md"), re.MULTILINE
    )
    assert {name.lower() for name in explained} == Settings.model_fields.keys()


def test_unknown_commands_are_found() -> None:
    assert list(unknown_commands("flask log verify|nonsense")) == ["flask log nonsense"]
    assert list(unknown_commands(".venv/bin/flask nothing here")) == ["flask nothing"]
    assert list(unknown_commands("flask demo 200")) == []
