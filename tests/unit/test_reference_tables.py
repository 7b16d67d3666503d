"""The code tables: whole, named in both languages, and consistent with each other."""

from __future__ import annotations

from datetime import date

import pytest

from domain.reference import certificates, credit_codes, provinces, regions, tables
from domain.reference.loading import UnknownCode

TODAY = date(2026, 11, 24)
ROWS = (
    *tables.subject_types(),
    *(row for kind in tables.subject_types() for row in tables.certificate_types(kind.id)),
    *tables.access_methods(),
    *tables.service_contents(),
    *tables.languages(),
    *tables.pre_approvals(),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{type(row).__name__} {row.id}")
def test_every_row_has_a_name_in_both_languages(row: tables.Row) -> None:
    assert row.label("zh") == row.label("zh_CN") == row.name
    assert row.label("en") == row.en
    assert row.en.isascii()
    assert (not row.name.isascii()) or row.name == row.en


def test_the_tables_are_whole() -> None:
    assert len(tables.subject_types()) == 18
    assert sum(len(tables.certificate_types(kind.id)) for kind in tables.subject_types()) == 38
    assert len(tables.access_methods()) == 5
    assert len(tables.service_contents()) == 30
    assert len(tables.languages()) == 17
    assert tables.pre_approvals()[-1].id == tables.NO_PRE_APPROVAL


def test_a_bit_of_the_form_follows_from_the_id() -> None:
    for row in (*tables.access_methods(), *tables.service_contents(), *tables.languages()):
        assert row.bit == 1 << (row.id - 1)


def test_responsible_persons_use_the_certificates_of_natural_persons() -> None:
    assert [row.id for row in tables.person_certificate_types()] == [2, 7, 11, 14, 30, 41, 42]


def test_a_result_code_tells_its_meaning_and_who_must_act() -> None:
    refused = tables.result_code(1020)
    assert (refused.label("zh_CN"), refused.action) == ("网站名称冲突", "applicant")
    assert tables.result_code(1001) in tables.result_codes("icp")
    assert all(row.name and row.en for row in tables.result_codes("domain"))


def test_an_unknown_code_is_named_with_its_table() -> None:
    with pytest.raises(UnknownCode, match="subject_types has no code 7"):
        tables.subject_type(7)
    with pytest.raises(UnknownCode, match="miit_result_codes has no code 4711"):
        tables.result_code(4711)
    with pytest.raises(UnknownCode, match="regions has no code 999999"):
        regions.path("999999")


def test_every_province_has_its_own_prefix_bureau_and_server_place() -> None:
    every = provinces.provinces()
    assert len(every) == len(provinces.PREFIXES) == 31
    for province in every:
        assert provinces.by_prefix(province.prefix) is province
        assert provinces.by_server_location(province.server_location_id) is province
        assert province.bureau_label("zh").endswith("通信管理局")
    assert provinces.by_prefix("川").short == "四川"
    assert provinces.by_code["610000"].label("en") == "Shaanxi"


def test_regions_lead_from_province_to_county() -> None:
    assert {row.code for row in regions.children()} == set(provinces.by_code)
    assert [row.code for row in regions.children("110000")] == ["110100"]
    assert regions.region("110105").name == "朝阳区"
    assert regions.province_of("110105") == "110000"
    assert regions.codes("330106") == ("330000", "330100", "330106")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("330106", ("浙江省", "杭州市", "西湖区")),
        ("110105", ("北京市", "朝阳区")),
        ("500229", ("重庆市", "城口县")),
        ("429004", ("湖北省", "仙桃市")),
        ("659012", ("新疆维吾尔自治区", "白杨市")),
        ("441900", ("广东省", "东莞市")),
        ("440000", ("广东省",)),
    ],
)
def test_a_path_reads_like_an_address(code: str, names: tuple[str, ...]) -> None:
    assert regions.path(code) == names


def test_an_address_ends_at_a_county_or_a_city_without_counties() -> None:
    assert regions.is_complete("330106")
    assert regions.is_complete("441900")
    assert not regions.is_complete("330100")
    assert not regions.is_complete("330000")
    assert not regions.is_complete("999999")


def test_only_provinces_have_english_names() -> None:
    assert regions.region("330000").label("en") == "Zhejiang"
    assert regions.region("330106").label("en") == "西湖区"


@pytest.mark.parametrize("row", [row for row in ROWS if isinstance(row, tables.CertificateType)])
def test_every_certificate_takes_some_number(row: tables.CertificateType) -> None:
    assert certificates.numbers_for(row.id)
    assert certificates.check_certificate(row.id, "", TODAY) == "format"
    assert certificates.check_certificate(row.id, "9" * 65, TODAY) == "format"


@pytest.mark.parametrize(
    ("certificate", "value", "error"),
    [
        (1, "91350100M000100Y43", None),
        (1, "110108000000016", None),
        (1, "911100006000373410", "checksum"),
        (1, "9111000060003734IL", "alphabet"),
        (1, "110108000000017", "checksum"),
        (1, "事证第1号", "format"),
        (2, "11010519491231002X", None),
        (3, "D2143569-X", None),
        (4, "12100000400000000W", None),
        (4, "121000004000000000", "checksum"),
        (4, "事证第110000000001号", None),
        (5, "12345部队", None),
        (5, "a\u202eb", "format"),
        (30, "ABC110199001011", None),
        (30, "91103219990101001X", None),
        (30, "911032199901010011", "checksum"),
        (41, "810000199001010019", None),
        (42, "810000199001010019", "region"),
        (42, "830000199001010012", None),
    ],
)
def test_a_number_is_judged_by_its_certificate(
    certificate: int, value: str, error: str | None
) -> None:
    assert certificates.check_certificate(certificate, value, TODAY) == error


@pytest.mark.parametrize(
    ("certificate", "typed", "stored"),
    [
        (1, " 91350100m000100y43 ", "91350100M000100Y43"),
        (4, "１２１０００００４００００００００Ｗ", "12100000400000000W"),
        (4, " 事证第110000000001号（京） ", "事证第110000000001号（京）"),
        (5, " 12345部队 ", "12345部队"),
        (2, "11010519491231002x", "11010519491231002X"),
    ],
)
def test_what_people_type_is_folded_as_its_certificate_needs(
    certificate: int, typed: str, stored: str
) -> None:
    assert certificates.normalise_certificate(certificate, typed) == stored


def test_a_credit_code_tells_what_kind_of_body_it_is() -> None:
    category = credit_codes.category("91350100M000100Y43")
    assert category is not None
    assert (category.label("zh"), category.label("en")) == ("企业", "Enterprise")
    assert credit_codes.suits("91350100M000100Y43", 4)
    assert not credit_codes.suits("91350100M000100Y43", 2)
    assert credit_codes.suits("19100000400000000W", 2)
    assert credit_codes.category("ZZ") is None
