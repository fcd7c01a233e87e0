"""Which backups to keep: 7 days, 4 weeks, 12 months."""

from collections.abc import Iterable
from datetime import date, timedelta

DAYS = 7
WEEKS = 4
MONTHS = 12


def superfluous(days: Iterable[date], today: date) -> tuple[date, ...]:
    """Return the days whose backup is no longer needed, oldest first.

    Kept are all of the last 7 days, the newest of each of the last 4 weeks and of
    each of the last 12 months, whatever lies in the future of a wrong clock, and
    always the newest of all.
    """
    ordered = sorted(set(days))
    weeks = {day.isocalendar()[:2]: day for day in ordered}
    months = {(day.year, day.month): day for day in ordered}
    kept = set(ordered[-1:])
    kept |= {day for day in ordered if day > today - timedelta(days=DAYS)}
    kept |= {day for day in weeks.values() if day > today - timedelta(weeks=WEEKS)}
    kept |= {day for day in months.values() if _months_ago(day, today) < MONTHS}
    return tuple(day for day in ordered if day not in kept)


def _months_ago(day: date, today: date) -> int:
    return (today.year - day.year) * 12 + today.month - day.month
