"""From the lines of a bundle to its proved content. Pure, so that any process may do it."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Annotated, NamedTuple

import msgspec

from jisheng_desktop.domain.bundles import (
    Count,
    Hex,
    Sealable,
    Segment,
    encoded,
    read_part,
)
from jisheng_desktop.domain.entries import (
    Arrived,
    Place,
    place_of,
    proved_entry,
    read_entry,
)
from jisheng_desktop.domain.journal import first_hash, next_hash
from jisheng_desktop.domain.refusals import not_genuine, outrageous

# A file that is passed on travels in pieces that fit into a line.
PIECE_BYTES = 45_000


class ParcelPiece(Sealable, frozen=True, kw_only=True):
    """A piece of another station's sealed file, carried unchanged."""

    parcel: Hex
    piece: Count
    of: Count
    data: Annotated[str, msgspec.Meta(max_length=62_000)]


class Link:
    """An entry in its chain: what it is about, its bytes, the hash up to it.

    `entry` is what it says; where another process has proved that, it is read when it
    is first asked for.
    """

    __slots__ = ("_entry", "hash", "place", "raw")

    def __init__(
        self, place: Place, raw: bytes, digest: bytes, entry: Arrived | None = None
    ) -> None:
        """Keep what is at hand."""
        self.place = place
        self.raw = raw
        self.hash = digest
        self._entry = entry

    @property
    def entry(self) -> Arrived:
        """Return what the entry says."""
        if self._entry is None:
            self._entry = proved_entry(self.raw)
        return self._entry


class Range(NamedTuple):
    """A range of a stream, proved from `base` to `head`."""

    segment: Segment
    links: tuple[Link, ...]

    def hash_at(self, n: int) -> bytes | None:
        """Return the hash after entry `n`, None outside of the range."""
        if n == self.segment.base:
            return bytes.fromhex(self.segment.base_hash)
        if self.segment.base < n <= self.segment.head:
            return self.links[n - self.segment.base - 1].hash
        return None


def ranges(
    segments: Sequence[Segment], lines: Sequence[bytes]
) -> tuple[tuple[Range, ...], tuple[bytes, ...]]:
    """Return the ranges that lie in the lines, and the lines behind them.

    Raises `Refusal` for a chain that does not close, or bytes that are not canonical.
    """
    found: list[Range] = []
    at = 0
    for segment in segments:
        end = at + segment.head - segment.base
        if segment.head < segment.base or end > len(lines):
            raise outrageous()
        found.append(_range(segment, lines[at:end]))
        at = end
    return tuple(found), tuple(lines[at:])


def link(raw: bytes, digest: bytes) -> Link:
    """Return the link of an entry's bytes; raise `Refusal` if they are not canonical."""
    entry = read_entry(raw)
    return Link(place_of(entry), raw, digest, entry)


def parcel_lines(file: bytes) -> Iterator[bytes]:
    """Yield the lines in which a sealed file is passed on."""
    digest = sha256(file).hexdigest()
    pieces = [file[at : at + PIECE_BYTES] for at in range(0, len(file), PIECE_BYTES)]
    for number, piece in enumerate(pieces):
        data = b64encode(piece).decode()
        yield encoded(
            ParcelPiece(parcel=digest, piece=number, of=len(pieces), data=data)
        )


def parcels(names: Iterable[str], lines: Sequence[bytes]) -> dict[str, bytes]:
    """Return the sealed files that lie in the lines, by SHA-256; raise `Refusal`."""
    pieces: dict[str, list[bytes]] = {name: [] for name in names}
    for line in lines:
        part = read_part(line, ParcelPiece)
        found = pieces.get(part.parcel)
        if found is None or part.piece != len(found):
            raise outrageous()
        found.append(_bytes(part.data))
    files = {name: b"".join(parts) for name, parts in pieces.items()}
    if any(sha256(file).hexdigest() != name for name, file in files.items()):
        raise outrageous()
    return files


def _range(segment: Segment, lines: Sequence[bytes]) -> Range:
    digest = _digest(segment.base_hash)
    if segment.base == 0 and digest != first_hash(_stream(segment.stream)):
        raise not_genuine()
    links: list[Link] = []
    for n, raw in enumerate(lines, start=segment.base + 1):
        digest = next_hash(digest, raw)
        links.append(link(raw, digest))
        if links[-1].place.n != n:
            raise not_genuine()
    if digest != _digest(segment.head_hash):
        raise not_genuine()
    return Range(segment, tuple(links))


def _digest(text: str) -> bytes:
    if len(text) != 64:
        raise outrageous()
    return bytes.fromhex(text)


def _stream(text: str) -> bytes:
    if len(text) != 32:
        raise outrageous()
    return bytes.fromhex(text)


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError as error:
        raise outrageous() from error
