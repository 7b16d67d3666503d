"""A certificate that was accepted once is used again in the account's next filing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from domain.access.commands import ErasePerson
from domain.command import derived_id
from domain.filing import commands as c
from domain.filing.completeness import is_filled
from domain.filing.drafting import slots
from domain.filing.targets import material_target
from domain.filing.wallet import KEPT
from domain.personal import Personal
from domain.refusal import NotFound
from domain.roles import Actor
from domain.working_days import shanghai_date
from tests.drawn_papers import card_back, card_front
from tests.stories.test_duplicates import jpeg
from tests.unit.filing.samples import Sample, enterprise, hex_id, individual, person
from tests.unit.filing.stories import APPLICANT, STRANGER, SYSTEM, Story, issue
from use_cases import access_records, filings, materials, turning, wallet
from use_cases.desk import Desk
from use_cases.wallet import NotInWallet, Standing

FRONT, BACK = "M02:front", "M02:back"
END = date(2036, 3, 6)


def dated(sample: Sample, end: date = END) -> Sample:
    """The responsible person's card has an end."""
    dated_person = replace(sample.subject.responsible, valid_to=end, long_term=False)
    subject = replace(sample.subject, responsible=dated_person)
    return Sample(sample.facts, subject, sample.sites, sample.access)


def newcomer(sample: Sample) -> Sample:
    """The same person in a later filing: other ids, and so another key."""
    again, before = hex_id("lin, later"), sample.subject.responsible
    made = person("林晓雨", again, before.certificate_number.full, "13800138000")
    responsible = replace(made, valid_to=before.valid_to, long_term=before.long_term)
    subject = replace(
        sample.subject,
        id=again,
        responsible=responsible,
        certificate_address=Personal(again, "address", "广东省深圳市南山区科苑路8号"),
        mail_address=Personal(again, "address", "科苑路8号3栋1201室"),
    )
    facts = replace(sample.facts, holder=responsible.certificate_number)
    return Sample(facts, subject, sample.sites, sample.access)


