"""What the next bundle will hold, seen before anything is written. Reads only."""

import msgspec

from db.connection import snapshot
from db.queries import listing
from jisheng_desktop.domain.bundles import Sums
from jisheng_desktop.domain.enrollments import Row
from jisheng_desktop.services.exporting import outgoing
from jisheng_desktop.services.operators import Session


class NextBundle(msgspec.Struct, frozen=True):
    """The next bundle: its count, what is in it, and whose records. Money in fen.

    `relayed` counts the files of other stations that it carries on; `receipts` are the
    first and the last number, empty without any.
    """

    seq: int
    enrollments: int
    voids: int
    relayed: int
    sums_fen: Sums
    receipts: tuple[str, ...]
    records: tuple[Row, ...]


def next_bundle(session: Session) -> NextBundle:
    """Return what an export would write now; raise `NothingToSend` at the district."""
    manifest = outgoing(session)
    with snapshot():
        records = listing.rows(listing.unanswered())
    return NextBundle(
        seq=manifest.seq,
        enrollments=manifest.counts.get("ENROLLMENT", 0),
        voids=manifest.counts.get("VOID", 0),
        relayed=len(manifest.parcels),
        sums_fen=manifest.sums_fen,
        receipts=manifest.receipts,
        records=records,
    )
