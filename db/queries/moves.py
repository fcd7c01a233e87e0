"""Households that were moved to another station, and whose they are."""

from typing import NamedTuple

from db.connection import select, select_row, write


class Move(NamedTuple):
    """A household's present owner, everybody who owned it before, why and when.

    `turn` counts the household's moves.
    """

    household: str
    owner: str
    former: tuple[str, ...]
    reason: str
    at: str
    turn: int


_MOVE = "SELECT household, owner, former, reason, moved_at, turn FROM moved_household"


def put(move: Move) -> None:
    """Write a move down, in place of the household's earlier one."""
    write(
        "INSERT OR REPLACE INTO moved_household VALUES (?, ?, ?, ?, ?, ?)",
        *move._replace(former=" ".join(move.former)),  # type: ignore[arg-type]
    )


def of(household: str) -> Move | None:
    """Return how a household was moved, if it was."""
    row = select_row(f"{_MOVE} WHERE household = ?", household)
    return _move(row) if row else None


def everything() -> tuple[Move, ...]:
    """Return all moves by household."""
    return tuple(map(_move, select(f"{_MOVE} ORDER BY household")))


def away_from(station: str) -> dict[str, str]:
    """Return the owner of every household that a station had once, by household."""
    rows = select(
        "SELECT household, owner FROM moved_household"
        " WHERE instr(' ' || former || ' ', ' ' || ? || ' ')",
        station,
    )
    return dict(rows)


def owner_of(household: str) -> str | None:
    """Return the station to which a household belongs, as the tables have it."""
    row = select_row("SELECT station FROM household WHERE uid = ?", household)
    return row[0] if row else None


def set_owner(household: str, station: str) -> None:
    """Give a household with all its enrolments to a station."""
    write("UPDATE household SET station = ? WHERE uid = ?", station, household)
    write(
        "UPDATE enrollment SET station = ? WHERE household_id ="
        " (SELECT id FROM household WHERE uid = ?)",
        station,
        household,
    )


def enrollments_of(household: str) -> tuple[str, ...]:
    """Return the uids of a household's enrolments that were ever confirmed."""
    rows = select(
        "SELECT e.uid FROM enrollment e JOIN household h ON h.id = e.household_id"
        " WHERE h.uid = ? AND e.state != 'DRAFT' ORDER BY e.id",
        household,
    )
    return tuple(uid for (uid,) in rows)


def _move(row: tuple[str, str, str, str, str, int]) -> Move:
    household, owner, former, reason, at, turn = row
    return Move(household, owner, tuple(former.split()), reason, at, turn)
