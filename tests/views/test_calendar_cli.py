"""``flask calendar``: days from a file, and what the year looks like with them."""

from __future__ import annotations

from pathlib import Path

from flask import Flask


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Exit code and everything that was printed."""
    ran = app.test_cli_runner().invoke(args=["calendar", *arguments])
    return ran.exit_code, ran.output


def entered(app: Flask, directory: Path, text: str) -> tuple[int, str]:
    file = directory / "days.txt"
    file.write_text(text, encoding="utf-8")
    return run(app, "import", str(file), "--source", "a notice", "--reason", "a new year")


def test_days_of_an_unknown_year_are_entered_and_shown(app: Flask, tmp_path: Path) -> None:
    assert "2099 is not known" in run(app, "show", "2099")[1]
    text = "2099-01-01 holiday New Year\n2099-01-03 workday\n2099 complete\n"
    assert entered(app, tmp_path, text) == (0, "2 days imported, 2099 complete.\n")
    shown = run(app, "show", "2099")[1]
    assert "2099-01-01 holiday New Year (a notice)" in shown
    assert "2099-01-03 workday (a notice)" in shown
    assert "not known" not in shown


def test_a_year_of_the_built_in_calendar_is_shown(app: Flask) -> None:
    code, shown = run(app, "show", "2026")
    assert code == 0
    assert "2026-10-01 holiday (built in)" in shown


def test_a_bad_file_is_refused_line_by_line_and_changes_nothing(app: Flask, tmp_path: Path) -> None:
    text = "2099-01-01 holiday\n2099-02-30 holiday\n2099-01-01 workday\n"
    code, told = entered(app, tmp_path, text)
    assert code == 1
    assert "line 2: 2099-02-30 holiday: no_date" in told
    assert "line 3: 2099-01-01 workday: holiday_and_workday" in told
    assert "nothing was imported" in told
    assert "2099 is not known" in run(app, "show", "2099")[1]


def test_what_is_no_text_and_no_day_is_refused(app: Flask, tmp_path: Path) -> None:
    assert "there is no day" in entered(app, tmp_path, "# nothing")[1]
    file = tmp_path / "days.bin"
    file.write_bytes(b"\xff\xfe\x00")
    told = run(app, "import", str(file), "--source", "a notice", "--reason", "a year")
    assert told[0] == 1
    assert "not UTF-8" in told[1]
    assert run(app, "import", str(file), "--reason", "no source")[0] == 2
