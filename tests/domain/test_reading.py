"""Documents from outside: what is wrong is named, and nothing raises a traceback."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.strict import Unreadable
from tests.builders import xian

REFUSALS: list[tuple[Callable[[dict[str, Any]], object], list[str]]] = [
    (lambda d: d.update(colour=1), ["“colour”", "可用的键", "payment"]),
    (lambda d: d["household"].update(ho=1), ["“household.ho”", "village_code"]),
    (lambda d: d.update(units=0), ["“units”", "1至99", "“0”"]),
    (lambda d: d.update(units=10**50), ["“units”", "过大的数"]),
    (lambda d: d.update(units="3"), ["“units”", "文字“3”"]),
    (lambda d: d.update(units=True), ["“units”", "整数", "“true”"]),
    (lambda d: d.update(units=1.5), ["“units”", "“1.5”"]),
    (lambda d: d["members"][1].update(id_type="X"), ["members[1].id_type", "PASSPORT"]),
    (lambda d: d["members"][1].update(name=None), ["members[1].name", "文字", "null"]),
    (lambda d: d["members"][1].pop("name"), ["缺少", "members[1].name"]),
    (lambda d: d.pop("enrolled_on"), ["缺少“enrolled_on”", "2026-01-15"]),
    (lambda d: d.update(enrolled_on="2026-02-30"), ["enrolled_on", "2026-02-30"]),
    (lambda d: d.update(enrolled_on="9999-12-31"), ["enrolled_on", "2200年"]),
    (lambda d: d["members"][0].update(birth_date="0001-01-01"), ["members[0].birth"]),
    (lambda d: d["members"][1].update(ref="f"), ["members[1].ref", "“f”", "重复"]),
    (lambda d: d.update(applicant="zz"), ["applicant", "“zz”", "f、m、c"]),
    (lambda d: d["members"][0].update(relation_code="2"), ["relation_code", "“2”"]),
    (lambda d: d.update(members=[]), ["applicant", "至少登记一名成员"]),
    (lambda d: d.update(members={}), ["“members”", "列表"]),
    (lambda d: d.update(household=[]), ["“household”", "一组键值"]),
    (lambda d: d["members"][0].update(name="王" * 501), ["不超过500字"]),
    (lambda d: d["members"].append(None), ["members[3]", "null"]),
]


@pytest.mark.parametrize(("spoil", "words"), REFUSALS)
def test_one_sentence_names_the_key_and_what_is_allowed(
    spoil: Callable[[dict[str, Any]], object], words: list[str]
) -> None:
    raw = xian()
    spoil(raw)
    with pytest.raises(Unreadable) as refusal:
        read_document(raw)
    for word in words:
        assert word in str(refusal.value)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{", "第1行第2列"),
        ('{"a":1,"a":2}', "“a”重复"),
        ("NaN", "NaN"),
        ("[" * 100_000, "嵌套过深"),
        ('{"a":' * 100_000, "嵌套过深"),
        ("1" * 5000, "数字过长"),
        (b"\xff\xfe", "UTF-8"),
        ('{"scheme":"\\ud800"}', "代理项"),
        ("null", "“文档”"),
        ("", "内容为空"),
    ],
)
def test_broken_json_is_named(source: str | bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_document(source)


def test_a_byte_order_mark_of_notepad_is_no_trouble() -> None:
    plain = json.dumps(xian())
    assert read_document(b"\xef\xbb\xbf" + plain.encode()) == read_document(plain)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        inner = []
    return [path, *(p for key, v in inner for p in paths_of(v, (*path, key)))]


@given(st.data(), json_values)
@settings(max_examples=300)
def test_any_value_anywhere_is_read_or_refused_in_words(
    data: st.DataObject, value: Any
) -> None:
    raw = xian()
    *path, last = data.draw(st.sampled_from(paths_of(raw)[1:]))
    place: Any = raw
    for step in path:
        place = place[step]
    place[last] = value
    try:
        read_document(raw)
    except Unreadable as refusal:
        sentence = str(refusal)
        assert sentence.isprintable()
        assert "规定的格式不符" not in sentence


@given(st.binary() | st.text(st.characters()))
def test_any_bytes_are_read_or_refused(source: bytes | str) -> None:
    with pytest.raises(Unreadable):
        read_document(source)
