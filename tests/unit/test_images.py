"""Uploaded scans: what is drawn anew, and what is refused and why."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from gateways.images import Prepared, Reason, Refused, Wanted, heif
from gateways.images.in_process import InProcessWorkshop
from gateways.images.port import MAX_BYTES, THUMBNAIL_SIDE, VIEW_SIDE
from tests import images_corpus as corpus


@pytest.fixture
def workshop():
    return InProcessWorkshop()


def opened(data):
    return Image.open(io.BytesIO(data))


def prepared(workshop, data):
    made = workshop.prepare(data)
    assert isinstance(made, Prepared), made
    return made


def is_paper(pixel):
    red, green, blue = pixel
    return min(red, green) > 225 and blue > 205


def is_seal(pixel):
    red, green, blue = pixel
    return red > 150 and green < 110 and blue < 110


GOOD = {
    "JPEG": (corpus.jpeg, "JPEG"),
    "progressive JPEG": (corpus.progressive, "JPEG"),
    "CMYK": (corpus.cmyk, "JPEG"),
    "PNG": (corpus.png, "PNG"),
    "PNG of 16 bits": (corpus.colour_16_bit, "PNG"),
    "palette": (corpus.palette, "PNG"),
    "palette with a transparent entry": (corpus.palette_transparent, "PNG"),
    "transparent": (corpus.transparent, "PNG"),
    "script appended": (corpus.jpeg_with_script, "JPEG"),
    "GPS": (corpus.jpeg_with_gps, "JPEG"),
    "written note": (corpus.png_with_text, "PNG"),
    "black and white with a red seal": (corpus.white_with_seal, "JPEG"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_scan_becomes_plain_jpegs(workshop, name):
    make, form = GOOD[name]
    made = prepared(workshop, make())
    view, thumbnail, bureau = (opened(copy) for copy in (made.view, made.thumbnail, made.bureau))
    assert made.original_format == form
    assert (view.format, view.mode, view.size) == ("JPEG", "RGB", (made.width, made.height))
    assert (thumbnail.format, thumbnail.mode) == ("JPEG", "RGB")
    assert max(thumbnail.size) == THUMBNAIL_SIDE
    assert (bureau.format, bureau.mode) == ("JPEG", "RGB")
    assert bureau.size == (made.bureau_width, made.bureau_height)
    for image in (view, thumbnail, bureau):
        image.load()
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("make", [corpus.jpeg, corpus.cmyk, corpus.colour_16_bit, corpus.palette])
def test_the_colours_stay(workshop, make):
    view = opened(prepared(workshop, make()).view)
    assert is_paper(view.getpixel((600, 60)))
    assert is_seal(view.getpixel((960 - 96, 600)))


def test_what_is_transparent_becomes_white(workshop):
    view = opened(prepared(workshop, corpus.transparent()).view)
    assert min(view.getpixel((1100, 400))) > 250


@pytest.mark.parametrize("make", [corpus.jpeg_with_gps, corpus.png_with_text])
def test_nothing_that_was_written_beside_the_picture_is_kept(workshop, make):
    data = make()
    assert b"Secret" in data
    made = prepared(workshop, data)
    assert b"Secret" not in made.view + made.thumbnail
    assert b"Exif" not in made.view + made.thumbnail


def test_an_appended_script_is_gone(workshop):
    data = corpus.jpeg_with_script()
    assert corpus.SCRIPT in data
    made = prepared(workshop, data)
    assert b"script" not in made.view + made.thumbnail


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_upright(workshop, orientation):
    made = prepared(workshop, corpus.jpeg_lying(orientation))
    assert (made.width, made.height) == corpus.SIZE
    view = opened(made.view)
    assert is_seal(view.getpixel((960 - 96, 600)))
    assert is_paper(view.getpixel((60, 60)))


def test_an_unknown_orientation_changes_nothing(workshop):
    made = prepared(workshop, corpus.jpeg_lying(9))
    assert (made.width, made.height) == corpus.SIZE


def test_a_large_photo_is_reduced_and_a_small_one_left_as_it_is(workshop):
    large = prepared(workshop, corpus.jpeg((5000, 3750)))
    assert (large.width, large.height) == (VIEW_SIDE, VIEW_SIDE * 3 // 4)
    photo = prepared(workshop, corpus.photo_12_megapixels())
    assert (photo.width, photo.height) == (4000, 3000)
    small = prepared(workshop, corpus.jpeg((600, 400)))
    assert (small.width, small.height) == (600, 400)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"", Reason.EMPTY),
        (lambda: b"\xff" * (MAX_BYTES + 1), Reason.TOO_LARGE),
        (corpus.bomb, Reason.TOO_MANY_PIXELS),
        (corpus.animated_png, Reason.ANIMATED),
        (corpus.pdf, Reason.PDF_NOT_HERE),
        (lambda: corpus.jpeg((599, 400)), Reason.TOO_SMALL),
        (lambda: corpus.jpeg((2000, 99)), Reason.TOO_SMALL),
        (corpus.grey_jpeg, Reason.NO_COLOUR),
        (corpus.grey_in_colour, Reason.NO_COLOUR),
        (corpus.grey_16_bit, Reason.NO_COLOUR),
    ],
)
def test_what_is_no_scan_is_refused_with_its_reason(workshop, make, reason):
    refused = workshop.prepare(make())
    assert isinstance(refused, Refused)
    assert refused.reason == reason


@pytest.mark.parametrize("name", corpus.pretenders())
def test_what_only_pretends_to_be_a_picture_is_refused(workshop, name):
    assert workshop.prepare(corpus.pretenders()[name]) == Refused(Reason.NOT_AN_IMAGE)


def test_the_mark_of_a_picture_alone_is_not_enough(workshop):
    for mark in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
        for rest in (b"", corpus.SCRIPT, b"\0" * 1000):
            assert workshop.prepare(mark + rest) == Refused(Reason.BROKEN)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("cut", [corpus.jpeg_cut, corpus.png_cut])
def test_a_truncated_file_is_refused(workshop, cut, share):
    refused = workshop.prepare(cut(share))
    assert isinstance(refused, Refused)
    assert refused.reason in {Reason.BROKEN, Reason.NOT_AN_IMAGE}


PDF = Wanted(may_be_pdf=True)


def test_a_pdf_of_one_page_is_drawn_where_it_may_be_one(workshop):
    made = workshop.prepare(corpus.pdf(), PDF)
    assert isinstance(made, Prepared)
    assert made.original_format == "PDF"
    assert max(made.width, made.height) == 2600
    view = opened(made.view)
    scale = made.width / corpus.SIZE[0]
    assert is_seal(view.getpixel((round(864 * scale), round(600 * scale))))
    assert b"%PDF" not in made.view


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: corpus.pdf(2), Reason.PDF_PAGES),
        (corpus.pdf_with_script, Reason.PDF_ACTIVE),
        (corpus.pdf_with_attachment, Reason.PDF_ACTIVE),
        (corpus.pdf_locked, Reason.PDF_LOCKED),
        (lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", Reason.BROKEN),
        (lambda: corpus.pdf()[:2000], Reason.BROKEN),
        (corpus.pdf_of, Reason.NO_COLOUR),
    ],
)
def test_a_pdf_that_is_more_or_less_than_a_scan_is_refused(workshop, make, reason):
    refused = workshop.prepare(make(), PDF)
    assert isinstance(refused, Refused)
    assert refused.reason == reason


@pytest.mark.skipif(heif.INSTALLED, reason="the decoder of HEIC is installed")
def test_a_heic_photo_is_told_apart_where_nothing_decodes_it(workshop):
    assert workshop.prepare(corpus.heic()) == Refused(Reason.HEIC)


def test_colours_are_read_by_their_profile(workshop):
    red, green, blue = opened(prepared(workshop, corpus.wide_colours()).view).getpixel((864, 600))
    assert green > 150
    assert max(red, blue) < 110


@pytest.mark.parametrize("make", [corpus.broken_profile, corpus.png_icc_bomb, corpus.png_text_bomb])
def test_what_is_wrong_beside_the_picture_changes_nothing(workshop, make):
    made = prepared(workshop, make())
    assert is_seal(opened(made.view).getpixel((864, 600)))


@pytest.mark.parametrize("limit", [20_000, 50_000, 150 * 1024])
def test_the_bureau_s_copy_is_as_large_as_it_may_be(workshop, limit):
    made = workshop.prepare(corpus.photo_12_megapixels(), Wanted(bureau_bytes=limit))
    assert len(made.bureau) <= limit
    assert made.bureau_quality >= 25


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
def test_quarters_turn_a_picture_and_keep_its_pixels(workshop, turn):
    made = workshop.prepare(corpus.png(), Wanted(turn=turn))
    assert (made.width, made.height) == (corpus.SIZE if turn % 180 == 0 else corpus.SIZE[::-1])
    wide, high = corpus.SIZE
    seal = {
        0: (864, 600),
        90: (high - 600, 864),
        180: (wide - 864, high - 600),
        270: (600, wide - 864),
    }
    assert is_seal(opened(made.view).getpixel(seal[turn % 360]))


def test_an_angle_turns_a_picture_on_a_larger_one(workshop):
    made = workshop.prepare(corpus.png(), Wanted(turn=3.5))
    assert made.width > corpus.SIZE[0]
    assert made.height > corpus.SIZE[1]


def test_the_bomb_is_as_small_and_as_large_as_it_should_be():
    bomb = corpus.bomb()
    assert len(bomb) < 60_000
    assert int.from_bytes(bomb[16:20], "big") * int.from_bytes(bomb[20:24], "big") == 400_000_000
