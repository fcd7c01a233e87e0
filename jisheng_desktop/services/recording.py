"""One use case's transaction that also writes the journal, and then its anchor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.connection import file_in_use, transaction
from db.queries import journal
from db.queries.journal import Change
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services import anchors
from jisheng_desktop.services.moments import moment

# Adds a change to the journal and returns the record's new revision.
Record = Callable[[Change], int]


@contextmanager
def recording(operator: Operator) -> Iterator[Record]:
    """Commit tables and journal together or nothing, in the name of the operator."""
    now = moment(operator)
    with transaction():
        yield lambda change: journal.append(change, now)
    anchors.keep(journal.head(), library_folder())


def library_folder() -> Path:
    """Return the folder of the open library."""
    return file_in_use().parent
