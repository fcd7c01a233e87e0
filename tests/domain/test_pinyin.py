import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

from jisheng_desktop.domain.names import COMPOUND_SURNAMES
from jisheng_desktop.domain.pinyin import MAX_READINGS, initials, primary_initials
from resources import resource
from tests.domain.strategies import anything

SURNAMES = [
    line.split("\t")
    for line in resource("data", "surnames.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
]

polyphones = st.text("行长重朝乐单曾查解仇翟区盛茜", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("name", "primary", "readings"),
    [
        ("王小明", "wxm", {"wxm"}),
        ("单小明", "sxm", {"sxm", "dxm"}),
        ("翟志刚", "zzg", {"zzg", "dzg"}),
        ("仇英", "qy", {"qy", "cy"}),
        ("解东", "xd", {"xd", "jd"}),
        ("区小明", "oxm", {"oxm", "qxm"}),
        ("尉迟恭", "ycg", {"ycg", "wcg"}),
        ("单于丹", "cyd", {"cyd", "syd", "dyd"}),
        ("欧阳修", "oyx", {"oyx"}),
        ("王行", "wx", {"wx", "wh"}),
        ("李𠮷", "lj", {"lj"}),
        ("孙㛃䶮", "sjy", {"sjy"}),
        ("张〇", "zl", {"zl", "zy"}),
        ("阿依古丽·买买提", "ayglmmt", {"ayglmmt", "eyglmmt"}),
        ("John Smith", "js", {"js"}),
        ("O'Neil 王", "ow", {"ow"}),
        ("王\ue000强", "wq", {"wq"}),
        ("", "", set()),
        ("·12", "", set()),
        ("\ud800", "", set()),
    ],
)
def test_initials(name: str, primary: str, readings: set[str]) -> None:
    assert primary_initials(name) == primary
    assert initials(name) == readings


@given(anything | polyphones)
def test_initials_are_few_small_letters(name: str) -> None:
    readings = initials(name)
    assert len(readings) <= MAX_READINGS
    assert all(re.fullmatch("[a-z]+", reading) for reading in readings)
    assert (primary_initials(name) in readings) == bool(readings)


@given(polyphones, polyphones)
def test_surnames_keep_their_readings_in_the_longest_names(
    first: str, rest: str
) -> None:
    alone = {reading[0] for reading in initials(first[0])}
    assert {reading[0] for reading in initials(f"{first[0]}王{rest}")} == alone


def test_a_surname_is_an_ordinary_character_elsewhere() -> None:
    assert primary_initials("王单") == "wd"


def test_every_character_of_the_dictionary_has_an_initial() -> None:
    silent = [
        chr(code) for code in PINYIN_DICT if not primary_initials(f"王{chr(code)}")[1:]
    ]
    assert not silent


@pytest.mark.parametrize(("surname", "readings"), SURNAMES)
def test_the_surname_table_is_followed(surname: str, readings: str) -> None:
    expected = [f"{reading}m" for reading in readings.split()]
    assert initials(f"{surname}明") >= set(expected)
    assert primary_initials(f"{surname}明") == expected[0]


@pytest.mark.parametrize("surname", sorted(COMPOUND_SURNAMES))
def test_compound_surnames_have_two_initials(surname: str) -> None:
    assert {len(reading) for reading in initials(f"{surname}明")} == {3}
