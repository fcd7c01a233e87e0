import pytest
from hypothesis import given

from jisheng_desktop.domain.relations import (
    CHILD_CODES,
    HEAD_CODES,
    PARENT_CODES,
    RELATIONS,
    SPOUSE_CODES,
    relation_name,
    relation_sex,
)
from tests.domain.strategies import anything


@pytest.mark.parametrize(
    ("code", "name", "sex"),
    [
        ("01", "本人", None),
        ("02", "户主", None),
        ("10", "配偶", None),
        ("11", "夫", "M"),
        ("12", "妻", "F"),
        ("20", "子", "M"),
        ("27", "养子或继子", "M"),
        ("28", "女婿", "M"),
        ("31", "独生女", "F"),
        ("38", "儿媳", "F"),
        ("40", "孙子、孙女、外孙子、外孙女", None),
        ("51", "父亲", "M"),
        ("54", "婆婆", "F"),
        ("76", "姐夫", "M"),
        ("90", "姑母", "F"),
        ("97", "其他亲属", None),
        ("99", "非亲属", None),
    ],
)
def test_codes_of_the_standard(code: str, name: str, sex: str | None) -> None:
    assert relation_name(code) == name
    assert relation_sex(code) == sex


def test_the_standard_is_complete() -> None:
    """GB/T 4761-2008 numbers 01, 02, 10–12 and 20–99 but for 98."""
    tens = {f"{code:02}" for code in (1, 2, 10, 11, 12, *range(20, 98), 99)}
    assert set(RELATIONS) == tens


def test_groups_hold_known_codes() -> None:
    for group in (CHILD_CODES, HEAD_CODES, PARENT_CODES, SPOUSE_CODES):
        assert set(group) <= set(RELATIONS)


def test_children_in_law_are_no_children() -> None:
    assert {"28", "38"}.isdisjoint(CHILD_CODES)


@pytest.mark.parametrize("code", CHILD_CODES)
def test_every_child_has_a_sex(code: str) -> None:
    assert relation_sex(code) == ("M" if code < "30" else "F")


@pytest.mark.parametrize(("code", "name"), RELATIONS.items())
def test_names_and_sexes_agree(code: str, name: str) -> None:
    """A name that holds only words for one sex implies it."""
    if relation_sex(code) == "M":
        assert not set("母妻嫂媳婆姐妹") & set(name) or name in {"姐夫", "妹夫"}
    if relation_sex(code) == "F":
        assert not set("父夫兄弟翁") & set(name) or name == "弟媳"


@given(anything)
def test_other_codes_name_themselves(code: str) -> None:
    assert relation_name(code) == RELATIONS.get(code, code)
    assert relation_sex(code) in {None, "M", "F"}
