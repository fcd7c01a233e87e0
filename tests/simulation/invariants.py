"""What must hold after any history, once everything has got through both ways."""

from typing import NamedTuple

from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.services.checking import check
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
    """What a library shows: its records, every value in its journal, its proof."""

    records: dict[str, Enrollment]
    held: set[str]
    faults: list[str]


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
    for computer, seen in everything.items():
        assert not seen.faults, f"{computer}: {seen.faults}"
        if computer != CODE:
            _same_at(world, computer, seen.records, there.records)


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
    with world.at(computer):
        faults = [each.detail for each in check() if not each.ok]
        return Seen(world.records_here(), world.held_here(), faults)


def _same_at(
    world: World,
    computer: str,
    here: dict[str, Enrollment],
    there: dict[str, Enrollment],
) -> None:
    """The station and the district tell the same of every record of the station."""
    station = computer[:CODE_LENGTH]
    uids = {
        t.uid
        for t in world.typed.values()
        if t.computer[:CODE_LENGTH] == station and t.value not in world.gone
    }
    for uid in uids:
        assert uid in there, f"{uid} is unknown at the district"
        assert uid in here, f"{uid} is unknown at {computer}"
        assert _told(here[uid]) == _told(there[uid]), f"{computer} differs"


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


def _newest(world: World, uid: str) -> list[Typed]:
    """Return the values of a record that nobody who saw them has replaced."""
    every = {t.value: t for t in world.typed.values() if t.uid == uid}
    alive = [t for t in every.values() if t.value not in world.gone]
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
