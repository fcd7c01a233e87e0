"""The files that went out from here and those that came, the newest first. Reads only."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from db.queries import parcels
from db.queries.parcels import Arrival, Sent
from jisheng_desktop.domain.bundles import spoken_code

Outcome = Literal[
    "written", "failed", "applied", "already_applied", "waiting", "refused"
]


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One sealed file: when, whether it was sent or came, and what became of it.

    `station` is whose it is, by the name of its file where it could not be read;
    `records` are the households that it brought; `spoken` are the eight digits by which
    two people tell that they hold the same file.
    """

    at: str
    is_ours: bool
    station: str
    seq: int
    records: int
    file: str
    outcome: Outcome
    text: str
    warning: str
    spoken: str

    @property
    def was_heard(self) -> bool:
        """Whether what is in a file that came is known here, be it news or not."""
        return not self.is_ours and self.outcome in ("applied", "already_applied")


def correspondence() -> tuple[Letter, ...]:
    """Return every file that was written for above, and every file that came here."""
    letters = (*_sent(), *_arrived())
    return tuple(
        sorted(
            letters, key=lambda letter: datetime.fromisoformat(letter.at), reverse=True
        )
    )


def _sent() -> Iterator[Letter]:
    for each in parcels.all_sent():
        yield Letter(
            at=each.created_at,
            is_ours=True,
            station=named_in(each.file),
            seq=each.seq,
            records=0,
            file=each.file,
            outcome="written" if each.written else "failed",
            text=_sent_words(each),
            warning="",
            spoken=spoken_file(each.sha256),
        )


def _sent_words(bundle: Sent) -> str:
    if bundle.written:
        return f"第{bundle.seq}包已写好并校验"
    return f"第{bundle.seq}包没有写成，请重新导出"


def _arrived() -> Iterator[Letter]:
    for each in parcels.arrivals():
        yield arrived(each)


def arrived(found: Arrival) -> Letter:
    """Return a file that came as people are told of it."""
    return Letter(
        at=found.taken_at,
        is_ours=False,
        station=found.station or named_in(found.file),
        seq=found.seq,
        records=found.applied,
        file=found.file,
        outcome=found.outcome,  # type: ignore[arg-type]
        text=found.text,
        warning=found.warning,
        spoken=spoken_file(found.sha256),
    )


def named_in(file: str) -> str:
    """Return the station that the name of a sealed file begins with."""
    return Path(file).name.split("-")[0]


def spoken_file(sha256: str) -> str:
    """Return the eight digits of a file, by its hash."""
    return spoken_code(bytes.fromhex(sha256), 8)
