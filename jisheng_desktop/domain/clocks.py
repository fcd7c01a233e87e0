"""Clocks that cannot be right: they warn (W907) and decide nothing (sync.md section 2)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from jisheng_desktop.domain.problems import problem

# No computer that runs this program can honestly show an earlier day.
RELEASED = "2026-01-01"
# People set clocks by some minutes, and offices sit in one time zone.
MOST_BACK = timedelta(hours=1)
MOST_AHEAD = timedelta(days=1)


def clock_warning(times: Iterable[str], now: str) -> str:
    """Return what is wrong with times that should follow one another, or nothing.

    `now` is the reader's own clock; all are ISO text with an offset. Of several faults
    the first is named.
    """
    here, before = _moment(now), None
    for text in times:
        at = _moment(text)
        if at is None or here is None:
            continue
        if what := _fault(at, before, here):
            return problem("W907", "", what=what).text
        before = at
    return ""


def _fault(at: datetime, before: datetime | None, here: datetime) -> str:
    if at.date().isoformat() < RELEASED:
        return f"{_shown(at)}早于本程序发布的日期{RELEASED}"
    if at > here + MOST_AHEAD:
        return f"{_shown(at)}还没有到来，本机现在是{_shown(here)}"
    if before is not None and at < before - MOST_BACK:
        return f"{_shown(before)}之后又记了{_shown(at)}，时间倒退了"
    return ""


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _shown(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
