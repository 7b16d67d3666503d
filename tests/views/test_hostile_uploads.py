"""Every hostile file through the real confined process, and one of each kind through the web."""

from __future__ import annotations

import errno
import io
import os
import signal
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from cli.demo import drawn_scan
from domain.filing.facts import Material, Status
from domain.roles import Actor, Role
from gateways.images.port import Prepared, Reason, Refused, Wanted
from gateways.images.sandbox import SandboxWorkshop
from settings import Settings
from tests import images_corpus
from tests.hostile.corpus import Hostile, corpus
from tests.views.applicants import Applicant, applicant, individual
from tests.views.html_lint import parsed, text_of
from use_cases import materials, submit
from use_cases.demo.walk import STEPS, Walk
from use_cases.desk import Desk, Quota
from use_cases.materials import ImageRefused
from views.filing.slot_words import REFUSED

PLACE = "M25"
FRONT = "M02:front"
HTMX = {"HX-Request": "true"}
EXPECTED = {
    "nothing": Reason.EMPTY,
    "noise": Reason.NOT_AN_IMAGE,
    "svg as JPEG": Reason.NOT_AN_IMAGE,
    "html as JPEG": Reason.NOT_AN_IMAGE,
    "GIF called PNG": Reason.NOT_AN_IMAGE,
    "JPEG cut at 1 %": Reason.BROKEN,
    "JPEG cut at 99 %": Reason.BROKEN,
    "PNG cut at 99 %": Reason.BROKEN,
    "PDF cut at 50 %": Reason.BROKEN,
    "1 bit, 169 megapixels": Reason.TOO_MANY_PIXELS,
    "400 megapixels": Reason.TOO_MANY_PIXELS,
    "JPEG that says 65 500 squared": Reason.TOO_MANY_PIXELS,
    "1 bit, 59 megapixels": None,
    "animated PNG": Reason.ANIMATED,
    "HEIC": Reason.HEIC,
    "PDF with a script": Reason.PDF_ACTIVE,
    "PDF with a file": Reason.PDF_ACTIVE,
    "PDF with a password": Reason.PDF_LOCKED,
    "PDF of two pages": Reason.PDF_PAGES,
    "PDF": None,
    "JPEG and script": None,
    "PNG with PHP in a note": None,
    "EXIF with GPS": None,
    "EXIF that contains itself": None,
    "CMYK without a profile": None,
    "profile that unpacks to 100 MB": None,
    "JPEG, 59 megapixels": None,
}
"""Why some of the files are refused; None is accepted."""


