from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric
from stdnum.iso7064 import mod_11_2

from jisheng_desktop.domain.documents import IdType
from jisheng_desktop.domain.identity import (
    ID_TYPE_NAMES,
    IdNumber,
    check_digit,
    check_disability_certificate,
    disability_grade,
    downgrade_18,
    examine,
    upgrade_15,
)
from jisheng_desktop.domain.regions import is_known
from tests.domain.strategies import (
    TODAY,
    anything,
    births,
    number,
    resident_numbers,
    serials,
    typed,
)

id_types = st.sampled_from(get_args(IdType))


def examined(raw: str | None, id_type: IdType = "RESIDENT_ID") -> IdNumber:
    return examine(id_type, raw, on=TODAY, field="members.a.id_no")


def codes(raw: str | None, id_type: IdType = "RESIDENT_ID") -> list[str]:
    return [problem.code for problem in examined(raw, id_type).problems]


def text_of(raw: str, id_type: IdType = "RESIDENT_ID") -> str:
    (problem,) = examined(raw, id_type).problems
    return problem.text


# -- what the sources give as samples ---------------------------------------------


@pytest.mark.parametrize(
    ("raw", "stored", "reported"),
    [
        ("11010519491231002X", "11010519491231002X", []),
        ("11010519491231002x", "11010519491231002X", ["I116"]),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", ["I116"]),
        ("11010519491231002Х", "11010519491231002X", ["I116"]),  # Cyrillic
        ("11010519491231002х", "11010519491231002X", ["I116"]),
        ("11010519491231002χ", "11010519491231002X", ["I116"]),  # Greek
        ("11010519491231002×", "11010519491231002X", ["I116"]),
        ("110105 19491231 002X", "11010519491231002X", ["I116"]),
        ("110105-19491231-002X\u200b", "11010519491231002X", ["I116"]),
        ("440524188001010014", "440524188001010014", []),
        ("110105199202290127", "110105199202290127", []),
        ("532401196503120022", "532401196503120022", []),
        ("199999197001010114", "199999197001010114", ["W109"]),
        ("610104620927690", "610104196209276908", ["W110"]),
        ("130503670401001", "130503196704010016", ["W110"]),
        ("130503 670401 001", "130503196704010016", ["W110", "I116"]),
    ],
)
def test_sound_resident_numbers(raw: str, stored: str, reported: list[str]) -> None:
    result = examined(raw)
    assert result.text == stored
    assert [problem.code for problem in result.problems] == reported
    assert result.birth_date == date.fromisoformat(
        f"{stored[6:10]}-{stored[10:12]}-{stored[12:14]}"
    )
    assert result.region_code == stored[:6]


@pytest.mark.parametrize(
    ("raw", "code", "sentence"),
    [
        (None, "E101", "证件号码不能为空"),
        (" \u3000-", "E101", "证件号码不能为空"),
        ("11010519491231002", "E102", "居民身份证号码应为18位，当前17位"),
        ("1101051949123100A2", "E103", "居民身份证号码含非法字符“A”"),
        ("11010519491231002Y", "E103", "居民身份证号码含非法字符“Y”"),
        ("X1010519491231002X", "E103", "居民身份证号码含非法字符“X”"),
        ("110105199302290127", "E104", "居民身份证号码中的出生日期19930229无效"),
        ("110105184912310025", "E104", "居民身份证号码中的出生日期18491231无效"),
        ("110105202603110021", "E104", "居民身份证号码中的出生日期20260311无效"),
        ("110105000001010021", "E104", "居民身份证号码中的出生日期00000101无效"),
    ],
)
def test_first_fault_of_a_resident_number(raw: str, code: str, sentence: str) -> None:
    first = examined(raw).problems[0]
    assert (first.code, first.severity, first.text) == (code, "E", sentence)
    assert first.field == "members.a.id_no"


def test_wrong_check_digit() -> None:
    assert codes("110105194912310021") == ["E105"]


def test_a_faulty_number_still_says_how_it_was_tidied() -> None:
    assert codes("110105 1949 1231 0021") == ["E105", "I116"]


def test_an_unsound_number_says_nothing_about_the_person() -> None:
    result = examined("110105194912310021")
    assert (result.birth_date, result.sex, result.region_code) == (None, None, None)


@pytest.mark.parametrize(("serial", "century"), [("995", "19"), ("996", "18")])
def test_centenarian_serials_of_the_first_generation(serial: str, century: str) -> None:
    assert upgrade_15(f"530402010203{serial}")[6:8] == century


def test_a_faulty_first_generation_number_keeps_its_digits() -> None:
    result = examined("130503671301001")
    assert [problem.code for problem in result.problems] == ["E104"]
    assert result.text == "130503671301001"


