"""Entries of other stations' journals, read strictly: canonical, or not at all."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Annotated, NamedTuple

import msgspec

from jisheng_desktop.domain.bundles import Count, Sealable, Sums
from jisheng_desktop.domain.claims import Claim
from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.journal import Entry, NotCanonical, decode
from jisheng_desktop.domain.refusals import outrageous

DEEPEST = 32
LARGEST_INT = 2**53
UNDERSTOOD = ("HOUSEHOLD", "ENROLLMENT", "VOID", "CLAIM")

Uid = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
# The shape of a number; whose it is, and whether it is free, is judged by record.
Number = Annotated[
    str,
    msgspec.Meta(max_length=64, pattern=r"\A.+-[0-9]{4}-[HE]?[0-9]{6,12}-[0-9]\Z"),
]
Text = Annotated[str, msgspec.Meta(max_length=500)]
# The hashes of a few revisions that were made side by side.
Before = Annotated[str, msgspec.Meta(max_length=65 * 32)]
Rev = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_INT)]


class HouseholdData(Sealable, frozen=True, kw_only=True):
    """A household's whole state."""

    household_no: Number | None
    document: HouseholdDocument


class EnrollmentData(Sealable, frozen=True, kw_only=True):
    """An enrolment's whole state; its document is a revision of its household."""

    household: Uid
    household_rev: Rev
    scheme: Text
    policy_year: int
    enroll_no: Number
    receipt_no: Number
    confirmed_on: date
    reason: Text | None
    decision: Decision


class VoidData(Sealable, frozen=True, kw_only=True):
    """What a voided enrolment leaves behind."""

    household: Uid
    enroll_no: Number | None
    receipt_no: Number | None
    reason: Text | None


class ClaimData(Sealable, frozen=True, kw_only=True):
    """A claim's whole state; `replaces` is another station's record that it takes over."""

    enrollment: Uid
    replaces: Uid | None
    reason: Text | None
    claim: Claim


class _Numbered(Sealable, frozen=True, kw_only=True, tag_field="kind"):
    n: Rev
    at: Text
    mono: Count
    by: Text
    id: Uid
    rev: Rev
    prev: Before


class HouseholdEntry(_Numbered, frozen=True, kw_only=True, tag="HOUSEHOLD"):
    """A household came, or changed."""

    data: HouseholdData


class EnrollmentEntry(_Numbered, frozen=True, kw_only=True, tag="ENROLLMENT"):
    """An enrolment was confirmed, or corrected."""

    data: EnrollmentData


class VoidEntry(_Numbered, frozen=True, kw_only=True, tag="VOID"):
    """An enrolment was made void."""

    data: VoidData


class ClaimEntry(_Numbered, frozen=True, kw_only=True, tag="CLAIM"):
    """A claim was reported, or went on."""

    data: ClaimData


class Place(NamedTuple):
    """What an entry is about, beside its content."""

    n: int
    kind: str
    id: str
    rev: int
    at: str


Known = HouseholdEntry | EnrollmentEntry | VoidEntry | ClaimEntry
Arrived = Known | Entry

# Bytes in which a number too large begins with `_MANY`; digits inside of a text, behind
# a quotation mark, are no number.
_OUTLINE = bytes.maketrans(b"123456789,[", b"000000000::")
_MANY = b":" + b"0" * 16

_known = msgspec.json.Decoder(Known)
_encode = msgspec.json.Encoder(order="sorted").encode


def read_entry(raw: bytes) -> Arrived:
    """Return the entry in canonical bytes; raise `Refusal` for any other bytes.

    A kind that this program does not know is kept as it is, for a later one to read.
    """
    try:
        entry: Known = _known.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return _unknown(raw)
    if _encode(entry) != raw or not unicodedata.is_normalized("NFC", raw.decode()):
        raise outrageous()
    if _MANY in raw.translate(_OUTLINE, b"-"):
        _require_modest(msgspec.json.decode(raw), DEEPEST)
    return entry


def place_of(entry: Arrived) -> Place:
    """Return what an entry says of itself beside its content."""
    return Place(entry.n, kind_of(entry), entry.id, entry.rev, entry.at)


def proved_entry(raw: bytes) -> Arrived:
    """Return the entry in bytes that `read_entry` has accepted before."""
    try:
        entry: Known = _known.decode(raw)
    except msgspec.ValidationError:
        return decode(raw)
    return entry


def sums_of(entries: Iterable[Arrived]) -> Sums:
    """Return the money of the enrolments among the entries, as their station says."""
    decisions = [e.data.decision for e in entries if isinstance(e, EnrollmentEntry)]
    return Sums(
        premium=sum(d.premium_fen or 0 for d in decisions),
        subsidy=sum(d.subsidy_fen or 0 for d in decisions),
        self_pay=sum(d.self_pay_fen or 0 for d in decisions),
    )


def counts_of(entries: Iterable[Arrived]) -> dict[str, int]:
    """Return how many entries there are of each kind."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[kind_of(entry)] = counts.get(kind_of(entry), 0) + 1
    return counts


def kind_of(entry: Arrived) -> str:
    """Return the kind of an entry."""
    match entry:
        case HouseholdEntry():
            return "HOUSEHOLD"
        case EnrollmentEntry():
            return "ENROLLMENT"
        case VoidEntry():
            return "VOID"
        case ClaimEntry():
            return "CLAIM"
        case Entry():
            return entry.kind


def _unknown(raw: bytes) -> Entry:
    try:
        entry = decode(raw)
    except (NotCanonical, RecursionError) as error:
        raise outrageous() from error
    if entry.kind in UNDERSTOOD:
        raise outrageous()
    _require_modest(entry.data, DEEPEST)
    return entry


def _require_modest(value: object, depth: int) -> None:
    if depth == 0 or (isinstance(value, int) and abs(value) > LARGEST_INT):
        raise outrageous()
    if isinstance(value, dict):
        for each in value.values():
            _require_modest(each, depth - 1)
    elif isinstance(value, list):
        for each in value:
            _require_modest(each, depth - 1)