@pytest.fixture
def patient(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody uploads so many files in a minute, but this test does."""
    monkeypatch.setattr("store.rate_limits.count", lambda *_: 1)
    desk = app.extensions["desk"]
    app.extensions["desk"] = replace(desk, quota=Quota(files=1_000_000, size=1 << 50))


def uploaded(someone: Applicant, data: bytes, name: str, place: str = PLACE) -> TestResponse:
    boundary, body = encode_multipart(
        {
            "csrf_token": someone.browser.csrf_token(),
            "command_id": uuid.uuid4().hex,
            "file": FileStorage(io.BytesIO(data), name),
        }
    )
    return someone.browser.post(
        f"{someone.path}/materials/{place}",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers=HTMX,
    )


def stored(settings: Settings) -> list[Path]:
    """Every file that is kept, half-written ones included."""
    return sorted(path for path in settings.files_dir.rglob("*") if path.is_file())


def reason_told(answer: TestResponse) -> Reason | None:
    """The reason whose words stand beside the place's file, if they are one's."""
    told = " ".join(
        text_of(element)
        for element in parsed(answer.text).iter()
        if element.get("id") == f"slot-{PLACE}-error"
    )
    return next((reason for reason, words in REFUSED.items() if str(words) in told), None)


def kept_wrongly(desk: Desk, material: Material, hostile: Hostile, data: bytes) -> str:
    """What of the file is still in the scan that was made of it."""
    for file in materials.files(material):
        copy = desk.blobs.get(material.owner, file.id)
        with Image.open(io.BytesIO(copy)) as image:
            plain = image.format == "JPEG" and image.mode == "RGB" and not image.getexif()
        if not plain or copy in data or data in copy:
            return "keeps something unprocessed"
        if hostile.secret and hostile.secret in copy:
            return "keeps what was hidden in it"
    return ""


def test_no_hostile_file_does_harm(app: Flask, settings: Settings) -> None:
    desk = app.extensions["desk"]
    files = list(corpus())
    assert len(files) >= 200
    assert len({hostile.name for hostile in files}) == len(files)
    kept: set[str] = set()

    def end_of(hostile: Hostile) -> tuple[Reason | None, str]:
        """Why the file is refused, and what is wrong with what was kept of it."""
        data = hostile.make()
        try:
            material = materials.prepare(
                desk, data, material_id=uuid.uuid4().hex, slot=PLACE, owner="somebody"
            )
        except ImageRefused as refusal:
            return Reason(refusal.facts["reason"]), ""
        kept.update(file.id for file in materials.files(material))
        return None, kept_wrongly(desk, material, hostile, data)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ends = {one.name: end for one, end in zip(files, pool.map(end_of, files), strict=True)}
    assert {name: wrong for name, (_, wrong) in ends.items() if wrong} == {}
    assert {name: ends[name][0] for name in EXPECTED} == EXPECTED
    assert {ends[name][0] for name in ends if name.startswith("called: ")} == {None}
    # A refused file leaves nothing, and an accepted one nothing beside its three copies.
    assert {path.name for path in stored(settings)} == kept
    accepted = [name for name, (reason, _) in ends.items() if reason is None]
    assert len(kept) == 3 * len(accepted)
    # The program still works, and still knows a good scan.
    someone = individual(app)
    assert uploaded(someone, images_corpus.jpeg(), "scan.jpg").status_code == 200
    assert someone.browser.get(f"{someone.path}/materials").status_code == 200


def sent_by_browser() -> list[Hostile]:
    """One of each outcome and each odd name, and some of the many that differ in a few bytes."""
    files = list(corpus())
    chosen = {one.name for one in files if one.name in EXPECTED or one.name.startswith("called: ")}
    return [one for number, one in enumerate(files) if one.name in chosen or number % 40 == 0]


def test_each_hostile_file_that_is_refused_is_told_why_on_the_page(
    app: Flask, settings: Settings, patient: None
) -> None:
    desk = app.extensions["desk"]
    someone = individual(app)
    wrong: dict[str, str] = {}
    ends: dict[str, Reason | None] = {}
    for hostile in sent_by_browser():
        data = hostile.make()
        before = set(stored(settings))
        answer = uploaded(someone, data, hostile.file_name)
        kept = len(set(stored(settings)) - before)
        ends[hostile.name] = reason_told(answer) if answer.status_code == 422 else None
        match answer.status_code, kept:
            case 200, 3:
                material = someone.opened.filing.materials[PLACE]
                wrong[hostile.name] = kept_wrongly(desk, material, hostile, data)
            case 422, 0 if ends[hostile.name]:
                pass
            case status, _:
                wrong[hostile.name] = f"answered with {status}, keeps {kept} files"
    assert {name: what for name, what in wrong.items() if what} == {}
    assert {name: ends[name] for name in EXPECTED} == EXPECTED
    assert {ends[name] for name in ends if name.startswith("called: ")} == {None}


@pytest.mark.parametrize("whole_copies", [0, 1, 2])
def test_a_full_disk_leaves_nothing_and_is_told(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch, whole_copies: int
) -> None:
    someone = individual(app)
    synced: list[int] = []
    really_sync = os.fsync

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if Path(f"/proc/self/fd/{descriptor}").resolve().is_file():
            written.append(descriptor)
            if len(written) > whole_copies:
                raise OSError(errno.ENOSPC, "No space left on device")
        really_sync(descriptor)

    written: list[int] = []
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        answer = uploaded(someone, images_corpus.jpeg(), "scan.jpg")
    assert len(written) == whole_copies + 1
    assert answer.status_code == 422
    assert "现在不能保存文件" in answer.text
    assert stored(settings) == []
    assert someone.opened.filing.materials == {}
    assert uploaded(someone, images_corpus.jpeg(), "scan.jpg").status_code == 200


def decoding(parent: int) -> list[int]:
    """The processes that decode a file now: grandchildren of the web program."""

    def children(number: int) -> list[int]:
        tasks = Path(f"/proc/{number}/task").glob("*/children")
        return [int(one) for task in tasks for one in task.read_text(encoding="ascii").split()]

    return [below for child in children(parent) for below in children(child)]


def test_a_decoder_that_is_killed_is_told_and_costs_nothing_else(
    app: Flask, settings: Settings
) -> None:
    someone = individual(app)
    assert uploaded(someone, images_corpus.jpeg(), "scan.jpg", "M02:back").status_code == 200
    before = stored(settings)
    done = threading.Event()
    killed: list[int] = []

    def kill() -> None:
        while not done.is_set() and not killed:
            for number in decoding(os.getpid()):
                os.kill(number, signal.SIGKILL)
                killed.append(number)
            time.sleep(0.002)

    killer = threading.Thread(target=kill)
    killer.start()
    answer = uploaded(someone, images_corpus.photo_12_megapixels(), "scan.jpg")
    done.set()
    killer.join()
    assert killed
    assert answer.status_code == 422
    assert "图片无法处理" in answer.text
    assert stored(settings) == before
    assert set(someone.opened.filing.materials) == {"M02:back"}
    assert uploaded(someone, images_corpus.jpeg(), "scan.jpg").status_code == 200


def test_two_uploads_to_one_place_at_once_are_two_events_and_no_file_is_lost(
    app: Flask, settings: Settings
) -> None:
    someone = individual(app)
    desk = app.extensions["desk"]
    before = someone.opened.filing.version
    barrier = threading.Barrier(2)
    failed: list[BaseException] = []
    sizes = ((900, 600), (1000, 700))

    def put(size: tuple[int, int]) -> None:
        data = images_corpus.jpeg(size)
        barrier.wait()
        try:
            materials.upload(
                desk,
                someone.opened.id,
                FRONT,
                data,
                actor=Actor(id=someone.account, role=Role.APPLICANT),
                at=desk.clock.now(),
                command_id=uuid.uuid4().hex,
            )
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=put, args=(size,)) for size in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    opened = someone.opened
    events = [recorded.event for recorded in opened.history][before:]
    uploads = [event.material for event in events if hasattr(event, "material")]
    assert len(uploads) == 2
    assert opened.filing.materials[FRONT] == uploads[-1]
    named = {file.id for material in uploads for file in materials.files(material)}
    assert {path.name for path in stored(settings)} == named


def test_an_upload_to_a_filing_that_was_handed_in_meanwhile_is_told_and_leaves_nothing(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = app.extensions["desk"]
    someone = applicant(app)
    walk = Walk.begin(desk, "a walk", someone.account, desk.clock.now(), drawn_scan())
    walk = walk.take(STEPS[:5], timedelta(minutes=1))
    someone.path = f"/filings/{walk.filing_id}"
    before = stored(settings)
    really = SandboxWorkshop.prepare

    def slowly(workshop: SandboxWorkshop, data: bytes, wanted: Wanted) -> Prepared | Refused:
        made = really(workshop, data, wanted)
        submit.submit(
            desk,
            walk.filing_id,
            actor=walk.applicant,
            at=walk.at,
            command_id=uuid.uuid4().hex,
            seen=walk.filing().content_version,
        )
        return made

    monkeypatch.setattr(SandboxWorkshop, "prepare", slowly)
    answer = uploaded(someone, images_corpus.jpeg(), "scan.jpg", FRONT)
    assert walk.filing().status is Status.SUBMITTED
    assert answer.status_code in (409, 422)
    assert "目前不能修改" in answer.text
    assert stored(settings) == before
