"""The journal's canonical form: one encoding for each meaning, chained by hash."""

import json
import unicodedata
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jisheng_desktop.domain.journal import (
    Entry,
    NotCanonical,
    canonical,
    decode,
    encode,
    first_hash,
    next_hash,
    revision_hash,
)

text = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | text,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4)
    ),
    max_leaves=12,
)
entries = st.builds(
    Entry,
    n=st.integers(1, 2**40),
    at=text,
    mono=st.integers(0, 2**60),
    by=text,
    kind=text,
    id=text,
    rev=st.integers(1, 1000),
    prev=text,
    data=st.dictionaries(text, values, max_size=4),
)
ENTRY = Entry(1, "2026-01-15T09:30:12+08:00", 5, "op-1", "VOID", "u", 1, "", {"a": 1})


def normal(value: Any) -> Any:
    return json.loads(
        unicodedata.normalize("NFC", json.dumps(value, ensure_ascii=False))
    )


@given(values)
def test_canonical_bytes_mean_the_value_in_nfc(value: Any) -> None:
    assert json.loads(canonical(value)) == normal(value)


@given(st.dictionaries(text, st.integers()))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


@given(entries)
def test_an_entry_comes_back_as_it_was_meant(entry: Entry) -> None:
    raw = encode(entry)
    again = decode(raw)
    assert encode(again) == raw
    assert again.n == entry.n
    assert again.data == normal(entry.data)


@given(entries, st.data())
def test_no_other_bytes_mean_the_same(entry: Entry, data: st.DataObject) -> None:
    raw = bytearray(encode(entry))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    try:
        other = decode(bytes(raw))
    except NotCanonical:
        return
    assert encode(other) == bytes(raw) != encode(entry)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[1]",
        b"\xff\xfe",
        encode(ENTRY) + b" ",
        b" " + encode(ENTRY),
        encode(ENTRY).replace(b'"a":1', b'"a":1.0'),
        encode(ENTRY).replace(b'"a":1', b'"a":1,"a":1'),
        encode(ENTRY).replace(b'"a":1', b'"a":01'),
        encode(ENTRY).replace(b'"a":1', b'"\\u0061":1'),
        encode(ENTRY).replace(b'"a":1', '"e\u0301":1'.encode()),
        encode(ENTRY).replace(b'"a":1', b'"a":' + b"[" * 5000 + b"]" * 5000),
        encode(ENTRY).replace(b'"n":1', b'"n":1,"new":2'),
    ],
)
def test_what_is_not_canonical_is_refused(raw: bytes) -> None:
    with pytest.raises(NotCanonical):
        decode(raw)


@pytest.mark.parametrize(
    "value", [1.5, {"a": float("nan")}, {1: 2}, [b"x"], {"s": {1}}]
)
def test_floats_and_strangers_have_no_place(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_the_chain_is_as_written_down() -> None:
    start = first_hash(b"\1" * 16)
    assert start == sha256(b"stream" + b"\1" * 16).digest()
    raw = encode(ENTRY)
    assert next_hash(start, raw) == sha256(start + raw).digest()


def test_a_revision_is_the_same_in_whatever_place_it_is_written() -> None:
    assert revision_hash(ENTRY) == sha256(encode(replace(ENTRY, n=0))).hexdigest()
    assert revision_hash(replace(ENTRY, n=99)) == revision_hash(ENTRY)
    for other in (
        replace(ENTRY, rev=ENTRY.rev + 1),
        replace(ENTRY, prev="0" * 64),
        replace(ENTRY, data={}),
    ):
        assert revision_hash(other) != revision_hash(ENTRY)


def test_canonical_form_is_this() -> None:
    assert canonical({"b": [1, None, True], "a": "王\n"}) == (
        '{"a":"王\\n","b":[1,null,true]}'.encode()
    )
