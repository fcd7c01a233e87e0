"""The status bar in words: where this station stands, every number true now."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ui.notices import Tone
from ui.places import DECIDING
from ui.when import said_moment

if TYPE_CHECKING:
    from jisheng_desktop.services.overview import Status


class Fact(NamedTuple):
    """One short sentence of the status bar."""

    text: str
    tone: Tone | None = None


def facts(status: "Status", on: date) -> tuple[Fact, ...]:
    """Return what the status bar says at its left, in order."""
    return (
        Fact(f"今天已登记 {status.today} 户"),
        Fact(f"草稿 {status.drafts}"),
        *_returned(status),
        *(
            _gathering(status)
            if status.station.level in DECIDING
            else _reporting(status)
        ),
        Fact(f"已受理 {status.enrollments.get('ACCEPTED', 0)} 户"),
        *_exchange(status, on),
    )


def backup_fact(status: "Status", on: date) -> Fact:
    """Return what the status bar says at its right."""
    if status.last_backup is None:
        return Fact("还没有备份", "warn")
    return Fact(f"备份 {said_moment(status.last_backup, on)}")


def _returned(status: "Status") -> tuple[Fact, ...]:
    if not status.returned:
        return ()
    return (Fact(f"退回 {status.returned} 户待改", "bad"),)


def _reporting(status: "Status") -> tuple[Fact, ...]:
    return (_unsent(status),)


def _gathering(status: "Status") -> tuple[Fact, ...]:
    """Return what a district watches: it reports to nobody, others report to it."""
    gaps = sum(1 for station in status.stations if station.missing)
    waiting = status.duplicates_open
    return (
        Fact(f"站点 {len(status.stations)}"),
        Fact(f"缺包站点 {gaps}", "warn" if gaps else None),
        Fact(f"待核重复 {waiting}", "warn" if waiting else None),
    )


def _exchange(status: "Status", on: date) -> tuple[Fact, ...]:
    if status.station.level in DECIDING:
        return ()
    return (
        _moment("上次上报", status.last_bundle, on),
        _moment("答复", status.last_answer, on),
    )


def _unsent(status: "Status") -> Fact:
    return Fact(f"未送达 {status.unsent} 户", "warn" if status.unsent else None)


def _moment(what: str, iso: str | None, on: date) -> Fact:
    return Fact(f"{what} {said_moment(iso, on) if iso else '还没有'}")
