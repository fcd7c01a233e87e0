"""Households through the years, and the numbers they and their papers bear."""

from typing import NamedTuple

from db.connection import select, select_row, select_value, write, write_all
from db.late import models
from jisheng_desktop.domain.numbering import PER_COMPUTER, Series, number


class Household(NamedTuple):
    """A household's identity; its number is None until it is first confirmed."""

    id: int
    uid: str
    number: str | None


def with_uid(uid: str) -> Household | None:
    """Return the household with this uid."""
    return _household("SELECT id, uid, number FROM household WHERE uid = ?", uid)


def headed_by(head_key: str) -> Household | None:
    """Return the numbered household whose head bears this identity number, unless it
    has gone to another station.
    """
    if not head_key:
        return None
    return _household(
        "SELECT id, uid, number FROM household h"
        " WHERE head_key = ? AND number IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM enrollment e"
        " WHERE e.household_id = h.id AND e.state = 'MOVED')"
        " ORDER BY id LIMIT 1",
        head_key,
    )


def add(uid: str, station: str, head_key: str) -> Household:
    """Add a household without a number."""
    row_id = models.HouseholdRow.insert(
        uid=uid, station=station, head_key=head_key
    ).execute()
    return Household(row_id, uid, None)


def set_head(household: Household, head_key: str) -> None:
    """Note by which identity number the household's head is known from now on."""
    write(
        "UPDATE household SET head_key = ? WHERE id = ? AND head_key != ?",
        head_key,
        household.id,
        head_key,
    )


def set_number(household: Household, text: str) -> Household:
    """Give a household its number, for good."""
    write("UPDATE household SET number = ? WHERE id = ?", text, household.id)
    return household._replace(number=text)


def drop_if_unused(uid: str) -> None:
    """Remove a household that was never confirmed and has no draft any more."""
    write(
        "DELETE FROM household WHERE uid = ? AND number IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM enrollment WHERE household_id = household.id)",
        uid,
    )


def next_number(station: str, year: int, series: Series) -> str:
    """Return the next number of a series; it counts as used once this commits.

    A station's second computer begins where its kit says, not at 1.
    """
    counter: int = select_value(
        "INSERT INTO counter (series, year, last) VALUES (?, ?, 1 + coalesce("
        " (SELECT value FROM fact WHERE name = 'numbers_begin'), 0))"
        " ON CONFLICT (series, year) DO UPDATE SET last = last + 1 RETURNING last",
        series,
        year,
    )
    return number(station, year, series, counter)


def begin_block(known: int) -> None:
    """Number from an unused block on, behind every number that was given out or is
    `known`: others may have been given out that this library forgot.
    """
    last = select_value(
        "SELECT max(?1, (SELECT coalesce(max(last), 0) FROM counter), coalesce("
        " (SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'numbers_begin'), 0))",
        known,
    )
    begin = (last // PER_COMPUTER + 1) * PER_COMPUTER
    write("UPDATE counter SET last = ?", begin)
    write(
        "INSERT OR REPLACE INTO fact (name, value) VALUES ('numbers_begin', ?)", begin
    )


def numbers_of(station: str) -> tuple[str, ...]:
    """Return every number known here that a station has given out."""
    rows = select(
        "SELECT number FROM household WHERE number LIKE ?1 UNION ALL"
        " SELECT number FROM enrollment WHERE number LIKE ?1 UNION ALL"
        " SELECT receipt_no FROM enrollment WHERE receipt_no LIKE ?1",
        f"{station}-%",
    )
    return tuple(number for (number,) in rows if number)


def mark_exported(records: tuple[str, ...]) -> None:
    """Note that confirmed enrolments have gone into a bundle."""
    write_all(
        "UPDATE enrollment SET state = 'EXPORTED' WHERE uid = ? AND state = 'CONFIRMED'",
        [(uid,) for uid in records],
    )


def _household(sql: str, value: str) -> Household | None:
    row = select_row(sql, value)
    return Household(*row) if row else None
