"""Last year's households as a kit brought them: known here, enrolled nowhere here."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from db.connection import select, select_row, select_value, write_all
from jisheng_desktop.domain.documents import HouseholdDocument


class Past(NamedTuple):
    """A household of an earlier year, by an identity of its own."""

    uid: str
    document: HouseholdDocument


_decoder = msgspec.json.Decoder(HouseholdDocument)
_PAST = "SELECT h.uid, h.document FROM past_household h"


def put(households: Iterable[Past]) -> None:
    """Keep households of an earlier year."""
    found = tuple(households)
    write_all(
        "INSERT INTO past_household (uid, scheme, policy_year, document)"
        " VALUES (?, ?, ?, ?)",
        [
            (uid, each.scheme, each.policy_year, msgspec.json.encode(each))
            for uid, each in found
        ],
    )
    write_all(
        "INSERT OR IGNORE INTO past_person (id_no, uid) VALUES (?, ?)",
        [(m.id_no, uid) for uid, each in found for m in each.members if m.id_no],
    )


def of_year(scheme: str, year: int) -> Iterator[Past]:
    """Yield the households of a year, in the order of the list."""
    rows = select(
        f"{_PAST} WHERE h.scheme = ? AND h.policy_year = ? ORDER BY h.uid", scheme, year
    )
    return (_past(*row) for row in rows)


def count(scheme: str, year: int) -> int:
    """Return how many households of a year are known."""
    found: int = select_value(
        "SELECT count(*) FROM past_household WHERE scheme = ? AND policy_year = ?",
        scheme,
        year,
    )
    return found


def with_uid(uid: str) -> Past | None:
    """Return the household with this identity."""
    row = select_row(f"{_PAST} WHERE h.uid = ?", uid)
    return _past(*row) if row else None


def with_person(id_no: str, before_year: int) -> Past | None:
    """Return the latest household before a year in which a person stands."""
    row = select_row(
        f"{_PAST} JOIN past_person p ON p.uid = h.uid"
        " WHERE p.id_no = ? AND h.policy_year < ?"
        " ORDER BY h.policy_year DESC, h.uid LIMIT 1",
        id_no,
        before_year,
    )
    return _past(*row) if row else None


def _past(uid: str, document: bytes) -> Past:
    return Past(uid, _decoder.decode(document))
