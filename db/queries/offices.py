"""The office itself: its identity, schemes, villages, stations and single facts."""

from typing import NamedTuple

from db.connection import select, select_row, select_value, write
from db.late import models
from jisheng_desktop.domain.stations import Level, NewStation, Village


class OfficeFacts(NamedTuple):
    """What is stored about the station whose library this is."""

    code: str
    name: str
    level: Level
    parent: str | None
    practice: bool


class OfficeKeys(NamedTuple):
    """The station's signing key, and the token with which a kit introduced it."""

    public: bytes
    sealed: bytes
    token: bytes | None


def found(facts: OfficeFacts, keys: OfficeKeys, founded_at: str) -> None:
    """Write down whose library this is, once."""
    models.OfficeRow.insert(
        id=1,
        code=facts.code,
        name=facts.name,
        level=facts.level,
        parent=facts.parent,
        practice=int(facts.practice),
        founded_at=founded_at,
        public_key=keys.public,
        sealed_key=keys.sealed,
        token=keys.token,
    ).execute()


def office() -> OfficeFacts:
    """Return the station whose library this is."""
    row = select_row("SELECT code, name, level, parent, practice FROM office")
    if row is None:
        raise LookupError("a library without an office")
    code, name, level, parent, practice = row
    return OfficeFacts(code, name, level, parent, bool(practice))


def scheme_texts() -> tuple[str, ...]:
    """Return all schemes word for word, by id."""
    return tuple(text for (text,) in select("SELECT text FROM scheme ORDER BY id"))


def scheme_hashes() -> dict[str, str]:
    """Return the SHA-256 of every scheme file by its id."""
    return dict(select("SELECT id, sha256 FROM scheme ORDER BY id"))


def token() -> bytes | None:
    """Return the secret of the kit's token, None at the district."""
    found: bytes | None = select_value("SELECT token FROM office")
    return found


def scheme_text(scheme_id: str) -> str | None:
    """Return one scheme word for word, or None."""
    text: str | None = select_value("SELECT text FROM scheme WHERE id = ?", scheme_id)
    return text


def scheme_added_at(scheme_id: str) -> str | None:
    """Return when a scheme, as it is now, was added here."""
    at: str | None = select_value("SELECT added_at FROM scheme WHERE id = ?", scheme_id)
    return at


def put_scheme(scheme_id: str, text: str, sha256: str, added_at: str) -> None:
    """Add a scheme, or replace the one with its id."""
    write(
        "INSERT OR REPLACE INTO scheme (id, text, sha256, added_at)"
        " VALUES (?, ?, ?, ?)",
        scheme_id,
        text,
        sha256,
        added_at,
    )


def villages() -> tuple[Village, ...]:
    """Return the villages by code."""
    rows = select("SELECT code, name, target FROM village ORDER BY code")
    return tuple(Village(*row) for row in rows)


def put_village(village: Village) -> None:
    """Add a village, or replace the one with its code."""
    write(
        "INSERT OR REPLACE INTO village (code, name, target) VALUES (?, ?, ?)",
        village.code,
        village.name,
        village.target,
    )


def put_station(station: NewStation, token: bytes, issued_at: str) -> None:
    """Write down that a station was equipped with a kit; a new kit replaces the old."""
    write(
        "INSERT OR REPLACE INTO station (code, name, level, parent, token, issued_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        station.code,
        station.name,
        station.level,
        station.parent,
        token,
        issued_at,
    )


def stations() -> tuple[NewStation, ...]:
    """Return the stations that have been equipped, by code."""
    rows = select("SELECT level, code, name, parent FROM station ORDER BY code")
    return tuple(NewStation(*row) for row in rows)


def fact(name: str) -> str | None:
    """Return a single fact about the library, or None."""
    value: str | None = select_value("SELECT value FROM fact WHERE name = ?", name)
    return value


def put_fact(name: str, value: str) -> None:
    """Write down a single fact about the library."""
    write("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", name, value)


def set_keys(public: bytes, sealed: bytes) -> None:
    """Put a new signing key in the place of the present one."""
    write("UPDATE office SET public_key = ?, sealed_key = ?", public, sealed)


def public_key() -> bytes:
    """Return the key by which others check this station's signatures."""
    key: bytes = select_value("SELECT public_key FROM office")
    return key
