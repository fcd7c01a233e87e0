"""Headers of other people's sheets, wherever they stand and whatever they are called."""

import pytest

from jisheng_desktop.domain.columns import Target, recognise
from jisheng_desktop.domain.headers import find_header
from jisheng_desktop.domain.sheets import Merge, Sheet, letter


@pytest.mark.parametrize(
    ("title", "target"),
    [
        ("身份证号", Target("id_no")),
        (" 公 民 身 份 号 码 ", Target("id_no")),
        ("证件号码（18位）*", Target("id_no")),
        ("身份证号码(必填)", Target("id_no")),
        ("父亲身份证号", Target("id_no", "father")),
        ("母亲姓名", Target("name", "mother")),
        ("户主", Target("name", "head")),
        ("子女2姓名", Target("name", "child2")),
        ("第二个孩子身份证号", Target("id_no", "child2")),
        ("孩子姓名", Target("name", "child1")),
        ("户主联系电话", Target("contact_phone")),
        ("村（居）", Target("village_code")),
        ("光荣证号", Target("cert_no")),
        ("序号", None),
        ("爱好", None),
        ("", None),
    ],
)
def test_title_is_recognised(title: str, target: Target | None) -> None:
    assert recognise(title) == target


def test_header_below_a_title_and_a_note() -> None:
    rows = [
        ["某村花名册", "", ""],
        ["填报单位：某村", "", ""],
        ["序号", "姓名", "身份证号"],
    ]
    header = find_header(Sheet("a", [*rows, [1, "张三", "x"]]))  # type: ignore[list-item]
    assert header is not None
    assert header.data_row == 3
    assert header.targets == {1: Target("name"), 2: Target("id_no")}


def test_header_beyond_the_twentieth_row_is_not_looked_for() -> None:
    rows = [[""]] * 20 + [["姓名", "身份证号"]]
    assert find_header(Sheet("a", rows)) is None  # type: ignore[arg-type]


def test_two_lines_of_titles_name_persons() -> None:
    rows = [
        ["父亲", "", "子女1", "", "电话"],
        ["姓名", "身份证号", "姓名", "身份证号", ""],
    ]
    merges = (Merge(0, 0, 0, 1), Merge(0, 2, 0, 3), Merge(0, 4, 1, 4))
    header = find_header(Sheet("a", rows, merges))  # type: ignore[arg-type]
    assert header is not None
    assert header.data_row == 2
    assert header.targets[3] == Target("id_no", "child1")
    assert header.targets[4] == Target("contact_phone")


def test_first_row_of_text_data_is_no_title() -> None:
    rows = [["姓名", "身份证号", "关系"], ["张三", "610103198503120018", "户主"]]
    header = find_header(Sheet("a", rows))  # type: ignore[arg-type]
    assert header is not None
    assert header.data_row == 1


def test_letters_of_columns() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
