"""Every text that readers see has English that says as much, in English marks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "translations/en/LC_MESSAGES/messages.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_pgettext": ((1, "c"), 2),
}
"""Those of ``make messages``."""

CHINESE_MARK = re.compile("[\u3001-\u3011\u3014-\u301f\uff01-\uff65]")
TITLE = re.compile("《[^》]*》")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
GETTEXT = {"_", "_l", "gettext", "lazy_gettext", "pgettext", "lazy_pgettext"}
CHINESE_ON_PURPOSE = {
    # The one place that knows the marks of both languages.
    "views/language.py",
    # They take marks off what somebody typed.
    "views/issue_words.py",
    "views/filing/forms/access.py",
}


Text = tuple[str | None, str]
"""What tells it from the same words elsewhere, and the words."""


@cache
def texts() -> dict[Text, str]:
    """Every text in the programs and templates, with a file that it stands in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as settings:
        methods, options = parse_mapping_cfg(settings)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS)
    return {
        (context, text): path
        for path, _line, text, _notes, context in found
        if isinstance(text, str)
    }


@cache
def english() -> dict[Text, str]:
    with CATALOGUE.open("rb") as catalogue:
        return {
            (message.context, message.id): message.string
            for message in read_po(catalogue)
            if isinstance(message.id, str) and isinstance(message.string, str)
        }


def named(found: dict[Text, str]) -> str:
    return "\n".join(f"{text!r}: {words!r}" for (_context, text), words in found.items())


def test_every_text_has_english() -> None:
    assert len(texts()) > 1000
    missing = {text: path for text, path in texts().items() if not english().get(text)}
    assert not missing, named(missing)


def test_english_fills_in_the_same_values() -> None:
    different = {
        text: words
        for text, words in english().items()
        if words and set(PLACEHOLDER.findall(text[1])) != set(PLACEHOLDER.findall(words))
    }
    assert not different, named(different)


def test_english_has_english_marks() -> None:
    marked = {
        text: words
        for text, words in english().items()
        if CHINESE_MARK.search(TITLE.sub("", words))
    }
    assert not marked, named(marked)


def test_english_keeps_the_spaces_at_the_edges() -> None:
    """Texts are set beside others, so a lost space runs two words together."""
    lost = {
        text: words
        for text, words in english().items()
        if text[1][:1].isspace() > words[:1].isspace()
        or text[1][-1:].isspace() > words[-1:].isspace()
    }
    assert not lost, named(lost)


def marks_in_python(path: Path) -> Iterator[str]:
    """Strings with Chinese marks that are neither docstrings nor given to gettext."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
            passed |= {id(each) for argument in node.args for each in ast.walk(argument)}
        elif isinstance(node, ast.Expr):
            passed.add(id(node.value))
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in passed else ""
        if isinstance(text, str) and CHINESE_MARK.search(text):
            yield text


def marks_in_template(path: Path) -> Iterator[str]:
    """Lines with Chinese marks outside of gettext."""
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"""_\(\s*('[^']*'|"[^"]*")""", "", text)
    return (line.strip() for line in text.splitlines() if CHINESE_MARK.search(line))


@pytest.mark.parametrize("room", ["views", "sandbox", "templates"])
def test_no_page_sets_chinese_marks_between_texts_of_any_language(room: str) -> None:
    found = {
        name: marks
        for path in sorted((ROOT / room).rglob("*.*"))
        if path.suffix in {".py", ".html"}
        and (name := path.relative_to(ROOT).as_posix()) not in CHINESE_ON_PURPOSE
        and (marks := list((marks_in_python if path.suffix == ".py" else marks_in_template)(path)))
    }
    assert found == {}
