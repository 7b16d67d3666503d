"""``flask materials inspect``: the same checks as at an upload, printed for operators."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image


@pytest.fixture
def grey(tmp_path: Path) -> Path:
    data = io.BytesIO()
    Image.new("RGB", (900, 700), (128, 128, 128)).save(data, "JPEG")
    file = tmp_path / "grey.jpg"
    file.write_bytes(data.getvalue())
    return file


def test_a_refused_file_ends_with_1_and_the_reason(app: Flask, grey: Path) -> None:
    done = app.test_cli_runner().invoke(args=["materials", "inspect", str(grey), "--slot", "M01"])
    assert done.exit_code == 1
    said = json.loads(done.stdout)
    assert said["refused"] == "no_colour"
    assert said["verdicts"][0]["level"] == "refuse"


def test_the_slot_decides_what_is_refused(app: Flask, grey: Path) -> None:
    done = app.test_cli_runner().invoke(args=["materials", "inspect", str(grey), "--slot", "M05"])
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    assert (said["width"], said["height"], said["format"]) == (900, 700, "JPEG")
    assert {"no_colour": "warn"}.items() <= {
        each["check"]: each["level"] for each in said["verdicts"]
    }.items()


def test_an_unknown_slot_ends_with_2(app: Flask, grey: Path) -> None:
    done = app.test_cli_runner().invoke(args=["materials", "inspect", str(grey), "--slot", "M99"])
    assert done.exit_code == 2
    assert "There is no slot M99" in done.stderr
