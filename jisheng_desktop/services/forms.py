"""The entry form that survives a power cut."""

from db.connection import transaction
from db.queries import forms

ENTRY = "entry"


def keep_form(state: bytes) -> None:
    """Keep the form as it is; on disk when this returns."""
    with transaction():
        forms.put(ENTRY, state)


def kept_form() -> bytes | None:
    """Return the form as it was last kept, or None after it was dropped."""
    return forms.get(ENTRY)


def drop_form() -> None:
    """Forget the kept form: it was saved, or given up."""
    with transaction():
        forms.drop(ENTRY)
