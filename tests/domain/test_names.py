from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.documents import IdType
from jisheng_desktop.domain.names import (
    COMPOUND_SURNAMES,
    SUGGESTIONS,
    Name,
    examine_name,
    is_rare,
    surname_length,
)
from tests.domain.strategies import anything, typed

LATIN_TYPES: list[IdType] = ["FOREIGN_PR_2017", "FOREIGN_PR_2023", "PASSPORT", "OTHER"]
HAN_TYPES = [each for each in get_args(IdType) if each not in LATIN_TYPES]
SEPARATORS = "•‧・･．.｡。∙⋅﹒"

id_types = st.sampled_from(get_args(IdType))
han_names = st.text("王李张丽伟强阿龥〇㐀𠮷", min_size=2, max_size=50)


def examined(raw: str, id_type: IdType = "RESIDENT_ID") -> Name:
    return examine_name(raw, id_type, field="members.a.name")


def codes(raw: str, id_type: IdType = "RESIDENT_ID") -> list[str]:
    return [problem.code for problem in examined(raw, id_type).problems]


def sentence(raw: str) -> str:
    (problem,) = examined(raw).problems
    return problem.text


@pytest.mark.parametrize(
    "name", ["王强", "欧阳小明", "阿依古丽·买买提", "龥" * 50, "〇一", "鿿鿯"]
)
def test_names_that_need_no_remark(name: str) -> None:
    assert examined(name) == Name(name)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (" 王强 ", "王强"),
        ("王　强", "王强"),  # padded to three characters, as in printed lists
        ("王\u200b强\ufeff", "王强"),
        ("⽅强", "方强"),
    ],
)
def test_padding_goes_without_a_word(raw: str, name: str) -> None:
    assert examined(raw) == Name(name)


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("", "E201", "姓名不能为空"),
        (" \u3000\u200b", "E201", "姓名不能为空"),
        ("王3", "E202", "姓名含非法字符“3”，请照证件填写"),
        ("Tom", "E202", "姓名含非法字符“T”，请照证件填写"),
        ("王强（小）", "E202", "姓名含非法字符“（”，请照证件填写"),
        ("王强😀", "E202", "姓名含非法字符“😀”，请照证件填写"),
        ("王\ufffd", "E202", "姓名含非法字符“\ufffd”，请照证件填写"),
        ("·王强", "E203", "姓名“·王强”中的间隔号“·”不能在首尾或连续出现"),
        ("王强·", "E203", "姓名“王强·”中的间隔号“·”不能在首尾或连续出现"),
        ("王··强", "E203", "姓名“王··强”中的间隔号“·”不能在首尾或连续出现"),
        ("龥" * 51, "E205", "姓名超过50个字符（当前51个）"),
        ("王", "W209", "姓名“王”仅一个字，请核对"),
    ],
)
def test_what_is_wrong_with_a_name(raw: str, code: str, text: str) -> None:
    (problem,) = examined(raw).problems
    assert (problem.code, problem.text, problem.field) == (code, text, "members.a.name")


@pytest.mark.parametrize("dot", SEPARATORS)
def test_every_dot_becomes_the_one_separator(dot: str) -> None:
    result = examined(f"阿依古丽 {dot} 买买提")
    assert result.text == "阿依古丽·买买提"
    assert [problem.code for problem in result.problems] == ["I204"]
    assert result.problems[0].text == "间隔号已统一为“·”：阿依古丽·买买提"


def test_a_dot_at_the_end_is_misplaced_whatever_its_form() -> None:
    assert codes("王强.") == ["E203", "I204"]


@pytest.mark.parametrize(
    ("name", "rare"),
    [
        ("李𠮷", "“𠮷”（U+20BB7）"),
        ("㛃㛃", "“㛃”（U+36C3）"),
        ("㛃𠮷", "“㛃𠮷”（U+36C3、U+20BB7）"),
        ("王\U0002ebf0", "“\U0002ebf0”（U+2EBF0）"),
        ("王\U000323af", "“\U000323af”（U+323AF）"),
    ],
)
def test_rare_characters_ask_for_a_second_look(name: str, rare: str) -> None:
    assert sentence(name) == f"姓名含生僻字{rare}，请与证件逐字核对"


