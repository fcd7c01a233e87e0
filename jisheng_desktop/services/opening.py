"""Opening a bundle: whatever needs no library, so that any process may do it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from jisheng_desktop.domain.bundle_reading import Link, Range, ranges
from jisheng_desktop.domain.bundle_reading import parcels as parcels_in
from jisheng_desktop.domain.bundles import Manifest, Segment
from jisheng_desktop.domain.entries import Place, counts_of, sums_of
from jisheng_desktop.domain.refusals import WRONG_SUMS, Refusal
from jisheng_desktop.sealing.container import Parcel
from jisheng_desktop.sealing.readers import Reader
from jisheng_desktop.services.arrivals import opened
from jisheng_desktop.services.preparing import Prepared, prepare
from jisheng_desktop.services.reviewing import Rules


class Opener(msgspec.Struct, frozen=True):
    """What it takes to open bundles; `rules` only where records are decided again."""

    reader: Reader
    rules: Rules | None


class Opened(NamedTuple):
    """A bundle of which every byte is as its station signed it.

    `digest` is the SHA-256 of the file, `carried` the files inside it by theirs,
    `prepared` the records that came in one revision, made ready.
    """

    digest: bytes
    manifest: Manifest
    ranges: tuple[Range, ...]
    carried: dict[str, bytes]
    prepared: dict[str, Prepared]

    @property
    def entries(self) -> int:
        """Return how many entries there are in the bundle."""
        return sum(len(each.links) for each in self.ranges)


class _Sent(msgspec.Struct, frozen=True):
    """How an opened bundle goes from one process to another."""

    digest: bytes
    manifest: Manifest
    ranges: list[tuple[Segment, list[tuple[Place, bytes, bytes]]]]
    carried: dict[str, bytes]
    prepared: list[Prepared]


_sent = msgspec.msgpack.Decoder(_Sent)


def open_bundle(parcel: Parcel, opener: Opener) -> Opened:
    """Return what is in a parcel whose outer signature is right; raise `Refusal`."""
    packed = opener.reader.unseal(parcel.payload)
    manifest, lines = opened(packed, parcel, opener.reader.recipients, Manifest)
    found, rest = ranges(manifest.segments, lines)
    carried = parcels_in(manifest.parcels, rest)
    _require_totals(manifest, found)
    links = [link for each in found for link in each.links]
    prepared = {
        each.enrollment.uid: each for each in prepare(manifest, links, opener.rules)
    }
    return Opened(parcel.digest, manifest, found, carried, prepared)


def to_send(bundle: Opened) -> bytes:
    """Return an opened bundle as it goes to another process."""
    return msgspec.msgpack.encode(
        _Sent(
            bundle.digest,
            bundle.manifest,
            [(each.segment, list(_links(each))) for each in bundle.ranges],
            bundle.carried,
            list(bundle.prepared.values()),
        )
    )


def received(sent: bytes) -> Opened:
    """Return the opened bundle that another process of ours has sent."""
    found = _sent.decode(sent)
    return Opened(
        found.digest,
        found.manifest,
        tuple(
            Range(segment, tuple(Link(*each) for each in links))
            for segment, links in found.ranges
        ),
        found.carried,
        {each.enrollment.uid: each for each in found.prepared},
    )


def _links(found: Range) -> Iterator[tuple[Place, bytes, bytes]]:
    return ((link.place, link.raw, link.hash) for link in found.links)


def _require_totals(manifest: Manifest, found: Sequence[Range]) -> None:
    entries = [link.entry for each in found for link in each.links]
    if (counts_of(entries), sums_of(entries)) != (manifest.counts, manifest.sums_fen):
        raise Refusal(WRONG_SUMS, "记录数或金额合计与清单不符，请该站点重新导出")
