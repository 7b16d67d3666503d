"""Typed configuration: from the environment, an ``.env`` file or a directory of secrets."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from gateways.antivirus.clamd import address_of
from gateways.ocr import rapid
from store.blobs.s3 import BucketAddress, bucket_of
from store.secret_files import kept_secret

_SECRETS_DIRECTORY = os.environ.get("SECRETS_DIR", "/run/secrets")


LEAST_KEPT_DAYS = 60
"""What was removed cannot come back, so that a slip of the pen removes nothing young."""


class UnsafeSettings(Exception):
    """The program must not start like this; the message says in one sentence what to do."""


class Settings(BaseSettings):
    """Each field is read from the variable of its name in capitals, such as DATABASE_URL."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        secrets_dir=_SECRETS_DIRECTORY if Path(_SECRETS_DIRECTORY).is_dir() else None,
    )

    mode: Literal["embedded", "production"] = "embedded"
    database_url: str = "sqlite:///var/desk.db"
    keys_url: str = "sqlite:///var/keys.db"
    files_dir: Path = Path("var/files")
    files_url: str | None = None
    aws_endpoint_url: str | None = None
    aws_region: str = "us-east-1"
    aws_access_key_id: str | None = None
    aws_secret_access_key: str | None = None
    aws_session_token: str | None = None
    keys_dir: Path = Path("var/keys")
    secret_key: str | None = None
    kek: str | None = None

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str | None = None
    tls: bool = False
    trusted_proxies: int = Field(default=0, ge=0)
    sandbox_url: str = "http://127.0.0.1:8001"

    smtp_url: str | None = None
    mail_from: str = "filing-desk@localhost"

    coach_file: Path | None = None
    bureau_copy_bytes: int = Field(default=100 * 1024, ge=10 * 1024)
    bureau_sheet_bytes: int = Field(default=150 * 1024, ge=10 * 1024)
    uploads_per_day: int = Field(default=200, ge=1)
    upload_bytes_per_day: int = Field(default=1024 * 1024 * 1024, ge=1024 * 1024)

    server_least_months: int = Field(default=3, ge=0, le=36)
    server_least_days_left: int = Field(default=30, ge=0, le=366)
    sites_per_server: int = Field(default=5, ge=0, le=1000)
    codes_per_server: int = Field(default=5, ge=0, le=1000)
    cancelling_frees_quota: bool = True
    access_by_hand: bool = True

    clamd_url: str | None = None
    ocr: Literal["none", "rapidocr"] = "none"
    materials_kept_days: int = Field(default=0, ge=0)

    forecast_least_cases: int = Field(default=20, ge=2)

    provider_name: str = "示例云"
    clock_factor: float = Field(default=1.0, ge=1.0)
    clock_file: Path = Path("var/clock.json")

    @classmethod
    def from_environment(cls) -> Settings:
        """The settings of this process. Raises UnsafeSettings for a value that means nothing."""
        try:
            return cls()
        except ValidationError as invalid:
            first = invalid.errors(include_url=False, include_input=False)[0]
            variable = "_".join(str(part) for part in first["loc"]).upper()
            reason = first["msg"].removeprefix("Value error, ")
            raise UnsafeSettings(f"Correct the setting {variable}: {reason}.") from None

    @field_validator("database_url", "keys_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        try:
            make_url(url)
        except ArgumentError:
            raise ValueError("write sqlite:///path or postgresql://host/name") from None
        return url

    @field_validator("files_url")
    @classmethod
    def _is_bucket(cls, url: str | None) -> str | None:
        if url:
            bucket_of(url)
        return url or None

    @field_validator("ocr")
    @classmethod
    def _is_installed(cls, reader: str) -> str:
        if reader == "rapidocr" and not rapid.is_installed():
            raise ValueError("install the extra ocr first (pip install rapidocr onnxruntime)")
        return reader

    @field_validator("clamd_url")
    @classmethod
    def _is_scanner(cls, url: str | None) -> str | None:
        if url:
            address_of(url)
        return url or None

    @field_validator("materials_kept_days")
    @classmethod
    def _is_long_enough(cls, days: int) -> int:
        if 0 < days < LEAST_KEPT_DAYS:
            raise ValueError(f"write 0 to keep scans for ever, or at least {LEAST_KEPT_DAYS} days")
        return days

    @property
    def address(self) -> str:
        """Where people reach the program, without a slash at the end; used in messages."""
        if self.public_url:
            return self.public_url.rstrip("/")
        return f"http{'s' if self.tls else ''}://{self.host}:{self.port}"

    @property
    def data_dir(self) -> Path:
        """Where the embedded mode puts what has no setting of its own: beside the keys."""
        return self.keys_dir.parent

    def bucket(self) -> BucketAddress | None:
        """Where scans are kept if not in FILES_DIR. Refused with UnsafeSettings without a key:
        asking the machine's surroundings for one would hang wherever there is none.
        """
        if self.files_url is None:
            return None
        if not self.aws_access_key_id or not self.aws_secret_access_key:
            raise UnsafeSettings(
                "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for the bucket of FILES_URL."
            )
        name, prefix = bucket_of(self.files_url)
        return BucketAddress(
            bucket=name,
            prefix=prefix,
            region=self.aws_region,
            key_id=self.aws_access_key_id,
            secret=self.aws_secret_access_key,
            token=self.aws_session_token,
            endpoint=self.aws_endpoint_url,
        )

    def session_secret(self) -> str:
        """The secret that signs sessions and forms.

        The embedded mode makes one at its first start and keeps it. In production several
        processes must agree, so there it has to be given: refused with UnsafeSettings.
        """
        if self.secret_key:
            if self.mode == "production" and len(self.secret_key) < 32:
                raise UnsafeSettings("Set SECRET_KEY to at least 32 random characters.")
            return self.secret_key
        if self.mode == "production":
            raise UnsafeSettings("Set SECRET_KEY to at least 32 random characters.")
        kept = kept_secret(self.keys_dir / "secret.key", lambda: secrets.token_hex(32).encode())
        return kept.decode("ascii").strip()

    def make_directories(self) -> None:
        """Make the directories of the embedded mode; production's are the operator's to make."""
        if self.mode == "production":
            return
        try:
            for parent in self._database_directories():
                parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.files_dir.mkdir(parents=True, exist_ok=True)
            self.keys_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UnsafeSettings(
                f"{error.filename} cannot be made ({error.strerror}): choose a place that this "
                "user may write."
            ) from None

    def _database_directories(self) -> list[Path]:
        parsed = [make_url(url) for url in (self.database_url, self.keys_url)]
        return [
            Path(url.database).parent
            for url in parsed
            if url.get_backend_name() == "sqlite" and url.database not in (None, ":memory:")
        ]
