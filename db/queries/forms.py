"""The entry form between two saves."""

from db.connection import select_value, write


def put(name: str, state: bytes) -> None:
    """Keep a form's state in the place of the one before."""
    write("INSERT OR REPLACE INTO form (name, state) VALUES (?, ?)", name, state)


def get(name: str) -> bytes | None:
    """Return a form's state, or None."""
    state: bytes | None = select_value("SELECT state FROM form WHERE name = ?", name)
    return state


def drop(name: str) -> None:
    """Forget a form's state."""
    write("DELETE FROM form WHERE name = ?", name)
