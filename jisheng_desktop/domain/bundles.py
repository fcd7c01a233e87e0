"""What a sealed file says: header, manifest, ranges of streams (sync.md section 3)."""

from collections.abc import Iterable
from typing import Annotated, Literal, TypeVar

import msgspec

from jisheng_desktop.domain.refusals import outrageous
from jisheng_desktop.domain.stations import Level

FORMAT = 1
SUFFIX = ".jsb"
LONGEST_LINE = 64 * 1024
MOST_LINES = 200_000

ParcelKind = Literal["bundle", "ack", "kit", "back"]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Hex = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{0,128}\Z")]
Word = Annotated[str, msgspec.Meta(max_length=200)]


class Sealable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a sealed file: closed to unknown keys, canonical when encoded."""


S = TypeVar("S", bound=Sealable)


class Position(Sealable, frozen=True, kw_only=True):
    """How far a stream is known: a count is never taken without its hash."""

    stream: Hex
    n: Count
    hash: Hex


class Segment(Sealable, frozen=True, kw_only=True):
    """A range of a stream: entries `base + 1` to `head`, none when both are equal.

    `parent` is the stream that a restored library continues, up to `parent_n`.
    """

    stream: Hex
    base: Count
    base_hash: Hex
    head: Count
    head_hash: Hex
    parent: Hex | None = None
    parent_n: Count = 0


class Certificate(Sealable, frozen=True, kw_only=True):
    """The district's signed word about a kit that it issued, which it may forget.

    `turn` counts the station's kits; `token` is the secret, sealed for the district.
    """

    station: Word
    name: Word
    level: Level
    parent: Word
    turn: Count
    issued_at: Word
    token: bytes
    signature: Hex = ""


class Introduction(Sealable, frozen=True, kw_only=True):
    """A station's own new keys, vouched for with the secret of its kit's token."""

    key: Hex
    recipient: Word
    token: Hex
    mac: Hex
    certificate: Certificate | None = None


class Sums(Sealable, frozen=True, kw_only=True):
    """Money in fen over the enrolments of a bundle, as the station decided them."""

    premium: Count = 0
    subsidy: Count = 0
    self_pay: Count = 0


class Manifest(Sealable, frozen=True, kw_only=True):
    """The first line of a bundle: whose it is, for whom, and what must be in it.

    `previous` is the SHA-256 of the station's bundle before; `answers` tells the
    district how far its answers are known; `parcels` are the names of files passed on
    whole, by their SHA-256.
    """

    format: Count
    app: Word
    kind: Literal["bundle"] = "bundle"
    station: Word
    level: Level
    parent: Word
    seq: Count
    previous: Hex
    created: Word
    key: Hex
    recipients: tuple[Word, ...]
    introduction: Introduction | None
    segments: tuple[Segment, ...]
    answers: tuple[Position, ...]
    schemes: dict[Word, Hex]
    counts: dict[Word, Count]
    sums_fen: Sums
    receipts: tuple[Word, ...]
    parcels: dict[Hex, Word]


class AnswerManifest(Sealable, frozen=True, kw_only=True):
    """The first line of an answer: for which station, and what has been taken in.

    `answers` are the answers themselves, `echoes` the station's own entries that the
    reporting installation does not have; `forks` names streams that exist twice,
    `received` the files that came inside the station's bundles. `spoken` tells how far
    the district knows its own answers, `endorsement` signs the head of the present ones.
    """

    format: Count
    app: Word
    kind: Literal["ack"] = "ack"
    station: Word
    issuer: Word
    seq: Count
    created: Word
    key: Hex
    recipients: tuple[Word, ...]
    answers: tuple[Segment, ...]
    echoes: tuple[Segment, ...]
    taken: tuple[Position, ...]
    forks: tuple[Hex, ...]
    received: tuple[Hex, ...]
    parcels: dict[Hex, Word]
    spoken: tuple[Position, ...]
    endorsement: Hex


class BackManifest(Sealable, frozen=True, kw_only=True):
    """The first line of answers that a station hands back to a district that lost them.

    For each range, `endorsements` holds the district's own signature over its head.
    """

    format: Count
    kind: Literal["back"] = "back"
    station: Word
    key: Hex
    recipients: tuple[Word, ...]
    segments: tuple[Segment, ...]
    endorsements: tuple[Hex, ...]


def encoded(part: Sealable) -> bytes:
    """Return the canonical bytes of a part."""
    return msgspec.json.encode(part, order="sorted")


def read_part(raw: bytes, shape: type[S]) -> S:
    """Return the part in canonical bytes; raise `Refusal` for anything else."""
    try:
        part = msgspec.json.decode(raw, type=shape)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise outrageous() from error
    if encoded(part) != raw:
        raise outrageous()
    return part


def file_name(station: str, year: str, seq: int, *, answer: bool = False) -> str:
    """Return the name of a sealed file; it says nothing about people or amounts."""
    return f"{station}-{year}-{'A' if answer else ''}{seq:04}{SUFFIX}"


def spoken_code(digest: bytes, digits: int) -> str:
    """Return digits by which two people on the telephone compare what they hold."""
    return f"{int.from_bytes(digest[:8], 'big') % 10**digits:0{digits}}"


def totals(sums: Iterable[Sums]) -> Sums:
    """Return the sums added up."""
    everything = tuple(sums)
    return Sums(
        premium=sum(each.premium for each in everything),
        subsidy=sum(each.subsidy for each in everything),
        self_pay=sum(each.self_pay for each in everything),
    )
