"""Judging what came: each record by itself, then which of several claims stands.

Runs inside the transaction of the use case that calls it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from db.queries import enrollments, policies, received
from db.queries.received import Household, Ruling
from db.queries.rows import Rows, restated, rows_of
from jisheng_desktop.domain.enrollments import Enrollment, head_key
from jisheng_desktop.domain.policies import is_covered
from jisheng_desktop.domain.standing import Standing, settle
from jisheng_desktop.domain.states import State
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.domain.verdicts import (
    ALREADY_ELSEWHERE,
    Flaw,
    claim_of,
    lost_to,
    name_in,
)
from jisheng_desktop.services.disputing import dispute
from jisheng_desktop.services.keyring import OFFICE_LEVELS

CHOSEN, DROPPED = 1, -1
BY_PEOPLE = Flaw(ALREADY_ELSEWHERE, "经区县核对，与另一份参保重复，本条退回")


class Contender(NamedTuple):
    """A record that was judged, and whether it is new, changed or only affected.

    `rows` are those of a new record should it stand, where they were prepared.
    """

    enrollment: Enrollment
    station: str
    rev: int
    flaw: Flaw | None
    latched: bool = False
    kept: int = 0
    arrived: bool = False
    known: bool = True
    ruling: Ruling | None = None
    rows: Rows | None = None

    @property
    def stands_alone(self) -> Flaw | None:
        """Return what returns the record whoever else claims its persons."""
        return BY_PEOPLE if self.kept == DROPPED else self.flaw


class Tally(NamedTuple):
    """What became of the records of a bundle; `judged` are these and all whose standing
    hung together with theirs.
    """

    applied: int
    returned: int
    conflicts: int
    judged: frozenset[str] = frozenset()


def rule(
    arrived: Sequence[Contender], here: Office, touched: Iterable[Enrollment]
) -> Tally:
    """Store the records that came and whatever changes because of them.

    `touched` are earlier states that let go of persons: others may stand up now.
    """
    everybody = _gathered(arrived, tuple(touched))
    outcome = settle(
        claim_of(
            c.enrollment,
            here.scheme(c.enrollment.document.scheme),
            c.station,
            latched=c.latched,
            chosen=c.kept == CHOSEN or _is_ours(c, here),
        )
        for c in everybody.values()
        if c.stands_alone is None
    )
    found = {uid: _verdict(c, outcome, everybody, here) for uid, c in everybody.items()}
    _store(everybody, found)
    if here.level in OFFICE_LEVELS:
        _write_rulings(everybody, found)
    if here.level != "VILLAGE":
        dispute(outcome, tuple(everybody))
    states = [found[c.enrollment.uid][0] for c in arrived]
    returned, conflicts = states.count("RETURNED"), states.count("CONFLICT")
    return Tally(len(states), returned, conflicts, frozenset(everybody))


def _is_ours(contender: Contender, here: Office) -> bool:
    """A township never overrules itself: only the district judges its records."""
    return here.level not in OFFICE_LEVELS and contender.station == here.code


def _gathered(
    arrived: Sequence[Contender], touched: tuple[Enrollment, ...]
) -> dict[str, Contender]:
    """Find everybody whose standing may depend on what came, through shared persons."""
    found = {c.enrollment.uid: c for c in arrived}
    frontier = [*(c.enrollment for c in arrived), *touched]
    while frontier:
        fresh = rivals_of(frontier) - found.keys()
        records, rulings = received.records(fresh), received.rulings(fresh)
        for uid, known in records.items():
            found[uid] = _as_known(known, rulings.get(uid))
        frontier = [known.enrollment for known in records.values()]
    return found


def rivals_of(frontier: Sequence[Enrollment]) -> set[str]:
    """Return the records that claim a person or a household of these, and these."""
    found: set[str] = set()
    for year in {each.document.policy_year for each in frontier}:
        same_year = [e for e in frontier if e.document.policy_year == year]
        numbers = {m.id_no for e in same_year for m in e.document.members if m.insured}
        households = {each.household_uid for each in same_year}
        found |= received.rivals((n for n in numbers if n), households, year)
    return found


def _as_known(known: received.Known, ruling: Ruling | None) -> Contender:
    flaw = Flaw(ruling.flaw_code, ruling.flaw) if ruling and ruling.flaw_code else None
    return Contender(
        enrollment=known.enrollment,
        station=known.station,
        rev=ruling.rev if ruling else 0,
        flaw=flaw,
        latched=known.enrollment.state == "INSURED" or bool(ruling and ruling.latched),
        kept=ruling.kept if ruling else 0,
        ruling=ruling,
    )


def _verdict(
    contender: Contender,
    outcome: dict[str, Standing],
    everybody: dict[str, Contender],
    here: Office,
) -> tuple[State, Flaw | None]:
    flaw = contender.stands_alone
    if flaw is not None:
        return "RETURNED", flaw
    standing = outcome[contender.enrollment.uid]
    if standing.result == "ACCEPTED":
        return _accepted(contender, here), None
    holder = everybody[standing.against].enrollment
    village = here.village_name(holder.document.household.village_code or "")
    claim = claim_of(
        contender.enrollment, None, contender.station, latched=False, chosen=False
    )
    return standing.result, lost_to(
        standing.result, village, name_in(claim, standing.key)
    )


def _accepted(contender: Contender, here: Office) -> State:
    was = contender.enrollment.state
    if not contender.arrived and was not in ("RETURNED", "CONFLICT"):
        return was
    if here.level not in OFFICE_LEVELS:
        return "EXPORTED"
    return "INSURED" if contender.latched and _has_policy(contender) else "ACCEPTED"


def _has_policy(contender: Contender) -> bool:
    """A correction keeps its policy, as long as nobody in it is without one."""
    record = contender.enrollment
    return is_covered(record, policies.numbers(record.uid))


# -- writing ------------------------------------------------------------------------


def _store(
    everybody: dict[str, Contender],
    found: dict[str, tuple[State, Flaw | None]],
) -> None:
    """Whoever falls lets go first, so that no two ever hold a person at once."""
    by_fall = sorted(
        everybody.values(), key=lambda c: found[c.enrollment.uid][1] is None
    )
    _let_go(c.enrollment for c in by_fall if c.known and c.arrived)
    for contender in by_fall:
        if contender.known and not contender.arrived:
            _move(contender, *found[contender.enrollment.uid])
    homes = _homes([c for c in by_fall if c.arrived])
    for contender in by_fall:
        if contender.known and contender.arrived:
            record = _judged(contender, *found[contender.enrollment.uid])
            enrollments.save(record, homes[record.household_uid], contender.station)
    fresh = [c for c in by_fall if not c.known]
    enrollments.add_prepared(
        [_rows(c, *found[c.enrollment.uid]) for c in fresh],
        [homes[c.enrollment.household_uid] for c in fresh],
    )


def _let_go(written_anew: Iterable[Enrollment]) -> None:
    """Until it is written anew a record claims nobody: another may take them up."""
    for was in written_anew:
        received.set_state(was.uid, was.state, was.verdict, live=False)


def _move(contender: Contender, state: State, flaw: Flaw | None) -> None:
    was = contender.enrollment
    if was.state != state or was.verdict != (flaw.text if flaw else None):
        text = flaw.text if flaw else None
        received.set_state(was.uid, state, text, live=flaw is None)


def _judged(contender: Contender, state: State, flaw: Flaw | None) -> Enrollment:
    text = flaw.text if flaw else None
    return msgspec.structs.replace(contender.enrollment, state=state, verdict=text)


def _rows(contender: Contender, state: State, flaw: Flaw | None) -> Rows:
    if contender.rows is None:
        return rows_of(_judged(contender, state, flaw), contender.station)
    return restated(contender.rows, state, flaw.text if flaw else None)


def household_rows(records: Sequence[Enrollment], station: str) -> dict[str, int]:
    """Return the row of each record's household by its uid, added where it is new."""
    households = {
        e.household_uid: Household(
            e.household_uid, e.household_no, head_key(e.document)
        )
        for e in records
    }
    return received.household_ids(tuple(households.values()), station)


