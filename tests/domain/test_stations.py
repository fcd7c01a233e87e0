"""Stations and their territory; kit codes; changes in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.paper_codes import (
    CODE_ALPHABET,
    CODE_LENGTH,
    paper_code,
    typed_code,
)
from jisheng_desktop.domain.stations import Office, Village, territory
from jisheng_desktop.domain.wording import changes_between
from tests.builders import xian


def office(code: str, *villages: Village) -> Office:
    return Office(code, "站", "TOWNSHIP", None, False, (), villages)


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("610103", "610103"),
        ("610103000000", "610103"),
        ("610100", "6101"),
        ("610000", "61"),
        ("610103001", "610103001"),
        ("610103001000", "610103001"),
        ("610103001001", "610103001001"),
        ("610110", "610110"),
        ("610103010000", "610103010"),
    ],
)
def test_a_territory_is_what_its_codes_share(code: str, prefix: str) -> None:
    assert territory(code) == prefix


def test_an_office_covers_its_territory_and_its_list() -> None:
    town = office("610103001000", Village("X1", "外来村"))
    assert town.covers("610103001001")
    assert town.covers("X1")
    assert not town.covers("610103002001")
    assert town.village_name("X1") == "外来村"
    assert town.village_name("610103001001") == "610103001001"
    assert town.scheme("none") is None


def test_an_office_with_a_code_of_its_own_kind_covers_everything() -> None:
    assert office("BL-1").covers("610103001001")


@given(st.lists(st.integers(0, 29), min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_a_paper_code_survives_typing(choices: list[int]) -> None:
    code = paper_code(bytes(choices))
    assert len(code) == CODE_LENGTH + 2
    assert typed_code(code.lower().replace("-", " ")) == code


def test_a_paper_code_has_50_bits_and_no_misread_letters() -> None:
    assert len(CODE_ALPHABET) ** CODE_LENGTH > 2**50
    assert not set("01OILU") & set(CODE_ALPHABET)


def test_changes_are_told_in_the_words_of_the_form() -> None:
    before, after = xian(), xian()
    after["household"] |= {"contact_phone": None, "only_child_cert": None}
    after["members"][0]["name"] = "王刚"
    after["members"][1]["signed"] = False
    after["plan"] = "household-1"
    assert changes_between(before, after) == (
        "联系电话：13800000001 → （空）",
        "光荣证有改动",
        "保障计划：（空） → household-1",
        "王刚的姓名：王强 → 王刚",
        "李芳的是否签字：是 → 否",
    )


def test_members_come_and_go() -> None:
    before, after = xian(), xian()
    after["members"][2] |= {"ref": "d", "name": "王小红"}
    assert changes_between(before, after) == ("增加成员王小红", "删除成员王小明")
    assert changes_between(None, after) == ()
