"""What became of a sealed file: the row that is kept, and the answer to whoever asked."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from db.queries.parcels import Arrival
from jisheng_desktop.domain.bundles import (
    AnswerManifest,
    BackManifest,
    Manifest,
    read_part,
)
from jisheng_desktop.domain.refusals import not_genuine
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing.container import Parcel, open_lines
from jisheng_desktop.services.moments import stamp

M = TypeVar("M", Manifest, AnswerManifest, BackManifest)

DONE = ("applied", "already_applied")


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file (contracts.md section 2); `warning` decides nothing.

    `exit_code` is what the command line would end with if it were the only one: a
    file for somebody else is no refusal.
    """

    file: str
    kind: str
    station_code: str
    seq: int
    outcome: str
    code: str
    text: str
    applied: int
    unchanged: int
    returned: int
    conflicts: int
    warning: str
    exit_code: int

    @property
    def is_refusal(self) -> bool:
        """Tell whether the file was not taken in, and should have been."""
        return self.exit_code != 0


def arrival(sha256: str, kind: str, file: str) -> Arrival:
    """Return the row of a file of which nothing more is known yet."""
    return Arrival(
        sha256=sha256,
        kind=kind,
        station="",
        seq=0,
        file=file,
        outcome="refused",
        code="",
        text="",
        applied=0,
        returned=0,
        conflicts=0,
        taken_at=stamp(),
        onward=0,
        content=None,
    )


def imported(
    found: Arrival, *, unchanged: int = 0, exit_code: int | None = None
) -> Imported:
    """Return the answer about a file from its row."""
    usual = UserError.exit_code if found.outcome == "refused" else 0
    return Imported(
        file=found.file,
        kind=found.kind,
        station_code=found.station,
        seq=found.seq,
        outcome=found.outcome,
        code=found.code,
        text=found.text,
        applied=found.applied,
        unchanged=unchanged,
        returned=found.returned,
        conflicts=found.conflicts,
        warning=found.warning,
        exit_code=usual if exit_code is None else exit_code,
    )


def opened(
    packed: bytes, parcel: Parcel, recipients: Sequence[str], shape: type[M]
) -> tuple[M, list[bytes]]:
    """Return manifest and further lines of an unsealed payload.

    Raises `Refusal` when it was stripped and signed again by another, or is sealed for
    readers whom its writer did not name.
    """
    first, *lines = open_lines(packed, parcel.header)
    manifest = read_part(first, shape)
    is_ours = not set(recipients).isdisjoint(manifest.recipients)
    if manifest.key != parcel.header.key or not is_ours:
        raise not_genuine()
    return manifest, lines
