"""The journal: canonical entries, chained by hash (sync.md section 2). Pure Python."""

import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

import msgspec

Kind = Literal[
    "HOUSEHOLD",
    "ENROLLMENT",
    "VOID",
    "RECEIPT_PRINTED",
    "CLAIM",
    "RESOLUTION",
    "VERDICT",
    "SCHEME",
    "KEY",
    "POLICY",
    "OWNER",
    "CASE",
]

STREAM_ID_BYTES = 16


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One change of one record: its whole new state, never a difference.

    `at` is for people, `n` is the order; `prev` is the hash of the record's previous
    entry, empty for its first; where several computers had made revisions side by side,
    it is the hashes of all that this one replaces, with blanks between.
    """

    n: int
    at: str
    mono: int
    by: str
    kind: str
    id: str
    rev: int
    prev: str
    data: dict[str, object]


class NotCanonical(ValueError):
    """Bytes, or a value, that canonical encoding has no place for."""


def canonical(value: object) -> bytes:
    """Return the canonical JSON of a value: sorted keys, no white space, integers, NFC.

    Raises `NotCanonical` for what has no place there: a float, a key that is no text.
    """
    _require_plain(value)
    return _encoded(value)


def encode(entry: Entry) -> bytes:
    """Return the canonical bytes of an entry."""
    return canonical(msgspec.to_builtins(entry))


def decode(raw: bytes) -> Entry:
    """Return the entry in canonical bytes; raise `NotCanonical` for any other bytes."""
    try:
        entry = _decoder.decode(raw)
        again = _encoded(entry)
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError) as error:
        raise NotCanonical(str(error)) from error
    if again != raw:
        raise NotCanonical("not the canonical encoding of its content")
    return entry


def first_hash(stream: bytes) -> bytes:
    """Return h(0) of a stream: what its first entry builds on."""
    return sha256(b"stream" + stream).digest()


def next_hash(previous: bytes, raw: bytes) -> bytes:
    """Return h(n) from h(n-1) and the bytes of entry n."""
    return sha256(previous + raw).digest()


def revision_hash(entry: msgspec.Struct) -> str:
    """Return the hash by which a record's next entry names this one.

    Its place in a stream is left out: written again in another, it is the same revision.
    """
    placeless = msgspec.structs.replace(entry, n=0)
    return sha256(_encoded(placeless)).hexdigest()


def _encoded(value: object) -> bytes:
    try:
        raw = msgspec.json.encode(value, order="sorted")
    except (UnicodeError, OverflowError) as error:
        raise NotCanonical(f"no place for this text or number: {error}") from error
    text = raw.decode()
    if unicodedata.is_normalized("NFC", text):
        return raw
    return unicodedata.normalize("NFC", text).encode()


def _no_float(text: str) -> object:
    raise NotCanonical(f"no place for a number that is not whole: {text}")


_decoder = msgspec.json.Decoder(Entry, float_hook=_no_float)


def _require_plain(value: object) -> None:
    match value:
        case None | bool() | int() | str():
            return
        case Mapping():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise NotCanonical(f"a key must be text: {key!r}")
                _require_plain(item)
        case list() | tuple():
            for item in value:
                _require_plain(item)
        case _:
            raise NotCanonical(f"no place for this value in the journal: {value!r}")
