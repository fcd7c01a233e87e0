"""The board of an office that collects: its stations, week by week. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from db.connection import snapshot
from db.queries import collected, offices, parcels, station_keys
from jisheng_desktop.domain.stations import NewStation, Office, territory
from jisheng_desktop.services.answering import ANSWERED_AT
from jisheng_desktop.services.correspondence import Letter, arrived, named_in
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.library import office
from jisheng_desktop.services.overview import equipped
from jisheng_desktop.services.register import Standing, registered_stations

MOST_WEEKS = 12
# A station reports once a week; after this many days it is overdue.
OVERDUE_DAYS = 10
WEEK = timedelta(days=7)

Concern = Literal[
    "WITHDRAWN", "FORKED", "REFUSED", "MISSING", "CLOCK", "NEVER", "OVERDUE", ""
]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A station on the board; `letters` are its bundles, the newest first.

    `missing` are the counts of bundles that others wait for, `unanswered` the bundles
    and `unsaid` the verdicts that no answer has told it yet. A township also has files
    `to_above` and answers `to_below` to carry on.
    """

    code: str
    name: str
    standing: Standing
    last_seq: int
    days: int | None
    missing: tuple[int, ...]
    forked_at: str | None
    letters: tuple[Letter, ...]
    unanswered: int
    unsaid: int
    answered_at: str | None
    to_above: int
    to_below: int

    @property
    def refused(self) -> Letter | None:
        """The newest file that was refused, unless a later bundle made up for it."""
        newest = next(
            (x for x in self.letters if x.was_heard or x.outcome == "refused"), None
        )
        return newest if newest is not None and newest.outcome == "refused" else None

    @property
    def warning(self) -> str:
        """What is odd about the newest bundle without deciding anything (W907)."""
        return self.letters[0].warning if self.letters else ""

    @property
    def is_waited_for(self) -> bool:
        """Whether there is something to tell the station."""
        return bool(self.unanswered or self.unsaid or self.to_below)

    @property
    def concern(self) -> Concern:
        """What most needs somebody's attention."""
        return next(_concerns(self), "")


class Board(msgspec.Struct, frozen=True):
    """The stations by code, and the Mondays of the weeks that are shown, in order.

    `strays` are files whose station nobody here knows.
    """

    weeks: tuple[date, ...]
    lines: tuple[Line, ...]
    strays: tuple[Letter, ...]


def board(today: date) -> Board:
    """Return what arrived from whom, and what is missing or refused."""
    with snapshot():
        here = office()
        letters = _by_station(arrived(each) for each in collected.bundles())
        lines = tuple(_lines(here, letters, today))
    known = {line.code for line in lines}
    strays = (
        x for code, theirs in letters.items() if code not in known for x in theirs
    )
    return Board(_weeks(letters, today), lines, tuple(strays))


def week_of(letter: Letter) -> date:
    """Return the Monday of the week in which a file came."""
    return monday(datetime.fromisoformat(letter.at).date())


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _by_station(letters: Iterable[Letter]) -> Mapping[str, list[Letter]]:
    found: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        found[letter.station].append(letter)
    return found


def _lines(
    here: Office, letters: Mapping[str, list[Letter]], today: date
) -> Iterator[Line]:
    forked, unsaid = collected.forked(), collected.unsaid()
    above, below = _relayed("bundle"), _relayed("ack")
    for station, standing in _stations(here, letters.keys()):
        code = station.code
        theirs = letters.get(code, [])
        taken = [each for each in theirs if each.was_heard]
        answered_at = offices.fact(f"{ANSWERED_AT}{code}")
        known = equipped(station)
        yield Line(
            code=code,
            name=station.name,
            standing=standing,
            last_seq=known.last_seq,
            days=_days_since(taken[0].at, today) if taken else None,
            missing=known.missing,
            forked_at=_unsettled(forked.get(code), answered_at, taken),
            letters=tuple(theirs),
            unanswered=sum(each.at > (answered_at or "") for each in taken)
            if here.level in OFFICE_LEVELS
            else 0,
            unsaid=unsaid.get(code, 0),
            answered_at=answered_at,
            to_above=above.get(code, 0),
            to_below=min(below.get(code, 0), 1),
        )


def _stations(
    here: Office, seen: Collection[str]
) -> Iterator[tuple[NewStation, Standing]]:
    """The district has a register; a township knows the villages of its kit, and the
    stations under it of which the district's directory or a bundle tells.
    """
    if here.level in OFFICE_LEVELS:
        for known in registered_stations():
            yield known.station, known.standing
        return
    under = territory(here.code)
    heard = {each.station for each in station_keys.everybody()}.union(seen)
    codes = {code for code in heard if code.startswith(under)} - {here.code}
    for code in sorted(codes | {village.code for village in here.villages}):
        name = here.village_name(code)
        yield NewStation("VILLAGE", code, name, here.code), "WORKING"


def _relayed(kind: str) -> Mapping[str, int]:
    found: dict[str, int] = defaultdict(int)
    for each in parcels.onward(kind):
        found[each.station or named_in(each.file)] += 1
    return found


def _unsettled(
    forked_at: str | None, answered_at: str | None, taken: Sequence[Letter]
) -> str | None:
    """A station that was told of its twin, and has reported since without showing it
    again, has one computer or two that know of each other.
    """
    if forked_at is None or answered_at is None or not taken:
        return forked_at
    told, heard = _moment(forked_at) < _moment(answered_at), _moment(taken[0].at)
    return None if told and _moment(answered_at) < heard else forked_at


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _days_since(at: str, today: date) -> int:
    return (today - datetime.fromisoformat(at).date()).days


def _weeks(letters: Mapping[str, list[Letter]], today: date) -> tuple[date, ...]:
    this = monday(today)
    first = min(
        (week_of(x) for theirs in letters.values() for x in theirs), default=this
    )
    count = min(max((this - first) // WEEK, 3) + 1, MOST_WEEKS)
    return tuple(this - WEEK * back for back in reversed(range(count)))


def _concerns(line: Line) -> Iterator[Concern]:
    if line.standing == "WITHDRAWN":
        yield "WITHDRAWN"
    if line.forked_at is not None:
        yield "FORKED"
    if line.refused is not None:
        yield "REFUSED"
    if line.missing or any(each.outcome == "waiting" for each in line.letters):
        yield "MISSING"
    if line.warning:
        yield "CLOCK"
    if line.days is None:
        yield "NEVER"
    elif line.days > OVERDUE_DAYS:
        yield "OVERDUE"