@pytest.mark.parametrize(
    ("char", "advice"),
    [
        ("\ue81e", "请改用“龴”（U+9FB4）"),
        ("\ue863", "请改用“䶮”（U+4DAE）"),
        ("\ue816", "请改用“𠂇”（U+20087）"),
        ("\ue000", "请照证件重新输入"),
        ("\U0010fffd", "请照证件重新输入"),
    ],
)
def test_private_characters_are_refused_with_advice(char: str, advice: str) -> None:
    assert sentence(f"王{char}") == (
        f"“{char}”（U+{ord(char):04X}）为非标准编码，{advice}"
    )


def test_suggestions_agree_with_the_published_tables() -> None:
    """Python's codec is the first edition; 2022 and later Unicode give the rest."""
    trails = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    table = {
        chr(0xE815 + place): bytes((0xFE, trail)).decode("gb18030")
        for place, trail in enumerate(trails)
    }
    moved_first = {
        private: char for private, char in table.items() if "㐀" <= char <= "䶿"
    }
    moved_later = {private for private, char in table.items() if private == char}
    assert SUGGESTIONS.items() >= moved_first.items()
    assert SUGGESTIONS.keys() == moved_first.keys() | moved_later
    assert "".join(SUGGESTIONS[each] for each in sorted(moved_later)) == (
        "𠂇𠂉𠃌\u9fb4\u9fb5\u9fb6\u9fb7𡗗\u9fb8𢦏\u9fb9\u9fba𤇾\u9fbb"
    )


@pytest.mark.parametrize("id_type", LATIN_TYPES)
@pytest.mark.parametrize(
    "name", ["John Smith", "O'Neil-Ruiz J.", "Müller Åsa", "王强", "O’Neil"]
)
def test_foreigners_write_latin_letters(id_type: IdType, name: str) -> None:
    assert examined(name, id_type) == Name(name)


@pytest.mark.parametrize("id_type", HAN_TYPES)
def test_everybody_else_writes_ideographs(id_type: IdType) -> None:
    assert codes("John", id_type) == ["E202"]


def test_foreign_names_keep_their_full_stops() -> None:
    assert examined("王.强 Jr.", "PASSPORT").text == "王·强 Jr."
    assert codes("J2", "PASSPORT") == ["E202"]


@given(han_names, id_types)
def test_ideographs_are_nobodys_error(name: str, id_type: IdType) -> None:
    assert set(codes(name, id_type)) <= {"W206"}
    assert ("W206" in codes(name, id_type)) == any(map(is_rare, name))


@given(anything | typed, id_types)
def test_no_text_breaks_the_examination(raw: str, id_type: IdType) -> None:
    result = examined(raw, id_type)
    assert examined(result.text, id_type).text == result.text
    result.text.encode()
    assert set(codes(result.text, id_type)) == set(codes(raw, id_type)) - {"I204"}


def test_a_megabyte_is_refused_not_feared() -> None:
    assert codes("㐀" * 1_000_000) == ["E205", "W206"]


@pytest.mark.parametrize(
    ("char", "rare"),
    [("王", False), ("㐀", True), ("𠮷", True), ("A", False), ("", False)],
)
def test_rare_characters(char: str, *, rare: bool) -> None:
    assert is_rare(char) == rare


@pytest.mark.parametrize(
    ("name", "length"),
    [("王强", 1), ("欧阳修", 2), ("欧阳", 1), ("", 0), ("王", 1)],
)
def test_surnames(name: str, length: int) -> None:
    assert surname_length(name) == length


def test_compound_surnames_have_two_characters() -> None:
    assert {len(surname) for surname in COMPOUND_SURNAMES} == {2}
    assert {"欧阳", "司马", "尉迟", "单于"} <= COMPOUND_SURNAMES
