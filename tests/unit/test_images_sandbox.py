"""The confined process: same answers, and what it can and cannot do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from gateways.images import Prepared, Reason, Refused, Wanted
from gateways.images.in_process import InProcessWorkshop
from gateways.images.port import NotMarked
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


SERVING = """
import socket, sys
sys.path.append(sys.argv[1])
from gateways.images import fork_server
with socket.socket(fileno=int(sys.argv[-1])) as line:
    fork_server.serve(line, lambda: exec({code!r}, {{}}))
"""


def running(code, seconds=5, places=None):
    """A workshop whose children run ``code`` in place of the worker."""
    return SandboxWorkshop(seconds=seconds, places=places, start=SERVING.format(code=code))


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
        corpus.pdf,
        corpus.pdf_with_script,
        corpus.wide_colours,
        corpus.png_icc_bomb,
        lambda: corpus.jpeg_cut(0.5),
        lambda: corpus.png_cut(0.5),
        lambda: b"",
    ],
)
def test_the_sandbox_answers_as_the_decoder_in_the_open(workshop, make):
    data = make()
    wanted = Wanted(material="M08", may_be_pdf=True, read_codes=True, turn=1.5)
    assert workshop.prepare(data, wanted) == InProcessWorkshop().prepare(data, wanted)


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
    sleeper = running("import time; time.sleep(600)", seconds=0.3)
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
    patient = running(code, seconds=2)
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


def test_a_copy_is_marked_in_the_confined_process_as_in_the_open(workshop):
    for make in (corpus.jpeg, corpus.photo_12_megapixels):
        view = InProcessWorkshop().prepare(make()).view
        marked = workshop.marked(view, "审核员 reviewer 2026-03-09 12:00")
        assert marked == InProcessWorkshop().marked(view, "审核员 reviewer 2026-03-09 12:00")
        assert marked != view


@pytest.mark.parametrize(
    "code",
    [
        "print()",
        r"""import os; os.write(1, b'{"marked": 4}\nabcd')""",
        r"""import os; os.write(1, b'{"marked": 9}\n\xff\xd8\xff')""",
        r"""import os; os.write(1, b'{"refused": "empty"}\n')""",
    ],
)
def test_what_is_no_marked_copy_is_shown_to_nobody(code):
    with pytest.raises(NotMarked, match="crashed"):
        running(code).marked(corpus.jpeg(), "text")


def test_a_copy_that_cannot_be_decoded_is_not_marked(workshop):
    with pytest.raises(NotMarked, match="crashed"):
        workshop.marked(corpus.jpeg_cut(0.5), "text")


def test_a_place_is_free_again_after_a_crash():
    single = running("print()", places=1)
    for _turn in range(3):
        assert single.prepare(corpus.jpeg()) == Refused(Reason.CRASHED)


def children_of(number):
    """The processes that a process started and that are not waited for yet."""
    tasks = Path(f"/proc/{number}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text(encoding="ascii").split()]


def server():
    """The number of this process' only fork server that runs a worker."""
    [found] = [
        child
        for child in children_of(os.getpid())
        if "fork_server.main" in Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8")
    ]
    return found


def test_one_server_works_on_many_files_and_a_new_one_when_it_was_killed(workshop):
    assert isinstance(workshop.prepare(corpus.jpeg()), Prepared)
    first = server()
    assert isinstance(workshop.prepare(corpus.png()), Prepared)
    assert server() == first
    os.kill(first, signal.SIGKILL)
    assert isinstance(workshop.prepare(corpus.jpeg()), Prepared)
    assert server() != first


def test_a_server_that_is_killed_while_it_decodes_ends_the_child_and_is_replaced():
    slow = running('import time; time.sleep(1.5); print(\'{"refused": "empty"}\')')
    answers = []
    thread = threading.Thread(target=lambda: answers.append(slow.prepare(corpus.jpeg())))
    before = set(children_of(os.getpid()))
    thread.start()
    [number] = wait_for(lambda: set(children_of(os.getpid())) - before)
    [child] = wait_for(lambda: children_of(number))
    os.kill(number, signal.SIGKILL)
    thread.join(timeout=10)
    assert answers == [Refused(Reason.EMPTY)]
    assert not is_running(child)


def wait_for(find):
    """What ``find`` gives, once it gives something."""
    for _attempt in range(500):
        found = find()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not come")


def test_a_forked_web_server_starts_a_fork_server_of_its_own(workshop):
    assert isinstance(workshop.prepare(corpus.jpeg()), Prepared)
    mine = server()
    child = os.fork()
    if child == 0:
        made = workshop.prepare(corpus.jpeg())
        os._exit(0 if isinstance(made, Prepared) and server() != mine else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert server() == mine
    assert isinstance(workshop.prepare(corpus.jpeg()), Prepared)


def test_a_server_ends_with_its_workshop():
    workshop = running("print()")
    before = set(children_of(os.getpid()))
    workshop.prepare(corpus.jpeg())
    [number] = set(children_of(os.getpid())) - before
    del workshop
    assert not is_running(number)


def test_a_child_sees_no_file_of_another_one():
    code = "import os; print('{\"refused\": \"%s\"}' % ('broken', 'empty')[os.listdir('/proc/self/fd') == ['0', '1', '2', '3']])"
    both = running("import time; time.sleep(0.3)\n" + code, places=2)
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(both.prepare(corpus.jpeg())))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [Refused(Reason.EMPTY)] * 2


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