def _homes(arrived: Sequence[Contender]) -> dict[str, int]:
    homes: dict[str, int] = {}
    for station in {c.station for c in arrived}:
        mine = [c.enrollment for c in arrived if c.station == station]
        homes |= household_rows(mine, station)
    return homes


def _write_rulings(
    everybody: dict[str, Contender],
    found: dict[str, tuple[State, Flaw | None]],
) -> None:
    rulings = [_ruling(c, *found[uid]) for uid, c in everybody.items()]
    changed = [r for r in rulings if r != everybody[r.uid].ruling]
    received.put_rulings([r for r in changed if _is_judged(everybody[r.uid])])


def _is_judged(contender: Contender) -> bool:
    """The district's own desk is judged at the desk, until another claims the same."""
    return contender.arrived or contender.ruling is not None or contender.rev > 0


def _ruling(contender: Contender, state: State, flaw: Flaw | None) -> Ruling:
    own, before = contender.flaw, contender.ruling
    return Ruling(
        uid=contender.enrollment.uid,
        station=contender.station,
        rev=contender.rev,
        result=state,
        code=flaw.code if flaw else "",
        text=flaw.text if flaw else "",
        flaw_code=own.code if own else "",
        flaw=own.text if own else "",
        latched=int(contender.latched),
        kept=contender.kept,
        answered_in=before.answered_in if before else 0,
        answered=before.answered if before else "",
    )


def rejudge(uids: Iterable[str], here: Office) -> None:
    """Hear records again after people decided about them."""
    rulings = received.rulings(uids)
    known = received.records(uids)
    again = [_as_known(known[uid], rulings.get(uid)) for uid in known]
    rule(again, here, ())
