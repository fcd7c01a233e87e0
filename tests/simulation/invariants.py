"""What must hold after any history, once everything has got through both ways."""

from typing import NamedTuple

from db.queries import policies, received, station_keys
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.keyring import district, own_keys
from tests.households import CODE
from tests.simulation.world import CODE_LENGTH, Typed, World

ROUNDS = 3
FORKED = "E912"
EXPECTED = {"E901", "E904", "E910"}
UNSETTLED = ("CONFLICT", "RETURNED")
RESTORING = {
    "clones",
    "restores",
    "restores_disk",
    "district_restores",
    "district_restores_disk",
}


class Seen(NamedTuple):
    """What a library shows: its records and whose they are, their policies, every value
    in its journal, its proof, by which key it knows the district, its own key, and the
    stations whose keys count, by key.
    """

    records: dict[str, Enrollment]
    owners: dict[str, str]
    policies: dict[str, dict[str, str]]
    held: set[str]
    faults: list[str]
    above: str
    key: str
    valid: dict[str, str]


Everything = dict[str, Seen]


def heal(world: World) -> None:
    """Everything gets through at last, both ways, in at most three exchanges; then
    raise AssertionError for what may never be.
    """
    for left in reversed(range(ROUNDS)):
        everything = exchange(world)
        try:
            hold(world, everything)
        except AssertionError:
            if not left:
                raise
        else:
            break


def exchange(world: World) -> Everything:
    """Every computer reports, hears the answer, and is looked at."""
    here = [c for c in world.computers if c in world.lived]
    for bundle in [world.writes_bundle(computer) for computer in here]:
        world.takes(CODE, bundle)
    answered = len(world.files)
    world.answers(0, 0)
    everything = {CODE: _look(world, CODE)}
    for computer in here:
        for file in world.files[answered:]:
            if file.station == computer[:CODE_LENGTH]:
                world.takes(computer, file.path)
        everything[computer] = _look(world, computer)
    return everything


def hold(world: World, everything: Everything) -> None:
    """Raise AssertionError for what may never be."""
    there = everything[CODE]
    # A file that was on its way may have brought back what its writer's disk lost.
    world.gone -= there.held
    lost = world.typed.keys() - world.gone - there.held
    assert not lost, f"lost: {sorted(lost)}"
    _nothing_overwritten(world, there.records)
    unknown = {t.uid for t in _alive(world)} - there.records.keys()
    assert not unknown, f"unknown at the district: {unknown}"
    for computer, seen in everything.items():
        assert not seen.faults, f"{computer}: {seen.faults}"
        assert seen.above == there.key, f"{computer} knows another district"
        if computer != CODE:
            _same_at(computer[:CODE_LENGTH], seen, there)
            _is_known(computer[:CODE_LENGTH], seen, there)


def no_false_alarm(world: World, happened: set[str]) -> None:
    """Nobody is told of a fork or a restored library where there was none, and only
    what was damaged or led astray is refused.
    """
    if not happened & {"clones", "restores_disk"}:
        assert not any(r.code == FORKED for _, r in world.outcomes), "no fork was made"
    if not happened & RESTORING:
        assert world.notices == 0, "no library was restored or copied"
    if not happened & {*RESTORING, "is_stolen"}:
        codes = {r.code for _, r in world.outcomes if r.outcome == "refused"}
        assert codes <= EXPECTED, f"refused for {codes}"


def _look(world: World, computer: str) -> Seen:
    with world.at(computer) as session:
        faults = [each.detail for each in check() if not each.ok]
        records = world.records_here()
        above, keys = district(), own_keys(session)
        return Seen(
            records=records,
            owners={u: k.station for u, k in received.records(records).items()},
            policies={uid: policies.numbers(uid) for uid in records},
            held=world.held_here(said=computer != CODE),
            faults=faults,
            above=above.key if above else keys.public.hex(),
            key=keys.public.hex(),
            valid={
                k.key: k.station
                for k in station_keys.everybody()
                if k.withdrawn_at is None
            },
        )


def _same_at(station: str, here: Seen, there: Seen) -> None:
    """The station and the district tell the same of every record of the station, and
    whoever had a record before knows that it has gone.
    """
    for uid, owner in there.owners.items():
        if owner == station:
            assert uid in here.records, f"{uid} is unknown at {station}"
            ours, theirs = here.records[uid], there.records[uid]
            assert _told(ours) == _told(theirs), f"{station} differs: {uid}"
            same = here.policies[uid] == there.policies[uid]
            assert same or theirs.state == "VOID", f"policies of {uid}"
        elif here.owners.get(uid) == station:
            raise AssertionError(f"{uid} has not left {station} for {owner}")


def _is_known(station: str, here: Seen, there: Seen) -> None:
    """The district hears the station's present computer, and no withdrawn one."""
    theirs = [key for key, whose in there.valid.items() if whose == station]
    assert theirs == [here.key], f"{station} is known by {len(theirs)} keys"


def _told(record: Enrollment) -> tuple[object, ...]:
    address = record.document.household.hukou_address
    return record.state, address, record.reason, record.verdict


def _nothing_overwritten(world: World, there: dict[str, Enrollment]) -> None:
    """A value is replaced only by who saw it; otherwise people are asked."""
    for uid in {t.uid for t in world.typed.values()} & there.keys():
        newest = _newest(world, uid)
        if len(newest) == 1:
            assert _shows(there[uid], newest[0]), f"not the newest: {uid}"
        elif not all(t.value.startswith("作废") for t in newest):
            _is_asked(there[uid], newest)


def _alive(world: World) -> list[Typed]:
    return [t for t in world.typed.values() if t.value not in world.gone]


def _newest(world: World, uid: str) -> list[Typed]:
    """Return the values of a record that nobody who saw them has replaced."""
    every = {t.value: t for t in world.typed.values() if t.uid == uid}
    alive = [t for t in _alive(world) if t.uid == uid]
    replaced: set[str] = set()
    for typed in alive:
        frontier = set(typed.saw)
        while frontier - replaced:
            replaced |= frontier
            frontier = {v for each in frontier for v in every[each].saw}
    return [t for t in alive if t.value not in replaced]


def _shows(record: Enrollment, typed: Typed) -> bool:
    if typed.value.startswith("作废"):
        return record.state == "VOID" and record.reason == typed.value
    return (
        record.state != "VOID"
        and record.document.household.hukou_address == typed.value
    )


def _is_asked(record: Enrollment, newest: list[Typed]) -> None:
    assert record.state in UNSETTLED, f"{record.state}, but {len(newest)} say otherwise"
    told = f"{record.document.household.hukou_address} {record.verdict}"
    for typed in newest:
        assert typed.value in told, f"{typed.value} is not shown: {told}"
