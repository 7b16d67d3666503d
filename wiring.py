"""Puts the parts of the program together, from its settings."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import inspect

import projections
from domain.hosting.facts import Terms
from gateways.antivirus import Antivirus
from gateways.antivirus.clamd import Clamd, address_of
from gateways.clock import Clock, FactorClock, SystemClock
from gateways.images.sandbox import SandboxWorkshop
from gateways.images.thresholds import BadThresholds, load
from gateways.mail.port import MailGateway
from gateways.mail.sandbox import SandboxMail
from gateways.mail.smtp import SmtpMail
from gateways.miit.http_sandbox import SandboxMinistry
from gateways.miit.sandbox.keys import sandbox_token
from gateways.ocr.rapid import RapidReader
from gateways.sheets.typeset import TypstPress
from gateways.sms.sandbox import SandboxSms
from settings import Settings, UnsafeSettings
from store import migrate
from store.blobs import Blobs, Bucket, LocalDisk
from store.blobs.place import Place
from store.checkpoints import Signer
from store.engine import make_engine
from store.keys import Keys, load_kek
from store.outbox import Reaction
from store.projecting import Projection
from store.rebuilding import rebuild_new
from store.safe_start import answering, check_durable, check_safe, check_schema
from store.unit_of_work import UnitOfWork
from store.vault import Vault
from use_cases import (
    hosting_letters,
    messages,
    reading,
    records,
    report,
    retention,
    rule_notices,
)
from use_cases.desk import CopyLimits, Desk, Hosting, Quota

REACTIONS: tuple[Reaction, ...] = (
    report.send_when_reported,
    messages.send_when_told,
    hosting_letters.send_when_told,
    retention.remove_when_purged,
    records.apply_when_approved,
    rule_notices.tell_when_published,
)
"""What events make the system send."""


def make_desk(settings: Settings) -> Desk:
    """The program behind the pages. Opens no connection yet; refuses to go without a key."""
    settings.make_directories()
    kek = load_kek(settings.kek, settings.keys_dir / "kek.key", create=settings.mode == "embedded")
    vault = Vault(Keys(make_engine(settings.keys_url), kek))
    token = sandbox_token(settings.keys_dir)
    return Desk(
        unit=UnitOfWork(
            make_engine(settings.database_url), vault, all_projections(), _reactions(settings)
        ),
        vault=vault,
        blobs=Blobs(_place(settings), vault),
        clock=_clock(settings),
        images=image_workshop(settings),
        ministry=SandboxMinistry(settings.sandbox_url, token),
        mail=_mail(settings, token),
        sms=SandboxSms(settings.sandbox_url, token),
        press=TypstPress(),
        address=settings.address,
        least_cases=settings.forecast_least_cases,
        antivirus=_antivirus(settings),
        reader=RapidReader() if settings.ocr == "rapidocr" else None,
        quota=Quota(files=settings.uploads_per_day, size=settings.upload_bytes_per_day),
        hosting=Hosting(
            terms=Terms(settings.server_least_months, settings.server_least_days_left),
            sites=settings.sites_per_server,
            codes=settings.codes_per_server,
            frees_quota=settings.cancelling_frees_quota,
            by_hand=settings.access_by_hand,
        ),
        copy_limits=CopyLimits(sheet=settings.bureau_sheet_bytes, other=settings.bureau_copy_bytes),
    )


def image_workshop(settings: Settings) -> SandboxWorkshop:
    """Where scans are prepared. Raises UnsafeSettings for thresholds that cannot be used."""
    own = None if settings.coach_file is None else settings.coach_file.resolve()
    try:
        load(own)
    except BadThresholds as bad:
        raise UnsafeSettings(str(bad)) from None
    return _workshop(own)


@functools.cache
def _workshop(thresholds: Path | None) -> SandboxWorkshop:
    """One in a process: each has a server with all decoders loaded."""
    return SandboxWorkshop(thresholds=thresholds)


def migrate_all(settings: Settings) -> None:
    """Bring both databases to the schema of this program, unless a newer one wrote them."""
    trees: dict[migrate.Tree, str] = {"log": settings.database_url, "keys": settings.keys_url}
    for tree, url in trees.items():
        engine = make_engine(url)
        with answering(engine):
            present = migrate.present_revision(engine, tree)
        engine.dispose()
        if present is None or migrate.is_known(present, tree):
            upgrade(url, tree)


def upgrade(url: str, tree: migrate.Tree) -> None:
    """Migrate one database, and fill the read models for which that made a table or whose rows
    are written otherwise since."""
    engine = make_engine(url)
    before = set(inspect(engine).get_table_names())
    revision = migrate.present_revision(engine, tree)
    migrate.upgrade(url, tree)
    if tree == "log" and revision is not None:
        rebuild_new(engine, all_projections(), before, revision)
    engine.dispose()


def check_start(settings: Settings, desk: Desk) -> None:
    """Refuse to serve from a database or with a key that could lose or misread something.

    Raises UnsafeStart or NoKey, whose message is one sentence that says what to do.
    """
    check_safe(desk.unit.engine)
    keys = _keys(settings)
    try:
        check_durable(keys.engine)
        check_schema(keys.engine, "keys")
        keys.check()
    finally:
        keys.engine.dispose()
    desk.blobs.check()


def log_signer(settings: Settings) -> Signer:
    """Signs checkpoints of the log, under the name of the address that people know."""
    name = f"{urlsplit(settings.address).netloc}/log"
    return Signer.from_file(log_key_file(settings), name)


def log_key_file(settings: Settings) -> Path:
    """Where the key is that signs the log; made by the first signature."""
    return settings.keys_dir / "log-signing.key"


def all_projections() -> tuple[Projection, ...]:
    """Every read model: each module of ``projections`` that has one."""
    modules: list[Any] = [
        importlib.import_module(f"projections.{found.name}")
        for found in pkgutil.iter_modules(projections.__path__)
    ]
    return tuple(module.PROJECTION for module in modules if hasattr(module, "PROJECTION"))


def _keys(settings: Settings) -> Keys:
    kek = load_kek(settings.kek, settings.keys_dir / "kek.key", create=settings.mode == "embedded")
    return Keys(make_engine(settings.keys_url), kek)


def _place(settings: Settings) -> Place:
    """Where sealed files lie: in the bucket of FILES_URL, or else in FILES_DIR."""
    address = settings.bucket()
    return LocalDisk(settings.files_dir) if address is None else Bucket(address)


def _clock(settings: Settings) -> Clock:
    """Real time; in the embedded mode a clock whose speed can be set for a demonstration."""
    if settings.mode == "production":
        return SystemClock()
    return FactorClock(settings.clock_file)


def _reactions(settings: Settings) -> tuple[Reaction, ...]:
    """What events cause; scans wait to be read only where a reader is there."""
    if settings.ocr == "none":
        return REACTIONS
    return (*REACTIONS, reading.read_when_uploaded)


def _antivirus(settings: Settings) -> Antivirus | None:
    return Clamd(address_of(settings.clamd_url)) if settings.clamd_url else None


def _mail(settings: Settings, token: str) -> MailGateway:
    if settings.smtp_url:
        return SmtpMail(settings.smtp_url, settings.mail_from)
    return SandboxMail(settings.sandbox_url, token)