# -- the other documents ----------------------------------------------------------


@pytest.mark.parametrize("raw", ["810000199408230021", "830000199201300022"])
def test_permits_share_the_build_and_need_no_region(raw: str) -> None:
    result = examined(raw, "HK_MACAO_TW_PERMIT")
    assert not result.problems
    assert (result.sex, result.region_code) == ("F", raw[:6])
    assert examined(f"{raw[:17]} {raw[17]}", "HK_MACAO_TW_PERMIT").text == raw


def test_the_2023_card_tells_birth_but_no_sex() -> None:
    raw = number("911156", date(1980, 5, 6), "012")
    assert examined(raw, "FOREIGN_PR_2023") == IdNumber(raw, date(1980, 5, 6))


@pytest.mark.parametrize(
    ("id_type", "raw", "stored"),
    [
        ("FOREIGN_PR_2017", "usa110180050612", "USA110180050612"),
        ("BIRTH_CERT", "x320101001", "X320101001"),
        ("PASSPORT", "e1234 5678", "E12345678"),
        ("OTHER", "军字第-12号", "军字第-12号"),
    ],
)
def test_letters_become_capitals(id_type: IdType, raw: str, stored: str) -> None:
    assert examined(raw, id_type).text == stored
    assert codes(stored, id_type) == []


@pytest.mark.parametrize(
    ("id_type", "raw", "code"),
    [
        ("HK_MACAO_TW_PERMIT", "81000019940823002", "E102"),
        ("HK_MACAO_TW_PERMIT", "81000A199408230021", "E103"),
        ("HK_MACAO_TW_PERMIT", "840000199408230021", "E111"),
        ("HK_MACAO_TW_PERMIT", "810000199413230021", "E104"),
        ("HK_MACAO_TW_PERMIT", "810000199408230022", "E105"),
        ("FOREIGN_PR_2023", "840000199408230021", "E111"),
        ("FOREIGN_PR_2017", "US110180050612", "E111"),
        ("BIRTH_CERT", "X32010100", "E117"),
        ("BIRTH_CERT", "王320101001", "E117"),
        ("PASSPORT", "", "E101"),
        ("OTHER", "\u200b", "E101"),
    ],
)
def test_faults_of_other_documents(id_type: IdType, raw: str, code: str) -> None:
    assert codes(raw, id_type)[0] == code


@pytest.mark.parametrize(
    ("id_type", "raw", "right"),
    [
        ("RESIDENT_ID", "810000199408230021", "HK_MACAO_TW_PERMIT"),
        ("RESIDENT_ID", "820000199408230021", "HK_MACAO_TW_PERMIT"),
        ("RESIDENT_ID", "911156198005060128", "FOREIGN_PR_2023"),
        ("RESIDENT_ID", "USA110180050612", "FOREIGN_PR_2017"),
        ("RESIDENT_ID", "X320101001", "BIRTH_CERT"),
        ("HK_MACAO_TW_PERMIT", "110105199202290127", "RESIDENT_ID"),
        ("FOREIGN_PR_2017", "110105199202290127", "RESIDENT_ID"),
        ("FOREIGN_PR_2023", "810000199408230021", "HK_MACAO_TW_PERMIT"),
        ("BIRTH_CERT", "110105199202290127", "RESIDENT_ID"),
        ("NONE_PENDING", "110105199202290127", "RESIDENT_ID"),
    ],
)
def test_the_right_type_is_named(id_type: IdType, raw: str, right: IdType) -> None:
    assert text_of(raw, id_type) == (
        f"证件类型与号码格式不符，应选择“{ID_TYPE_NAMES[right]}”"
    )


def test_a_pending_number_may_be_missing_or_provisional() -> None:
    assert codes(None, "NONE_PENDING") == []
    assert codes("村委证明12", "NONE_PENDING") == []


# -- properties -------------------------------------------------------------------


@given(births, serials)
def test_numbers_say_what_they_are_made_of(born: date, serial: str) -> None:
    result = examined(number("530402", born, serial))
    assert not result.problems
    assert result.birth_date == born
    assert result.sex == ("M" if int(serial) % 2 else "F")


@given(resident_numbers)
def test_check_digit_agrees_with_an_independent_library(sound: str) -> None:
    assert mod_11_2.is_valid(sound)
    assert ric.calc_check_digit(sound) == sound[17]
    assert check_digit(sound[:17]) == sound[17]


