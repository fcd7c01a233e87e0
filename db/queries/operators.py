"""The people who work at the station, each with the library's secret in a slot."""

from db.connection import select, select_row, select_value, write
from db.late import models
from jisheng_desktop.domain.stations import Operator

PREFIX = "op-"


def add(name: str, slot: bytes, *, protected: bool) -> Operator:
    """Add an operator under the next free id."""
    count: int = select_value("SELECT count(*) FROM operator")
    operator = Operator(f"{PREFIX}{count + 1}", name, protected)
    models.OperatorRow.insert(
        id=operator.id, name=name, slot=slot, protected=int(protected)
    ).execute()
    return operator


def active() -> tuple[Operator, ...]:
    """Return those who may sign in, in the order in which they came."""
    rows = select(
        "SELECT id, name, protected FROM operator WHERE retired_at IS NULL"
        " ORDER BY length(id), id"
    )
    return tuple(Operator(uid, name, bool(protected)) for uid, name, protected in rows)


def names() -> dict[str, str]:
    """Return everybody's name by id, the retired included."""
    return dict(select("SELECT id, name FROM operator"))


def slot_of(operator: Operator) -> bytes:
    """Return the operator's slot."""
    slot: bytes = select_value("SELECT slot FROM operator WHERE id = ?", operator.id)
    return slot


def slots() -> tuple[bytes, ...]:
    """Return the slots of all who have a password."""
    rows = select(
        "SELECT slot FROM operator WHERE protected = 1 AND retired_at IS NULL"
        " ORDER BY length(id), id"
    )
    return tuple(slot for (slot,) in rows)


def is_known(name: str) -> bool:
    """Tell whether somebody bears, or bore, this name."""
    return select_row("SELECT 1 FROM operator WHERE name = ?", name) is not None


def set_slot(operator: Operator, slot: bytes, *, protected: bool) -> None:
    """Put the secret under a new password."""
    write(
        "UPDATE operator SET slot = ?, protected = ? WHERE id = ?",
        slot,
        int(protected),
        operator.id,
    )


def retire(operator: Operator, at: str) -> None:
    """Let an operator sign in no more; the name stays in the history."""
    write("UPDATE operator SET retired_at = ? WHERE id = ?", at, operator.id)
