"""The confined process: same answers, and what it can and cannot do."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from gateways.images import Prepared, Reason, Refused
from gateways.images.in_process import InProcessWorkshop
from gateways.images.sandbox import SandboxWorkshop
from tests import images_corpus as corpus

PROJECT = Path(__file__).parents[2]
CONFINED = """
import ctypes, os, resource, socket, sys
sys.path.append(sys.argv[1])
from gateways.images import worker
worker.confine(ctypes.CDLL(None))
"""


def said(**lies):
    """The first line of an answer, for three pictures of three bytes each."""
    facts = {"view": 3, "thumbnail": 3, "bureau": 3, "width": 1, "height": 1}
    facts |= {"original_format": "PNG", "bureau_width": 1, "bureau_height": 1}
    facts |= {"bureau_quality": 80, "verdicts": [], "look": "0" * 64, "codes": []}
    return json.dumps(facts | lies) + "\n"


@pytest.fixture(scope="module")
def workshop():
    return SandboxWorkshop()


def running(code):
    """A workshop whose process runs ``code`` in place of the worker."""
    return SandboxWorkshop(seconds=5, command=(sys.executable, "-I", "-c", code))


@pytest.mark.parametrize(
    "make",
    [
        corpus.jpeg,
        corpus.photo_12_megapixels,
        corpus.jpeg_with_gps,
        corpus.jpeg_with_script,
        corpus.cmyk,
        corpus.colour_16_bit,
        corpus.palette_transparent,
        corpus.animated_png,
        corpus.grey_jpeg,
        corpus.gif,
        lambda: corpus.jpeg_cut(0.5),
        lambda: corpus.png_cut(0.5),
        lambda: b"",
    ],
)
def test_the_sandbox_answers_as_the_decoder_in_the_open(workshop, make):
    data = make()
    assert workshop.prepare(data) == InProcessWorkshop().prepare(data)


def test_a_bomb_is_refused_at_once(workshop):
    begun = time.monotonic()
    assert workshop.prepare(corpus.bomb()) == Refused(Reason.TOO_MANY_PIXELS)
    assert time.monotonic() - begun < 3


def test_many_threads_get_their_own_pictures(workshop):
    files = [corpus.jpeg((600 + 10 * n, 400)) for n in range(6)]
    widths = {}

    def work(number):
        widths[number] = workshop.prepare(files[number]).width

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert widths == {n: 600 + 10 * n for n in range(6)}


def test_a_process_that_never_answers_is_ended():
    sleeper = SandboxWorkshop(
        seconds=0.3, command=(sys.executable, "-I", "-c", "import time; time.sleep(600)")
    )
    begun = time.monotonic()
    assert sleeper.prepare(corpus.jpeg()) == Refused(Reason.TOOK_TOO_LONG)
    assert time.monotonic() - begun < 3


def test_what_the_process_started_is_ended_with_it(tmp_path):
    note = tmp_path / "pid"
    code = (
        "import os, pathlib, time\n"
        "child = os.fork()\n"
        f"if not child: pathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(600)"
    )
    patient = SandboxWorkshop(seconds=2, command=(sys.executable, "-I", "-c", code))
    assert patient.prepare(corpus.jpeg()) == Refused(Reason.TOOK_TOO_LONG)
    assert not is_running(int(note.read_text()))


def is_running(number):
    """Whether the process still runs; a dead one that nobody waited for does not."""
    for _attempt in range(50):
        try:
            stat = Path(f"/proc/{number}/stat").read_text(encoding="ascii")
        except FileNotFoundError:
            return False
        if stat.rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.02)
    return True


def test_a_process_without_processor_time_is_ended():
    code = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    assert running(code).prepare(corpus.jpeg()) == Refused(Reason.TOOK_TOO_LONG)


@pytest.mark.parametrize(
    "code",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise MemoryError",
        "print()",
        "print('no JSON')",
        'print(\'{"refused": "boredom"}\')',
        f"print({said()!r} + 'abcabcabc')",
        f"print({said(view=9)!r} + 'abc')",
        f"print({said(width=99999)!r} + 'abcabcabc')",
        "import sys\nwhile True: sys.stdout.write('x' * 65536)",
    ],
)
def test_a_process_that_breaks_or_lies_gives_no_picture(code):
    assert running(code).prepare(corpus.jpeg()) == Refused(Reason.CRASHED)


def test_a_place_is_free_again_after_a_crash():
    single = SandboxWorkshop(seconds=5, places=1, command=(sys.executable, "-c", "print()"))
    for _turn in range(3):
        assert single.prepare(corpus.jpeg()) == Refused(Reason.CRASHED)


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/passwd')",
        "open('/tmp/made-by-a-scan', 'w')",
        "socket.socket()",
        "bytearray(2 * 1024**3)",
        "os.memfd_create('x')",
        "os.pipe()",
        "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    ],
)
def test_the_confined_process_cannot(attempt):
    code = (
        f"{CONFINED}\ntry:\n    {attempt}\n"
        "except (OSError, MemoryError, ValueError):\n    os.write(1, b'refused')\n"
        "else:\n    os.write(1, b'done')"
    )
    command = [sys.executable, "-I", "-c", code, str(PROJECT)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=20)  # noqa: S603
    assert done.stdout == b"refused"


def test_the_process_sees_no_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    code = "import os; print('{\"refused\": \"%s\"}' % ('empty', 'broken')['SECRET_KEY' in os.environ])"
    assert running(code).prepare(corpus.jpeg()) == Refused(Reason.EMPTY)


def test_a_scan_is_ready_within_seconds(workshop):
    begun = time.monotonic()
    assert isinstance(workshop.prepare(corpus.photo_12_megapixels()), Prepared)
    assert time.monotonic() - begun < 5
