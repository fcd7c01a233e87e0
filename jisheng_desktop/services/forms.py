"""The entry form that survives a power cut, and what carries over to the next one."""

from db.connection import transaction
from db.queries import enrollments, forms
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.services.library import office

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


def last_household() -> HouseholdDocument | None:
    """Return the household saved last at this station, drafts included."""
    latest = enrollments.latest(office().code)
    return latest.document if latest else None
