"""How things stand: the figures of the first page and of the status bar. Reads only."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from db.connection import snapshot
from db.queries import counts, duplicates, figures, journal, offices, parcels
from jisheng_desktop.domain.ages import birthday
from jisheng_desktop.domain.states import STATES, State
from jisheng_desktop.domain.stations import Level, NewStation
from jisheng_desktop.domain.verdicts import CHANGED_TWICE
from jisheng_desktop.services import moments
from jisheng_desktop.services.clock import own_clock_warning
from jisheng_desktop.services.schemes import schemes

LAST_BACKUP = "last_backup"
AHEAD = timedelta(days=365)


class Station(msgspec.Struct, frozen=True):
    """The station whose library is open."""

    code: str
    name: str
    level: Level
    parent: str | None
    practice: bool


class Money(msgspec.Struct, frozen=True):
    """Sums over all records that count, in fen."""

    premium: int
    subsidy: int
    self_pay: int


class VillageProgress(msgspec.Struct, frozen=True):
    """How many households of a village are enrolled, against what it means to do."""

    code: str
    name: str
    done: int
    target: int | None


class Progress(msgspec.Struct, frozen=True):
    """What counts in a scheme and year, in households and fen, whole and by village."""

    households: int
    subsidy_fen: int
    self_pay_fen: int
    villages: tuple[VillageProgress, ...]


class Leaving(msgspec.Struct, frozen=True):
    """An insured child who will be too old from a day on."""

    name: str
    uid: str
    leaves_on: date


class Equipped(msgspec.Struct, frozen=True):
    """A station that works for this district, and which of its bundles are missing."""

    code: str
    name: str
    last_seq: int
    missing: tuple[int, ...]


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """How the library stands, whatever the scheme and year. `households` counts living
    ones, drafts included; `changed_twice` records that two computers changed (R924);
    `unsent` the records with changes that no answer of the district covers yet;
    `clock` says what is wrong with this computer's clock, if anything is (W907).
    """

    station: Station
    households: int
    persons: int
    enrollments: dict[State, int]
    unsent: int
    sums_fen: Money
    stations: tuple[Equipped, ...]
    duplicates_open: int
    today: int
    drafts: int
    returned: int
    last_bundle: str | None
    last_answer: str | None
    last_backup: str | None
    changed_twice: int
    leaving: tuple[Leaving, ...]
    clock: str


def status(today: date | None = None) -> Status:
    """Return how the library stands on a day."""
    day = today or moments.today()
    with snapshot():
        return _status(day)


def progress(scheme_id: str, year: int) -> Progress:
    """Return how far a scheme and year are, counted as `statistics` counts them."""
    with snapshot():
        found, villages = counts.counts(scheme_id, year), offices.villages()
    done: Counter[str] = Counter()
    for each in found:
        done[each.village] += each.households
    return Progress(
        households=done.total(),
        subsidy_fen=sum(each.subsidy_fen for each in found),
        self_pay_fen=sum(each.self_pay_fen for each in found),
        villages=tuple(
            VillageProgress(each.code, each.name, done[each.code], each.target)
            for each in villages
        ),
    )


def _status(day: date) -> Status:
    sums, states = figures.sums(), figures.by_state()
    return Status(
        station=Station(*offices.office()),
        households=sums.households,
        persons=sums.persons,
        enrollments={state: states.get(state, 0) for state in STATES},
        unsent=journal.unsent(),
        sums_fen=Money(sums.premium_fen, sums.subsidy_fen, sums.self_pay_fen),
        stations=tuple(equipped(s) for s in offices.stations()),
        duplicates_open=duplicates.count_open(),
        today=figures.confirmed_on(day.isoformat()),
        drafts=states.get("DRAFT", 0),
        returned=states.get("RETURNED", 0),
        last_bundle=offices.fact("last_bundle"),
        last_answer=offices.fact("last_answer"),
        last_backup=offices.fact(LAST_BACKUP),
        changed_twice=len(duplicates.returned_for(CHANGED_TWICE)),
        leaving=tuple(_leaving(day)),
        clock=own_clock_warning(),
    )


def equipped(station: NewStation) -> Equipped:
    """Return a station, how far its bundles were taken in, and which are missing.

    A bundle is missing when a later one waits for it, not when it was made up for.
    """
    last = parcels.last_seq(station.code)
    waiting = parcels.waiting_seqs(station.code)
    awaited = set(range(last + 1, max(waiting, default=last))) - set(waiting)
    return Equipped(station.code, station.name, last, tuple(sorted(awaited)))


def _leaving(day: date) -> Iterator[Leaving]:
    """Find the children whose childhood, as their scheme counts it, ends in a year."""
    for scheme in schemes():
        years = scheme.rules.child_age_max + 1
        first = date(day.year - years, 1, 1)
        last = date(day.year - years + 1, 12, 31)
        for child in figures.children_born(first.isoformat(), last.isoformat()):
            leaves_on = birthday(date.fromisoformat(child.birth_date), years)
            if child.scheme == scheme.id and day < leaves_on <= day + AHEAD:
                yield Leaving(child.name, child.uid, leaves_on)
