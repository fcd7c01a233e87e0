"""The list of households, one record in full, and its history in words. Reads only."""

from collections.abc import Iterator, Sequence
from heapq import merge

from db.queries import enrollments, journal, listing
from db.queries.workers import written_of
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import (
    Enrollment,
    Filters,
    HistoryLine,
    Order,
    Row,
)
from jisheng_desktop.domain.journal import Entry
from jisheng_desktop.domain.wording import changes_between
from jisheng_desktop.services.claim_records import claim_lines
from jisheng_desktop.services.library import office
from jisheng_desktop.services.policy_register import insurings
from jisheng_desktop.services.records import find_record
from jisheng_desktop.services.workers import Namer, worker_names

EVERYTHING = Filters()


def list_households(
    filters: Filters = EVERYTHING, *, order: Order = "newest"
) -> tuple[int, ...]:
    """Return the ids of all enrolments that pass the filters, in order."""
    return listing.ids(filters, order)


def rows(ids: Sequence[int]) -> tuple[Row, ...]:
    """Return the rows with these ids, in the order of the ids."""
    return listing.rows(ids)


def categories() -> tuple[str, ...]:
    """Return the codes of the categories that occur in the library."""
    return listing.categories()


def last_household() -> HouseholdDocument | None:
    """Return the household saved last at this station, drafts included."""
    latest = enrollments.latest(office().code)
    return latest.document if latest else None


def enrollment(number: str) -> Enrollment:
    """Return a record by enrolment number, receipt number or uid."""
    return find_record(number)


def years_of(household_uid: str) -> tuple[Enrollment, ...]:
    """Return all enrolments of a household, the newest year first."""
    return enrollments.of_household(household_uid)


def history(uid: str) -> tuple[HistoryLine, ...]:
    """Return who changed a record, when, what and why; the newest change first."""
    record = find_record(uid)
    name = worker_names()
    if record.state == "DRAFT":
        who = name(record.operator)
        return (HistoryLine(record.updated_at, who, "存为草稿", None, ()),)
    told = insurings(record), claim_lines(record)
    lines = merge(_lines(record, name), *told, key=lambda line: line.at)
    return tuple(reversed(list(lines)))


def _lines(record: Enrollment, name: Namer) -> Iterator[HistoryLine]:
    documents = {
        entry.rev: entry.data["document"]
        for entry in journal.entries_of(record.household_uid)
    }
    before: object = None
    for who, entry in written_of(record.uid):
        after = documents.get(_household_rev(entry) or 0, before)
        yield HistoryLine(
            at=entry.at,
            who=name(who),
            what=_what(entry),
            reason=_text(entry.data.get("reason")),
            changes=() if before is None else changes_between(before, after),
        )
        before = after


def _household_rev(entry: Entry) -> int | None:
    rev = entry.data.get("household_rev")
    return rev if isinstance(rev, int) else None


def _what(entry: Entry) -> str:
    if entry.kind == "VOID":
        return "作废"
    return "确认参保" if entry.rev == 1 else "更正"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
