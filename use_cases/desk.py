"""What use cases are given to work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateways.clock import Clock
    from gateways.images.port import ImageWorkshop
    from gateways.mail.port import MailGateway
    from gateways.miit.port import MinistryGateway
    from gateways.sms.port import SmsGateway
    from store.blobs import Blobs
    from store.unit_of_work import UnitOfWork
    from store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The program without its pages: the log, the keys, the files and the outside world."""

    unit: UnitOfWork
    vault: Vault
    blobs: Blobs
    clock: Clock
    images: ImageWorkshop
    ministry: MinistryGateway
    mail: MailGateway
    sms: SmsGateway