@given(resident_numbers, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_no_single_wrong_character_gets_through(
    sound: str, place: int, wrong: str
) -> None:
    assume(sound[place] != wrong)
    altered = f"{sound[:place]}{wrong}{sound[place + 1 :]}"
    assert any(code.startswith("E") for code in codes(altered))


@given(resident_numbers, st.integers(0, 16))
def test_no_exchange_of_neighbours_gets_through(sound: str, place: int) -> None:
    left, right = sound[place], sound[place + 1]
    assume(left != right)
    altered = f"{sound[:place]}{right}{left}{sound[place + 2 :]}"
    assert any(code.startswith("E") for code in codes(altered))


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 995))
def test_first_generation_numbers_return(born: date, serial: int) -> None:
    sound = number("530402", born, f"{serial:03}")
    assert upgrade_15(downgrade_18(sound)) == sound


@given(st.dates(date(1850, 1, 1), date(1899, 12, 31)), st.integers(996, 999))
def test_centenarians_return_too(born: date, serial: int) -> None:
    sound = number("530402", born, f"{serial:03}")
    assert upgrade_15(downgrade_18(sound)) == sound


@given(st.dates(date(2000, 1, 1), TODAY), serials)
def test_later_births_never_had_fifteen_digits(born: date, serial: str) -> None:
    with pytest.raises(ValueError, match="no 15-digit form"):
        downgrade_18(number("530402", born, serial))


@given(anything | typed)
def test_only_fifteen_digits_are_upgraded(raw: str) -> None:
    assume(not (len(raw) == 15 and raw.isascii() and raw.isdigit()))
    with pytest.raises(ValueError, match="not a 15-digit number"):
        upgrade_15(raw)


@given(resident_numbers, births)
def test_nobody_is_born_after_the_day_of_enrolment(sound: str, on: date) -> None:
    born = examined(sound).birth_date
    result = examine("RESIDENT_ID", sound, on=on, field="f")
    assert born is not None
    assert (result.birth_date == born) == (born <= on)


@given(id_types, anything | typed)
def test_no_text_breaks_the_examination(id_type: IdType, raw: str) -> None:
    result = examined(raw, id_type)
    assert examined(result.text, id_type).text == result.text
    assert (result.birth_date is None) or not any(
        problem.severity == "E" for problem in result.problems
    )


@given(resident_numbers)
def test_examining_twice_changes_nothing(sound: str) -> None:
    assert examined(examined(sound.lower()).text) == examined(sound)


def test_the_day_of_enrolment_itself_is_a_birthday() -> None:
    newborn = number("530402", TODAY, "012")
    assert codes(newborn) == []
    tomorrow = number("530402", TODAY + timedelta(days=1), "012")
    assert codes(tomorrow) == ["E104"]


def test_unknown_regions_only_warn() -> None:
    raw = number("659999", date(1990, 1, 1), "012")
    assert not is_known("659999")
    assert text_of(raw) == "身份证前6位659999不在区划表中，可能为新设区划，请核对原件"


@given(id_types, anything)
def test_what_is_said_can_be_stored(id_type: IdType, raw: str) -> None:
    result = examined(raw, id_type)
    for text in (result.text, *(problem.text for problem in result.problems)):
        text.encode()


# -- disability certificates ------------------------------------------------------

PERSON = "11010519491231002X"


@pytest.mark.parametrize("suffix", ["", "B1", "b9"])
@pytest.mark.parametrize("kind", "1234567")
@pytest.mark.parametrize("grade", "1234")
def test_sound_certificates(kind: str, grade: str, suffix: str) -> None:
    certificate = f"{PERSON}{kind}{grade}{suffix}"
    assert check_disability_certificate(certificate, PERSON, field="f") == ()
    assert disability_grade(certificate) == int(grade)


@pytest.mark.parametrize(
    "certificate",
    [
        PERSON,
        f"{PERSON}01",
        f"{PERSON}81",
        f"{PERSON}10",
        f"{PERSON}15",
        f"{PERSON}11B0",
        f"{PERSON}11B10",
        "残字第1号",
    ],
)
def test_faulty_certificates(certificate: str) -> None:
    (problem,) = check_disability_certificate(certificate, PERSON, field="f")
    assert problem.code == "E118"
    assert disability_grade(certificate) is None


def test_a_certificate_belongs_to_one_person() -> None:
    other = number("530402", date(1990, 1, 1), "012")
    (problem,) = check_disability_certificate(f"{PERSON}43", other, field="f")
    assert problem.code == "E118"


@pytest.mark.parametrize("missing", [None, "", " "])
def test_no_certificate_is_no_fault(missing: str | None) -> None:
    assert check_disability_certificate(missing, PERSON, field="f") == ()
    assert disability_grade(missing) is None


@given(anything)
def test_no_text_breaks_the_certificate(raw: str) -> None:
    check_disability_certificate(raw, raw, field="f")
    assert disability_grade(raw) in {None, 1, 2, 3, 4}


def test_every_type_has_a_name() -> None:
    assert set(ID_TYPE_NAMES) == set(get_args(IdType))
