"""Bringing the tables to what another station's entries say, and judging it.

Runs inside the transaction of the use case that calls it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from db.queries import enrollments, moves, received
from db.queries.received import Known, Ruling
from jisheng_desktop.domain.bundle_reading import Link
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.reviews import contradiction_in
from jisheng_desktop.domain.verdicts import Flaw, number_taken
from jisheng_desktop.services.claim_records import fold_claims
from jisheng_desktop.services.folding import (
    Latest,
    enrollment_from,
    flaw_of,
    latest,
)
from jisheng_desktop.services.library import office
from jisheng_desktop.services.preparing import Prepared
from jisheng_desktop.services.ruling import (
    CHOSEN,
    Contender,
    Tally,
    household_rows,
    rule,
)
from jisheng_desktop.services.suspecting import suspect

# The district's own decision on a record: what is wrong with it by itself.
Judge = Callable[[Contender], Flaw | None]

NOTHING: Mapping[str, Prepared] = {}


def apply(
    links: Sequence[Link],
    station: str,
    judge: Judge | None = None,
    prepared: Mapping[str, Prepared] = NOTHING,
) -> Tally:
    """Bring the tables to what the new entries say.

    `judge` decides each record again; None where that is not for us to do. `prepared`
    are records that were made ready when these entries were opened.
    """
    here = office()
    ids = {link.place.id for link in links if link.place.kind != "HOUSEHOLD"}
    known = received.records(ids)
    whose = _Owners(station, moves.away_from(station), known)
    ready = _ready(prepared, links, whose)
    folded = latest((k for k in links if k.place.id not in ready), known)
    mine = {u: f for u, f in folded.items() if u not in known or whose.may_change(u)}
    touched = [known[uid].enrollment for uid in mine if uid in known]
    rulings = received.rulings(known)
    arrived = [
        _contender(record, mine[record.uid], rulings, whose)
        for record in _records_in(mine)
        if record.state != "VOID"
    ]
    arrived += [_first(each, station) for each in ready.values()]
    judged = _judged(arrived, station, judge)
    _store_void([r for r in _records_in(mine) if r.state == "VOID"], whose)
    tally = rule(judged, here, touched)
    fold_claims(links, station)
    if here.level != "VILLAGE":
        suspect([c.enrollment.uid for c in arrived])
    return tally


class _Owners(NamedTuple):
    """Whose the records are that a station speaks of: its own, or those that it had
    once and of which it may not know yet that they have gone (`away`, by household).
    """

    station: str
    away: Mapping[str, str]
    known: Mapping[str, Known]

    def may_change(self, uid: str) -> bool:
        """Tell whether the station may change a record that is known."""
        there = self.known[uid]
        return there.station == self.station or (
            there.enrollment.household_uid in self.away
        )

    def owner_of(self, record: Enrollment) -> str:
        """Return whose a record is, known or new."""
        if record.uid in self.known:
            return self.known[record.uid].station
        return self.away.get(record.household_uid, self.station)


def _ready(
    prepared: Mapping[str, Prepared], links: Iterable[Link], whose: _Owners
) -> dict[str, Prepared]:
    """Return what was made ready, as far as it is all new and was never heard of here."""
    came = {link.place.id for link in links}
    return {
        uid: each
        for uid, each in prepared.items()
        if uid in came
        and each.enrollment.household_uid in came
        and uid not in whose.known
        and each.enrollment.household_uid not in whose.away
    }


def _first(ready: Prepared, station: str) -> Contender:
    """Return a record of which nothing was known before this one revision."""
    return Contender(
        enrollment=ready.enrollment,
        station=station,
        rev=1,
        flaw=None,
        arrived=True,
        known=False,
        rows=ready.rows,
    )


def _contender(
    record: Enrollment,
    latest: Latest,
    rulings: Mapping[str, Ruling],
    whose: _Owners,
) -> Contender:
    """A correction keeps what was answered and chosen; only a refusal is heard anew."""
    before = rulings.get(record.uid)
    return Contender(
        enrollment=record,
        station=whose.owner_of(record),
        rev=latest.revisions,
        flaw=flaw_of(latest),
        latched=bool(before and before.latched),
        kept=CHOSEN if before and before.kept == CHOSEN else 0,
        arrived=True,
        known=record.uid in whose.known,
        ruling=before,
    )


def _records_in(folded: Mapping[str, Latest]) -> Iterator[Enrollment]:
    for uid, change in folded.items():
        record = enrollment_from(change, uid)
        if record is not None:
            yield record


def _judged(
    arrived: Sequence[Contender], station: str, judge: Judge | None
) -> list[Contender]:
    """Decide every record again under our own scheme, and look at its numbers."""
    bearers = received.bearers(n for c in arrived for n in _numbers(c.enrollment))
    judged = []
    for contender in arrived:
        record, flaw = _numbered(contender.enrollment, bearers, station)
        flaw = contender.flaw or flaw
        if flaw is None:
            flaw = judge(contender) if judge else contradiction_in(record)
        rows = contender.rows if record is contender.enrollment else None
        judged.append(contender._replace(enrollment=record, flaw=flaw, rows=rows))
    return judged


def _numbers(record: Enrollment) -> tuple[str, ...]:
    return tuple(n for n in (record.enroll_no, record.receipt_no) if n)


def _numbered(
    record: Enrollment, bearers: dict[str, str], station: str
) -> tuple[Enrollment, Flaw | None]:
    """A number that another record bears is not taken over, and the record returned."""
    for number in _numbers(record):
        bearer = bearers.get(number)
        if bearer == record.uid:
            continue
        if bearer is not None or not (_is_own(number, station) or _gives_out(station)):
            bare = msgspec.structs.replace(record, enroll_no=None, receipt_no=None)
            return bare, number_taken(number)
        bearers[number] = record.uid
    return record, None


def _is_own(number: str, station: str) -> bool:
    return number.startswith(f"{station}-")


def _gives_out(station: str) -> bool:
    """What comes back to us, or was moved to us, the district has looked at."""
    return station == office().code


def _store_void(records: Sequence[Enrollment], whose: _Owners) -> None:
    """A void record claims nothing any more; its numbers stay visible."""
    homes = household_rows(records, whose.station)
    bearers = received.bearers(n for record in records for n in _numbers(record))
    for record in records:
        numbered, _ = _numbered(record, bearers, whose.station)
        home, owner = homes[record.household_uid], whose.owner_of(record)
        if record.uid in whose.known:
            enrollments.save(numbered, home, owner)
        else:
            enrollments.add_rows([numbered], [home], owner)
        received.drop_ruling(record.uid)