class Desktop:
    """An account with its filings one after the other."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.count = 0

    def begin(self, sample: Sample, applicant: Actor = APPLICANT) -> Story:
        self.count += 1
        self.id = hex_id(f"filing {self.count}")
        stream = self.id
        return Story(
            sample,
            applicant=applicant,
            seed=stream,
            tell=lambda command: filings.handle(self.desk, stream, command),
        )

    def put(self, story: Story, slot: str, data: bytes) -> None:
        """Upload, and let the story know what was recorded."""
        self.count += 1
        materials.upload(
            self.desk,
            self.id,
            slot,
            data,
            actor=story.applicant,
            at=story.at,
            command_id=derived_id(f"upload {self.count}", "command"),
        )
        story.filing = self.filing

    def use(self, story: Story, slot: str) -> None:
        self.count += 1
        wallet.use(
            self.desk,
            self.id,
            slot,
            actor=story.applicant,
            at=story.at,
            today=shanghai_date(story.at),
            command_id=derived_id(f"use {self.count}", "command"),
        )
        story.filing = self.filing

    @property
    def filing(self):
        return filings.open_filing(self.desk, self.id).filing

    def offers(self, story: Story):
        return wallet.offers(self.desk, self.filing, shanghai_date(story.at))

    def verified_and_given_up(self, sample: Sample) -> Story:
        """A first filing whose scans a reviewer accepted."""
        story = self.begin(sample).completed()
        for slot in [slot.key for slot in slots(story.filing) if slot.code in KEPT]:
            self.put(story, slot, jpeg(card_back(1) if "back" in slot else card_front(1)))
        return story.handed_in().claimed().accepted().do(c.Abandon)


@pytest.fixture
def desktop(desk: Desk) -> Desktop:
    return Desktop(desk)


def test_an_accepted_card_is_offered_and_copied_under_the_new_owner_s_key(desktop, desk) -> None:
    desktop.verified_and_given_up(dated(individual()))
    first = desktop.filing.materials[FRONT]
    story = desktop.begin(newcomer(dated(individual()))).stated()
    offers = desktop.offers(story)
    assert {slot: offer.standing for slot, offer in offers.items()} == {
        FRONT: Standing.USABLE,
        BACK: Standing.USABLE,
    }
    assert offers[FRONT].card.valid_to == END
    desktop.use(story, FRONT)
    taken = desktop.filing.materials[FRONT]
    assert taken.source == "wallet"
    assert taken.owner == hex_id("lin, later") != first.owner
    assert taken.verified.scan == first.id
    assert taken.view.id != first.view.id
    for which in ("view", "thumbnail", "bureau"):
        assert materials.read_file(desk, taken, which) == materials.read_file(desk, first, which)
    desk.vault.erase(first.owner)
    assert materials.read_file(desk, taken, "view").startswith(b"\xff\xd8")
    assert not [verdict for verdict in taken.verdicts if verdict.check == "duplicate_subject"]
    assert desktop.offers(story)[FRONT].standing is Standing.IN_USE


def test_a_verified_scan_that_is_turned_stays_verified(desktop, desk) -> None:
    desktop.verified_and_given_up(dated(individual()))
    story = desktop.begin(newcomer(dated(individual()))).stated()
    desktop.use(story, FRONT)
    taken = desktop.filing.materials[FRONT]
    turning.turn(
        desk,
        desktop.id,
        FRONT,
        taken.id,
        90.0,
        actor=story.applicant,
        at=story.at,
        command_id=derived_id("turned", "command"),
    )
    turned = desktop.filing.materials[FRONT]
    assert (turned.width, turned.height) == (taken.height, taken.width)
    assert (turned.source, turned.verified) == (taken.source, taken.verified)
    assert desktop.offers(story)[FRONT].standing is Standing.IN_USE


def test_nothing_is_offered_before_a_reviewer_accepted_it(desktop) -> None:
    story = desktop.begin(dated(individual())).completed()
    desktop.put(story, FRONT, jpeg(card_front(1)))
    story.handed_in().do(c.Withdraw).do(c.Abandon)
    story = desktop.begin(newcomer(dated(individual()))).stated()
    assert desktop.offers(story) == {}
    with pytest.raises(NotInWallet) as refused:
        desktop.use(story, FRONT)
    assert refused.value.facts["why"] is Standing.GONE


def test_nothing_is_offered_to_another_account(desktop) -> None:
    desktop.verified_and_given_up(dated(individual()))
    story = desktop.begin(newcomer(dated(individual())), STRANGER).stated()
    assert desktop.offers(story) == {}
    story.applicant = APPLICANT
    with pytest.raises(NotFound):
        desktop.use(story, FRONT)


def test_a_card_that_ends_soon_is_not_used_again(desktop) -> None:
    sample = dated(individual(), date(2027, 3, 1))
    desktop.verified_and_given_up(sample)
    story = desktop.begin(newcomer(sample)).stated()
    story.later(days=20)
    assert desktop.offers(story)[FRONT].standing is Standing.EXPIRED
    with pytest.raises(NotInWallet):
        desktop.use(story, FRONT)


def test_a_renewed_card_has_to_be_scanned_anew_wherever_the_old_one_is_used(desktop) -> None:
    desktop.verified_and_given_up(dated(individual()))
    story = desktop.begin(newcomer(dated(individual()))).stated()
    for slot in (FRONT, BACK):
        desktop.use(story, slot)
    assert missing_scans(desktop.filing) == []
    renewed = newcomer(dated(individual(), END + timedelta(days=3650))).subject
    story.do(c.RecordSubject, subject=renewed, seen=desktop.filing.sections["subject"])
    assert missing_scans(desktop.filing) == ["front", "back"]
    assert desktop.offers(story)[FRONT].standing is Standing.OTHER_VALIDITY
    desktop.put(story, FRONT, jpeg(card_front(7)))
    assert missing_scans(desktop.filing) == ["back"]


def missing_scans(filing) -> list[str]:
    """The sides of the card that are still asked for."""
    return [s.side for s in slots(filing) if s.code == "M02" and not is_filled(filing, s)]


def test_a_newer_accepted_scan_is_told_where_the_older_one_is_used(desktop) -> None:
    sample = with_the_responsible_person_s_site(dated(enterprise()))
    desktop.verified_and_given_up(sample)
    story = desktop.begin(sample).completed()
    site_front = f"M04:front:{sample.sites[1].id}"
    desktop.use(story, site_front)
    older = desktop.filing.materials[site_front]
    desktop.put(story, FRONT, jpeg(card_front(9)))
    about_the_copy = issue(material_target(site_front), "R-MAT-01")
    story.handed_in().claimed().returned(about_the_copy)
    offer = desktop.offers(story)[site_front]
    assert (offer.standing, offer.newer) == (Standing.USABLE, True)
    desktop.use(story, site_front)
    newest = desktop.filing.materials[site_front]
    assert newest.verified.scan == desktop.filing.materials[FRONT].id != older.verified.scan
    assert desktop.offers(story)[site_front].newer is False


def with_the_responsible_person_s_site(sample: Sample) -> Sample:
    """Whoever is responsible for the company answers for its second website by another entry."""
    responsible = sample.subject.responsible
    number = responsible.certificate_number.full
    entered_again = person("赵明", hex_id("zhao, once more"), number, "13700137000")
    same = replace(entered_again, valid_to=responsible.valid_to, long_term=False)
    sites = (sample.sites[0], replace(sample.sites[1], person=same))
    return Sample(sample.facts, sample.subject, sites, sample.access)


def test_what_was_erased_is_not_offered(desktop, desk) -> None:
    done = desktop.verified_and_given_up(dated(individual()))
    erasing = ErasePerson(
        command_id=hex_id("erase"),
        actor=SYSTEM,
        at=done.at,
        filing=desktop.id,
        person=desktop.filing.subject.responsible.id,
        reason="asked for",
    )
    access_records.record(desk, access_records.stream_of(desktop.id), erasing)
    story = desktop.begin(newcomer(dated(individual()))).stated()
    assert desktop.offers(story) == {}


def test_a_command_that_was_done_makes_no_second_copy(desktop, desk) -> None:
    desktop.verified_and_given_up(dated(individual()))
    story = desktop.begin(newcomer(dated(individual()))).stated()
    desktop.use(story, FRONT)
    once, desktop.count = desktop.filing, desktop.count - 1
    desktop.use(story, FRONT)
    assert desktop.filing == once
