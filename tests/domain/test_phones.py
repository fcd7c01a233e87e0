import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.phones import Phone, examine_phone
from tests.domain.strategies import anything, typed

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


def examined(raw: str | None, *, required: bool = True) -> Phone:
    return examine_phone(raw, field="household.contact_phone", required=required)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("13800000001", "13800000001"),
        ("１３８００００００01", "13800000001"),
        ("138 0000 0001", "13800000001"),
        ("138-0000-0001", "13800000001"),
        ("138—0000—0001", "13800000001"),
        ("+86 13800000001", "13800000001"),
        ("8613800000001", "13800000001"),
        ("0086-138-0000-0001", "13800000001"),
        ("(+86)13800000001", "13800000001"),
        ("0877-2012345", "0877-2012345"),
        ("08772012345", "0877-2012345"),
        ("(0877) 2012345", "0877-2012345"),
        ("029-88880000", "029-88880000"),
        ("+86 029 88880000", "029-88880000"),
        ("01012345678", "010-12345678"),
    ],
)
def test_numbers_as_people_write_them(raw: str, stored: str) -> None:
    assert examined(raw) == Phone(stored)


@pytest.mark.parametrize("second", "3456789")
def test_every_range_of_mobiles(second: str) -> None:
    assert not examined(f"1{second}900000001").problems


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("23800000001", "E301", "手机号码应为11位有效号码，当前为“23800000001”"),
        ("12800000001", "E301", "手机号码应为11位有效号码，当前为“12800000001”"),
        ("1380000000", "E301", "手机号码应为11位有效号码，当前为“1380000000”"),
        ("138000000012", "E301", "手机号码应为11位有效号码，当前为“138000000012”"),
        ("无", "E301", "手机号码应为11位有效号码，当前为“无”"),
        ("012", "W302", "固定电话格式应为区号-号码，当前为“012”"),
        ("0877-20123", "W302", "固定电话格式应为区号-号码，当前为“0877-20123”"),
        ("011-12345678", "W302", "固定电话格式应为区号-号码，当前为“011-12345678”"),
    ],
)
def test_what_is_wrong_with_a_number(raw: str, code: str, text: str) -> None:
    (problem,) = examined(raw).problems
    assert (problem.code, problem.text) == (code, text)
    assert problem.field == "household.contact_phone"


@pytest.mark.parametrize("raw", [None, "", " ", "\u200b"])
def test_a_missing_number(raw: str | None) -> None:
    assert examined(raw, required=False) == Phone("")
    (problem,) = examined(raw).problems
    assert problem.text == "手机号码应为11位有效号码，当前为“未填”"


@given(mobiles)
def test_mobiles_are_stored_as_they_are(mobile: str) -> None:
    assert examined(mobile) == Phone(mobile)


@given(anything | typed, st.booleans())
def test_no_text_breaks_the_examination(raw: str, required: bool) -> None:
    stored = examined(raw, required=required)
    assert examined(stored.text, required=required) == stored
