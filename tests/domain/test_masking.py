from collections.abc import Callable

import pytest
from hypothesis import given

from jisheng_desktop.domain.masking import (
    mask_account,
    mask_alike,
    mask_id,
    mask_id_for_notice,
    mask_name,
    mask_phone,
)
from tests.domain.strategies import anything, resident_numbers


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张小三", "张**"),
        ("欧阳小明", "欧阳**"),
        ("欧阳明", "欧阳*"),
        ("欧阳", "欧*"),
        ("王", "*"),
        ("", ""),
        ("阿依古丽·买买提", "阿依古丽·**"),
        ("阿依古丽·买买提·艾力", "阿依古丽·**"),
        ("John Smith", "John **"),
        ("李𠮷", "李*"),
    ],
)
def test_names_keep_the_surname(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "listed", "published"),
    [
        ("530402199001011234", "530402********1234", "5304**********34"),
        ("11010519491231002X", "110105********002X", "1101**********2X"),
        ("X320101001", "X32*****01", "X3**********1"),
        ("E1234567", "E1****67", "E1**********7"),
        ("1", "*", "**********"),
        ("", "", "**********"),
    ],
)
def test_numbers_lose_their_middle(number: str, listed: str, published: str) -> None:
    assert mask_id(number) == listed
    assert mask_id_for_notice(number) == published


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13800000001", "138****0001"), ("0877-2012345", "087*****2345"), ("", "")],
)
def test_phones_lose_their_middle(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("6222021234567890", "************7890"), ("123", "**3"), ("", "")],
)
def test_accounts_show_their_end(number: str, masked: str) -> None:
    assert mask_account(number) == masked


@given(resident_numbers)
def test_a_masked_number_hides_the_birth_date(number: str) -> None:
    assert mask_id(number)[6:14] == "*" * 8
    assert mask_id_for_notice(number) == f"{number[:4]}{'*' * 10}{number[16:]}"


@pytest.mark.parametrize("mask", [mask_id, mask_phone, mask_account])
@given(text=anything)
def test_masks_keep_the_length_and_hide_a_third(
    mask: Callable[[str], str], text: str
) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert masked.count("*") * 3 >= len(text)


@given(anything)
def test_a_masked_name_hides_something(name: str) -> None:
    masked = mask_name(name)
    assert "*" in masked or not name
    assert masked[:1] in (name[:1], "*")


@given(anything)
def test_published_numbers_say_nothing_of_their_length(text: str) -> None:
    assert "*" * 10 in mask_id_for_notice(text)
    assert len(mask_id_for_notice(text)) <= 16


def test_only_the_digits_that_differ_are_shown() -> None:
    one, other = "610103198001011117", "610103198001021112"
    assert mask_alike(one, other) == "610103*******11117"
    assert mask_alike(one, one) == mask_id(one)
    assert mask_alike(one, "1234") == mask_id(one)
