"""From entries of a journal to records: what each enrolment has become.

Runs inside the transaction of the use case that calls it, after the entries are stored.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from db.queries import journal, streams
from jisheng_desktop.domain.bundle_reading import Link
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.entries import (
    EnrollmentEntry,
    HouseholdData,
    HouseholdEntry,
    VoidEntry,
    read_entry,
)
from jisheng_desktop.domain.journal import encode, record_hash

Change = EnrollmentEntry | VoidEntry


class Latest(NamedTuple):
    """The newest revision of an enrolment, what was confirmed last, and its household.

    `household` is None when it never came.
    """

    change: Change
    confirmed: EnrollmentEntry | None
    household: HouseholdData | None

    @property
    def is_void(self) -> bool:
        """Tell whether the record has been made void."""
        return isinstance(self.change, VoidEntry)


def latest(links: Iterable[Link], known: Iterable[str]) -> dict[str, Latest]:
    """Return what the enrolments in these entries have become.

    `known` are the records that were here before: for them every revision counts,
    whichever stream it came in, so that the order of arrival never matters.
    """
    households: dict[tuple[str, int], HouseholdData] = {}
    newest: dict[str, tuple[int, str, Change]] = {}
    confirmed: dict[str, EnrollmentEntry] = {}
    for entry, raw in _all(links, set(known)):
        match entry:
            case HouseholdEntry():
                households[entry.id, entry.rev] = entry.data
            case EnrollmentEntry() | VoidEntry():
                if isinstance(entry, EnrollmentEntry):
                    confirmed[entry.id] = _later(entry, confirmed.get(entry.id))
                candidate = (entry.rev, record_hash(raw), entry)
                if entry.id not in newest or candidate[:2] > newest[entry.id][:2]:
                    newest[entry.id] = candidate
    return {
        uid: Latest(
            change,
            _said(change, confirmed.get(uid)),
            _household(_said(change, confirmed.get(uid)), households),
        )
        for uid, (_, _, change) in newest.items()
    }


def enrollment_from(latest: Latest, uid: str) -> Enrollment | None:
    """Return the enrolment as its station left it; None without its household."""
    change, said, household = latest
    if said is None or household is None:
        return None
    data = said.data
    return Enrollment(
        uid=uid,
        household_uid=data.household,
        household_no=household.household_no,
        enroll_no=data.enroll_no,
        receipt_no=data.receipt_no,
        state="VOID" if latest.is_void else "ACCEPTED",
        document=household.document,
        decision=data.decision,
        reason=change.data.reason,
        operator=change.by,
        confirmed_on=data.confirmed_on,
        updated_at=change.at,
    )


def _all(links: Iterable[Link], known: set[str]) -> Iterator[tuple[object, bytes]]:
    seen: set[str] = set()
    for link in links:
        if link.entry.id in known and link.entry.id not in seen:
            seen.add(link.entry.id)
            for entry in journal.entries_of(link.entry.id):
                raw = encode(entry)
                yield read_entry(raw), raw
        elif link.entry.id not in seen:
            yield link.entry, link.raw


def _later(entry: EnrollmentEntry, other: EnrollmentEntry | None) -> EnrollmentEntry:
    return entry if other is None or entry.rev >= other.rev else other


def _said(change: Change, confirmed: EnrollmentEntry | None) -> EnrollmentEntry | None:
    return change if isinstance(change, EnrollmentEntry) else confirmed


def _household(
    said: EnrollmentEntry | None, here: dict[tuple[str, int], HouseholdData]
) -> HouseholdData | None:
    if said is None:
        return None
    at = (said.data.household, said.data.household_rev)
    if at not in here:
        raw = streams.revision(*at)
        entry = read_entry(raw) if raw else None
        return entry.data if isinstance(entry, HouseholdEntry) else None
    return here[at]
