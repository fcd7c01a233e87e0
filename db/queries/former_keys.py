"""Keys of this library that were replaced: they still open what was sealed for them."""

from typing import NamedTuple

from db.connection import select, write, write_all


class FormerKey(NamedTuple):
    """A replaced key; `sealed` is its secret under the library's present one."""

    key: str
    recipient: str
    sealed: bytes
    until: str


def everyone() -> tuple[FormerKey, ...]:
    """Return the replaced keys, the newest first."""
    rows = select(
        "SELECT key, recipient, sealed, until FROM former_key ORDER BY until DESC, key"
    )
    return tuple(FormerKey(*row) for row in rows)


def boxes() -> tuple[bytes, ...]:
    """Return the sealed secrets of the replaced keys, the newest first."""
    return tuple(each.sealed for each in everyone())


def replace(keys: tuple[FormerKey, ...]) -> None:
    """Put these keys in the place of all that were known as replaced."""
    write("DELETE FROM former_key")
    write_all("INSERT INTO former_key VALUES (?, ?, ?, ?)", keys)
