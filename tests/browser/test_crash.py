"""The web server is killed: what was acknowledged stays, and nothing stands there by half."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from cli.demo import OnceWorkshop, drawn_scan
from domain.filing.events import Submitted
from domain.filing.facts import Status
from domain.roles import Role
from settings import Settings
from tests.account_stories import PASSWORD, opened
from tests.browser.program import Program, own_environment
from use_cases import filings
from use_cases.demo.walk import STEPS, Walk
from use_cases.desk import Desk
from wiring import make_desk

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
MOMENT = 0.03
"""Seconds in which a request gets into the server and hardly out of it again."""

READY_TO_SUBMIT = STEPS[: STEPS.index("submit")]


class Starts:
    """The program, started again on the same data after each end."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.environment = own_environment(directory)
        self.programs: list[Program] = []

    def running(self) -> Program:
        """The program, started now where none is running."""
        if not self.programs or self.programs[-1].process.poll() is not None:
            output = self.directory / f"output-{len(self.programs)}.txt"
            self.programs.append(Program(self.environment, output))
            self.programs[-1].wait_until_ready()
        return self.programs[-1]

    def kill_and_start(self) -> Program:
        self.programs[-1].kill_web_server()
        # Without its web server nothing goes on half, so the rest ends by itself.
        assert self.programs[-1].ended() == 1
        return self.running()


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starts]:
    starts = Starts(tmp_path_factory.mktemp("crash"))
    yield starts
    for program in starts.programs:
        program.stop()


@pytest.fixture(scope="module")
def desk(starts: Starts) -> Iterator[Desk]:
    """The program's data from beside it, as a command would see them."""
    own = {name.lower(): value for name, value in starts.running().environment.items()}
    fields = {name: own[name] for name in Settings.model_fields if name in own}
    desk = make_desk(Settings(_env_file=None, **fields))
    yield replace(desk, images=OnceWorkshop(desk.images))
    desk.unit.engine.dispose()


class Clerk:
    """An applicant who is signed in and whose filing only waits for being handed in."""

    def __init__(self, desk: Desk, address: str) -> None:
        self.desk = desk
        contact = f"{uuid.uuid4().hex}@example.com"
        account = opened(desk, Role.APPLICANT, contact)
        at = desk.clock.now() - timedelta(hours=1)
        walk = Walk.begin(desk, account, account, at, drawn_scan())
        self.filing = walk.take(READY_TO_SUBMIT).filing_id
        self.client = httpx.Client(base_url=address, trust_env=False, timeout=20)
        form = self._form("/sign-in") | {"contact": contact, "password": PASSWORD}
        assert self.client.post("/sign-in", data=form).status_code == 303
        self.form = self._form(f"/filings/{self.filing}/notice")

    def _form(self, path: str) -> dict[str, str]:
        page = self.client.get(path)
        assert page.status_code == 200, page.text
        return dict(HIDDEN.findall(page.text[page.text.index("<main") :]))

    def submits(self) -> bool:
        """Whether the server said that it is done."""
        try:
            answer = self.client.post(f"/filings/{self.filing}/notice", data=self.form)
        except httpx.TransportError:
            return False
        assert answer.status_code == 303
        return answer.headers["Location"].endswith("/status")

    def handed_in(self) -> int:
        """How often the log says that it was; the state agrees with the log."""
        filing = filings.open_filing(self.desk, self.filing)
        times = sum(isinstance(recorded.event, Submitted) for recorded in filing.history)
        assert filing.filing.status is (Status.SUBMITTED if times else Status.DRAFT)
        return times


Hire = Callable[[int], list[Clerk]]


@pytest.fixture
def hire(starts: Starts, desk: Desk) -> Iterator[Hire]:
    """Brings so many clerks to the running program."""
    hired: list[Clerk] = []

    def hire(count: int) -> list[Clerk]:
        hired.extend(Clerk(desk, starts.running().address) for _ in range(count))
        return hired[-count:]

    yield hire
    for clerk in hired:
        clerk.client.close()


def assert_sound(program: Program) -> None:
    """The log proves itself, and every read model is what the log makes of it."""
    for command in (("log", "verify"), ("projections", "check")):
        done = program.flask(*command)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_kill_between_two_requests_loses_nothing(starts: Starts, hire: Hire) -> None:
    (clerk,) = hire(1)
    assert clerk.submits()
    program = starts.kill_and_start()
    assert clerk.handed_in() == 1
    assert clerk.client.get(f"/filings/{clerk.filing}/status").status_code == 200
    assert clerk.submits()
    assert clerk.handed_in() == 1
    assert_sound(program)


@pytest.mark.parametrize("acknowledged", [0, 1])
def test_a_kill_in_the_middle_of_submits_leaves_each_done_or_not_begun(
    starts: Starts, hire: Hire, acknowledged: int
) -> None:
    """Killed a moment after all were sent, or at the first answer while the others wait."""
    program = starts.running()
    clerks = hire(5)
    with ThreadPoolExecutor(len(clerks)) as pool:
        answers = [pool.submit(clerk.submits) for clerk in clerks]
        wait(answers, MOMENT if not acknowledged else None, FIRST_COMPLETED)
        program.kill_web_server()
    done = [clerk for clerk, answer in zip(clerks, answers, strict=True) if answer.result()]
    assert len(done) >= acknowledged
    assert program.ended() == 1

    program = starts.running()
    assert all(clerk.handed_in() == 1 for clerk in done)
    assert_sound(program)

    # People send their form again, not knowing what became of it.
    for clerk in clerks:
        assert clerk.submits()
        assert clerk.handed_in() == 1
