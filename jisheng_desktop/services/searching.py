"""Finding anybody by name, pinyin initials, number, telephone or receipt."""

from db.queries import searching
from jisheng_desktop.domain.enrollments import Found

COUNTED = 1000
EVERYBODY = 1_000_000_000


def find(text: str, limit: int = 50, *, count_all: bool = False) -> Found:
    """Return the newest persons whom every word of the text fits.

    A word may be any part of a name, pinyin initials, a fragment of a number or
    telephone, or a whole household, enrolment or receipt number. The total is counted
    up to 1,000 unless all are wanted.
    """
    results = searching.find(text, limit)
    if len(results) < limit:
        return Found(len(results), results)
    ceiling = EVERYBODY if count_all else max(COUNTED, limit)
    return Found(searching.count(text, ceiling), results)
