"""From entries of a journal to records: what each enrolment has become.

Runs inside the transaction of the use case that calls it, after the entries are stored.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from db.queries import journal, streams
from jisheng_desktop.domain.bundle_reading import Link
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.entries import (
    EnrollmentEntry,
    HouseholdData,
    HouseholdEntry,
    VoidEntry,
    kind_of,
    read_entry,
)
from jisheng_desktop.domain.journal import revision_hash
from jisheng_desktop.domain.reviews import mislabelled
from jisheng_desktop.domain.revisions import Course, Rank, rank
from jisheng_desktop.domain.verdicts import Flaw, changed_twice

Change = EnrollmentEntry | VoidEntry


class Said(NamedTuple):
    """A revision of an enrolment and the household it speaks of.

    `household` is None when it never came; a void speaks of what was confirmed last.
    """

    change: Change
    household: HouseholdData | None


class Latest(NamedTuple):
    """What an enrolment has become: the revision that stands, what was confirmed last,
    other revisions that stand beside it, and how many revisions there are in all.
    """

    said: Said
    confirmed: Said | None
    beside: tuple[Said, ...]
    revisions: int

    @property
    def is_void(self) -> bool:
        """Tell whether the record has been made void."""
        return isinstance(self.said.change, VoidEntry)


class _Record:
    """The revisions of one enrolment while they are gathered."""

    def __init__(self) -> None:
        self.course: Course[Said] = Course()
        self.confirmed: Said | None = None

    def add(self, said: Said) -> None:
        change = said.change
        self.course.add(revision_hash(change), change.prev, said)
        before = self.confirmed
        if isinstance(change, EnrollmentEntry) and (
            before is None or before.change.rev <= change.rev
        ):
            self.confirmed = said

    def latest(self) -> Latest:
        """Which stands depends on the revisions alone, not on how they came."""
        heads = self.course.heads
        order = sorted(heads, key=lambda d: _rank(heads[d].change, d))
        first, *beside = (heads[digest] for digest in order)
        shown = _different(first, beside)
        return Latest(first, self.confirmed, shown, len(self.course))


def latest(links: Iterable[Link], known: Iterable[str]) -> dict[str, Latest]:
    """Return what the enrolments in these entries have become.

    `known` are the records that were here before: for them every revision counts,
    whichever stream it came in, so that the order of arrival never matters.
    """
    found: dict[str, _Record] = {}
    for said in _all(links, set(known)):
        found.setdefault(said.change.id, _Record()).add(said)
    return {uid: record.latest() for uid, record in found.items()}


def said_once(links: Sequence[Link]) -> Iterator[Latest]:
    """Yield the enrolments that these entries confirm once, of households that they
    speak of once: where nobody has heard of them, that is all there is to fold.
    """
    times = Counter(link.place.id for link in links)
    for said in _all(links, known=set()):
        change = said.change
        if not isinstance(change, EnrollmentEntry):
            continue
        alone = times[change.id] == times[change.data.household] == 1
        if alone and _mislabelled(said) is None:
            yield Latest(said, confirmed=said, beside=(), revisions=1)


def enrollment_from(latest: Latest, uid: str) -> Enrollment | None:
    """Return the enrolment as its station left it; None without its household."""
    change, confirmed = latest.said.change, latest.confirmed
    said = latest.said if isinstance(change, EnrollmentEntry) else confirmed
    if said is None or said.household is None:
        return None
    assert isinstance(said.change, EnrollmentEntry)
    data, household = said.change.data, said.household
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
        confirmed_on=data.confirmed_on.isoformat(),
        updated_at=change.at,
    )


def standing_side_by_side(uid: str) -> tuple[Enrollment, ...]:
    """Return an enrolment as each computer left it, the one that is shown first."""
    record = _Record()
    for said in _stored(uid):
        record.add(said)
    known = record.latest()
    each = (known._replace(said=said) for said in (known.said, *known.beside))
    return tuple(e for e in (enrollment_from(one, uid) for one in each) if e)


def flaw_of(latest: Latest) -> Flaw | None:
    """Return what is wrong with the revisions of a record, whatever it decides."""
    return _mislabelled(latest.said) or _unsettled(latest)


def _mislabelled(said: Said) -> Flaw | None:
    change, household = said
    if household is None or not isinstance(change, EnrollmentEntry):
        return None
    data = change.data
    return mislabelled(data.scheme, data.policy_year, household.document)


def _unsettled(latest: Latest) -> Flaw | None:
    """Return what people have to settle: revisions made without sight of each other."""
    household = latest.said.household
    if household is None or not latest.beside:
        return None
    beside = (
        said.household.document if said.household else said.change.data.reason or ""
        for said in latest.beside
    )
    return changed_twice(household.document, beside)


def revisions_of(uid: str) -> int:
    """Return how many revisions of a record are known here."""
    return len(journal.course_of(uid))


def _all(links: Iterable[Link], known: set[str]) -> Iterator[Said]:
    """A station writes a household's revision before the enrolment that speaks of it."""
    seen: set[str] = set()
    households: dict[tuple[str, int], Link] = {}
    for link in links:
        _, kind, record, rev, _ = link.place
        if kind == "HOUSEHOLD":
            households[record, rev] = link
        elif record in seen:
            continue
        elif record in known:
            seen.add(record)
            yield from _stored(record)
        elif isinstance(entry := link.entry, EnrollmentEntry):
            at = (entry.data.household, entry.data.household_rev)
            yield Said(entry, _in(households.get(at)))
        elif isinstance(entry, VoidEntry):
            yield Said(entry, None)


def _in(link: Link | None) -> HouseholdData | None:
    entry = link.entry if link else None
    return entry.data if isinstance(entry, HouseholdEntry) else None


def _stored(uid: str) -> Iterator[Said]:
    for stream, raw in journal.raw_entries_of(uid):
        match read_entry(raw):
            case EnrollmentEntry() as entry:
                yield Said(entry, _household(stream, entry))
            case VoidEntry() as entry:
                yield Said(entry, None)


def _household(stream: int, said: EnrollmentEntry) -> HouseholdData | None:
    raw = streams.revision(stream, said.data.household, said.data.household_rev)
    entry = read_entry(raw) if raw else None
    return entry.data if isinstance(entry, HouseholdEntry) else None


def _rank(change: Change, digest: str) -> Rank:
    return rank(kind_of(change), change.rev, digest)


def _different(first: Said, beside: Iterable[Said]) -> tuple[Said, ...]:
    """Leave out what says the same; of two that make void, one is as good as the other."""
    shown = {_meaning(first): first}
    for said in beside:
        shown.setdefault(_meaning(said), said)
    return tuple(shown.values())[1:]


def _meaning(said: Said) -> object:
    return said.household.document if said.household else "void"
