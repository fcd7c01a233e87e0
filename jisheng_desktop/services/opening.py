"""Opening a bundle: whatever needs no library, so that any process may do it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from jisheng_desktop.domain.bundle_reading import Link, Range, ranges
from jisheng_desktop.domain.bundle_reading import parcels as parcels_in
from jisheng_desktop.domain.bundles import Manifest, Segment
from jisheng_desktop.domain.entries import counts_of, proved_entry, sums_of
from jisheng_desktop.domain.refusals import WRONG_SUMS, Refusal
from jisheng_desktop.domain.verdicts import Flaw
from jisheng_desktop.sealing.container import Parcel
from jisheng_desktop.sealing.readers import Reader
from jisheng_desktop.services.arrivals import opened
from jisheng_desktop.services.folding import enrollment_from, latest
from jisheng_desktop.services.reviewing import Rules, review


class Opener(msgspec.Struct, frozen=True):
    """What it takes to open bundles; `rules` only where records are decided again."""

    reader: Reader
    rules: Rules | None


class Opened(NamedTuple):
    """A bundle of which every byte is as its station signed it.

    `digest` is the SHA-256 of the file, `carried` the files inside it by theirs.
    `reviews` say what is wrong with each record that came in one revision.
    """

    digest: bytes
    manifest: Manifest
    ranges: tuple[Range, ...]
    carried: dict[str, bytes]
    reviews: dict[str, Flaw | None]

    @property
    def entries(self) -> int:
        """Return how many entries there are in the bundle."""
        return sum(len(each.links) for each in self.ranges)


# How an opened bundle goes from one process to another: entries as bytes with their
# hashes, which cost less to read again than their values to send.
Sent = tuple[
    bytes,
    Manifest,
    list[tuple[Segment, list[tuple[bytes, bytes]]]],
    dict[str, bytes],
    dict[str, Flaw | None],
]


def open_bundle(parcel: Parcel, opener: Opener) -> Opened:
    """Return what is in a parcel whose outer signature is right; raise `Refusal`."""
    packed = opener.reader.unseal(parcel.payload)
    manifest, lines = opened(packed, parcel, opener.reader.recipients, Manifest)
    found, rest = ranges(manifest.segments, lines)
    carried = parcels_in(manifest.parcels, rest)
    _require_totals(manifest, found)
    reviews = dict(_reviews(manifest, found, opener.rules)) if opener.rules else {}
    return Opened(parcel.digest, manifest, found, carried, reviews)


def to_send(bundle: Opened) -> Sent:
    """Return an opened bundle as it goes to another process."""
    found = [
        (each.segment, [(link.raw, link.hash) for link in each.links])
        for each in bundle.ranges
    ]
    return bundle.digest, bundle.manifest, found, bundle.carried, bundle.reviews


def received(sent: Sent) -> Opened:
    """Return the opened bundle that another process of ours has sent."""
    digest, manifest, found, carried, reviews = sent
    return Opened(
        digest,
        manifest,
        tuple(Range(segment, tuple(_links(links))) for segment, links in found),
        carried,
        reviews,
    )


def _links(links: Iterable[tuple[bytes, bytes]]) -> Iterator[Link]:
    return (Link(proved_entry(raw), raw, digest) for raw, digest in links)


def _require_totals(manifest: Manifest, found: Sequence[Range]) -> None:
    entries = [link.entry for each in found for link in each.links]
    if (counts_of(entries), sums_of(entries)) != (manifest.counts, manifest.sums_fen):
        raise Refusal(WRONG_SUMS, "记录数或金额合计与清单不符，请该站点重新导出")


def _reviews(
    manifest: Manifest, found: Sequence[Range], rules: Rules
) -> Iterator[tuple[str, Flaw | None]]:
    """Review ahead what can be nothing else in the library: records that came once."""
    links = [link for each in found for link in each.links]
    times = Counter(link.entry.id for link in links)
    for uid, record in latest(links, known=()).items():
        enrollment = enrollment_from(record, uid)
        if enrollment is None or enrollment.state == "VOID":
            continue
        if times[uid] == times[enrollment.household_uid] == 1:
            flaw = review(enrollment, manifest.station, manifest.schemes, rules)
            yield uid, flaw
