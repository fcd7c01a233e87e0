"""The public keys of stations, and the tokens by which they were introduced."""

from typing import NamedTuple

from db.connection import select, select_row, write


class StationKey(NamedTuple):
    """A station's public keys; a withdrawn one signs nothing that is taken in."""

    key: str
    station: str
    recipient: str
    token: str
    withdrawn_at: str | None


class Registered(NamedTuple):
    """A station as the district's register has it, since its latest kit."""

    code: str
    name: str
    level: str
    parent: str
    token: bytes
    withdrawn_at: str | None


_KEY = "SELECT key, station, recipient, token, withdrawn_at FROM station_key"


def key(public: str) -> StationKey | None:
    """Return what is known about a public key."""
    row = select_row(f"{_KEY} WHERE key = ?", public)
    return StationKey(*row) if row else None


def valid(station: str) -> StationKey | None:
    """Return the key with which a station signs at present."""
    row = select_row(
        f"{_KEY} WHERE station = ? AND withdrawn_at IS NULL"
        " ORDER BY bound_at DESC LIMIT 1",
        station,
    )
    return StationKey(*row) if row else None


def is_told_of(station: str) -> bool:
    """Tell whether any key of a station is known, valid or withdrawn."""
    return bool(select_row("SELECT 1 FROM station_key WHERE station = ?", station))


def everybody() -> tuple[StationKey, ...]:
    """Return all keys, withdrawn ones too, by station."""
    rows = select(f"{_KEY} ORDER BY station, key")
    return tuple(StationKey(*row) for row in rows)


def bind(found: StationKey, at: str) -> None:
    """Write down a station's key."""
    write(
        "INSERT OR REPLACE INTO station_key"
        " (key, station, recipient, token, bound_at, withdrawn_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        found.key,
        found.station,
        found.recipient,
        found.token,
        at,
        found.withdrawn_at,
    )


def withdraw(station: str, at: str) -> int:
    """Withdraw a station's present keys; return how many there were."""
    return write(
        "UPDATE station_key SET withdrawn_at = ?"
        " WHERE station = ? AND withdrawn_at IS NULL",
        at,
        station,
    )


def registered(code: str) -> Registered | None:
    """Return a station of the register."""
    row = select_row(
        "SELECT code, name, level, parent, token, withdrawn_at FROM station"
        " WHERE code = ?",
        code,
    )
    return Registered(*row) if row else None


def withdraw_kit(station: str, at: str) -> None:
    """Note that a station was withdrawn; its kit introduces no computer any more."""
    write("UPDATE station SET withdrawn_at = ? WHERE code = ?", at, station)


def has_token(station: str, token: str) -> bool:
    """Tell whether a key of this station was already introduced with a token."""
    row = select_row(
        "SELECT 1 FROM station_key WHERE station = ? AND token = ?", station, token
    )
    return row is not None
