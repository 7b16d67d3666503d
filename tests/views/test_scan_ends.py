"""When a scan cannot be shown any more or now: erased, past its time, or the place is away."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask import Flask
from PIL import Image

from app import create_app
from domain.personal import ERASED
from domain.roles import Role
from gateways.antivirus.clamd import Clamd, address_of
from settings import Settings
from store.blobs import FilesUnavailable
from tests.account_stories import hash_cheaply
from tests.gateways.clamd_server import EICAR, running_clamd
from tests.s3_server import new_bucket
from tests.unit.filing.samples import LIN, hex_id
from tests.unit.filing.stories import Story
from tests.views.conftest import Reader
from tests.views.filing_home import Home
from tests.views.review_office import words
from use_cases.deliveries import deliver_due
from use_cases.retention import purge_due

FILING = hex_id("one")
SLOT = "M02:front"
IMAGE = {"Accept": "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8"}
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
COPIES = ("view", "thumbnail", "bureau")


@pytest.fixture(params=["disk", "bucket"])
def anywhere(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """Settings with scans on the disk, and in a bucket."""
    if request.param == "disk":
        return settings
    address = new_bucket(request.getfixturevalue("s3"))
    return settings.model_copy(
        update={
            "files_url": address.url,
            "aws_endpoint_url": address.endpoint,
            "aws_access_key_id": address.key_id,
            "aws_secret_access_key": address.secret,
        }
    )


@pytest.fixture
def home(anywhere: Settings, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    app = create_app(anywhere)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = Reader
    return Home(app, monkeypatch)


@pytest.fixture
def disk_home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


def eyes(home: Home, which: str) -> list[tuple[object, str]]:
    """Everybody who may see a scan of a filed filing, with the address."""
    owner = f"/filings/{FILING}"
    return [
        (home.browser, f"{owner}/materials/{SLOT}/{which}"),
        (home.browser, f"{owner}/identity/{LIN.id}/{which}"),
        (home.staff(Role.LEAD), f"/review/{FILING}/scan/{SLOT}/{which}"),
        (home.staff(Role.AUDITOR), f"/audit/{FILING}/at/20/scan/{SLOT}/{which}"),
    ]


def purge(home: Home) -> None:
    home.clock.advance(timedelta(days=61))
    assert purge_due(home.desk, home.clock.now(), 60) == 1


@pytest.mark.parametrize("which", COPIES)
def test_after_an_erasure_no_copy_can_be_read_wherever_it_lies(home: Home, which: str) -> None:
    home.at(Story.filed)
    readers = eyes(home, which)
    for client, address in readers:
        assert client.get(address, headers=IMAGE).mimetype == "image/jpeg", address
    result = home.app.test_cli_runner().invoke(
        args=["persons", "erase", LIN.id, "--reason", "本人依法要求删除", "--yes"]
    )
    assert result.exit_code == 0, result.output
    for client, address in readers:
        answer = client.get(address, headers=IMAGE)
        assert (answer.status_code, answer.mimetype) == (410, "image/svg+xml"), address
        assert ERASED in answer.text


@pytest.mark.parametrize("which", COPIES)
def test_past_their_time_scans_give_way_to_a_picture_that_tells_the_day(
    disk_home: Home, which: str
) -> None:
    disk_home.at(Story.filed)
    readers = eyes(disk_home, which)
    purge(disk_home)
    day = f"{disk_home.clock.now():%Y-%m-%d}"
    for removed in (False, True):
        if removed:
            deliver_due(disk_home.desk, disk_home.clock.now(), limit=100)
            assert list(disk_home.desk.blobs.placed()) == []
        for client, address in readers:
            answer = client.get(address, headers=IMAGE)
            assert (answer.status_code, answer.mimetype) == (410, "image/svg+xml"), address
            assert "已按保存期限删除" in answer.text
            assert day in answer.text
            assert answer.headers["Cache-Control"] == "no-store"
            page = client.get(address, headers=PAGE)
            assert page.status_code == 410
            assert "已按保存期限" in words(page)
            assert day in words(page)


def test_past_their_time_all_pages_of_the_filing_open(disk_home: Home) -> None:
    path = disk_home.at(Story.filed)
    auditor = disk_home.staff(Role.AUDITOR)
    purge(disk_home)
    deliver_due(disk_home.desk, disk_home.clock.now())
    for below in ("", "/status", "/result", "/record"):
        page = disk_home.browser.get(f"{path}{below}", follow_redirects=True)
        assert page.status_code == 200
        assert f"{SLOT}/thumbnail" not in page.text
    last = disk_home.state(FILING).version
    timeline = words(auditor.get(f"/audit/{FILING}"))
    assert "保存期限已到，删除资料图片" in timeline
    assert "密文SHA-256" in timeline
    for eye in ("applicant", "reviewer"):
        for version in (last - 1, last):
            page = auditor.get(f"/audit/{FILING}/at/{version}?as={eye}")
            assert page.status_code == 200
    told = f"已按保存期限于{disk_home.clock.now():%Y-%m-%d}删除"
    assert told in words(auditor.get(f"/audit/{FILING}/at/{last}?as=applicant"))
    assert told not in words(auditor.get(f"/audit/{FILING}/at/{last - 1}?as=applicant"))
    lead = disk_home.staff(Role.LEAD)
    assert lead.get(f"/review/{FILING}").status_code == 200


def away(*_arguments: object) -> None:
    raise FilesUnavailable("s3://desk: no answer")


def test_a_place_that_is_away_is_told_as_a_pause(
    disk_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = disk_home.at(Story.completed)
    monkeypatch.setattr(disk_home.desk.blobs, "get", away)
    answer = disk_home.get(f"{path}/materials/{SLOT}/view")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "s3://" not in answer.text
    assert "Traceback" not in answer.text


def test_a_scan_that_cannot_be_stored_is_refused_beside_its_place(
    disk_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = disk_home.at(Story.completed)
    kept, files = disk_home.state(FILING).materials, set(disk_home.desk.blobs.placed())
    stored = disk_home.desk.blobs.put

    def full(owner: str, data: bytes) -> object:
        # The disk is full when the second of three copies is written.
        if set(disk_home.desk.blobs.placed()) != files:
            away()
        return stored(owner, data)

    monkeypatch.setattr(disk_home.desk.blobs, "put", full)
    answer = upload(disk_home, path, b"")
    assert answer.status_code == 422
    assert "现在不能保存文件" in words(answer)
    assert "这个文件没有保存，原来的图片还在" in words(answer)
    assert "s3://" not in answer.text
    assert disk_home.state(FILING).materials == kept
    assert set(disk_home.desk.blobs.placed()) == files


def upload(home: Home, path: str, more: bytes):
    """A picture of the right size, and some more bytes after its end."""
    picture = io.BytesIO()
    noise = Image.effect_noise((700, 500), 60)
    Image.merge("RGB", (noise, noise.rotate(180), noise.transpose(0))).save(picture, "JPEG")
    picture.write(more)
    picture.seek(0)
    data = {"file": (picture, "front.jpg"), "command_id": hex_id("upload")}
    return home.browser.post(
        f"{path}/materials/{SLOT}", data=data, content_type="multipart/form-data"
    )


def test_a_virus_is_refused_beside_its_place_and_nothing_is_kept(disk_home: Home) -> None:
    path = disk_home.at(Story.completed)
    kept, files = disk_home.state(FILING).materials, set(disk_home.desk.blobs.placed())
    with running_clamd() as (url, _seen):
        object.__setattr__(disk_home.desk, "antivirus", Clamd(address_of(url)))
        answer = upload(disk_home, path, EICAR)
    assert answer.status_code == 422
    assert "带有病毒" in words(answer)
    assert disk_home.state(FILING).materials == kept
    assert set(disk_home.desk.blobs.placed()) == files


def test_while_the_scanner_is_silent_nothing_is_taken(disk_home: Home) -> None:
    path = disk_home.at(Story.completed)
    object.__setattr__(disk_home.desk, "antivirus", Clamd(address_of("tcp://127.0.0.1:9")))
    answer = upload(disk_home, path, b"")
    assert answer.status_code == 422
    assert "请过几分钟再上传一次" in words(answer)
