"""What happens to computers: crashes, old backups, copied disks, wrong clocks, theft."""

import shutil
from datetime import timedelta
from pathlib import Path

from jisheng_desktop.services.kits import issue_kit, join_with_kit, revoke
from tests.households import CODE
from tests.simulation.laboratory import STATIONS, Clock
from tests.simulation.world import CODE_LENGTH, World

NAMED = {station.code: station for station in STATIONS}
MOST_COMPUTERS = 7
JUMPS_DAYS = (-400, -1, 1, 3, 400, 9000, -9000)


def crashes(world: World, which: int, _: int) -> None:
    """The power goes between a commit and its anchor: the anchor is one behind."""
    computer = world.pick(which)
    world.leaves()
    before = _kept(world, f"state-{computer}", "anchors-before")
    world.enrolls(which, 0)
    world.leaves()
    _put_back(world, before, f"state-{computer}")


def backs_up(world: World, which: int, _: int) -> None:
    """Somebody keeps a copy of a computer's data, anchors and all."""
    _backs_up(world, world.pick(which))


def restores(world: World, which: int, _: int) -> None:
    """An older state of the folder comes back; the computer's anchors know better."""
    computer = world.pick(which)
    if computer in world.saved:
        _restore(world, computer, whole_disk=False)


def restores_disk(world: World, which: int, _: int) -> None:
    """The whole disk is put back to an older state: nothing on it knows better."""
    computer = world.pick(which)
    if computer in world.saved:
        _restore(world, computer, whole_disk=True)


def district_backs_up(world: World, _: int, __: int) -> None:
    """The district keeps a copy of its library."""
    _backs_up(world, CODE)


def district_restores(world: World, _: int, __: int) -> None:
    """The district goes back to its last copy."""
    if CODE in world.saved:
        _restore(world, CODE, whole_disk=False)


def district_restores_disk(world: World, _: int, __: int) -> None:
    """The district's whole disk goes back: nothing there knows that it once was further."""
    if CODE in world.saved:
        _restore(world, CODE, whole_disk=True)


def clones(world: World, which: int, _: int) -> None:
    """The disk is copied whole, anchors and all, and both computers go on."""
    original = world.pick(which)
    if len(world.computers) >= MOST_COMPUTERS:
        return
    world.leaves()
    copy = f"{original[:CODE_LENGTH]}c{world.count()}"
    shutil.copytree(world.root / original, world.root / copy)
    shutil.copytree(world.root / f"state-{original}", world.root / f"state-{copy}")
    _forget_folder(world, original, copy)
    world.computers.append(copy)
    world.lived.add(copy)


def jumps(_: World, which: int, __: int) -> None:
    """Every clock is wrong from now on."""
    Clock.present += timedelta(days=JUMPS_DAYS[which % len(JUMPS_DAYS)])


def is_stolen(world: World, which: int, _: int) -> None:
    """A computer is gone for good; the district withdraws it and issues a new kit."""
    computer = world.pick(which)
    with world.at(CODE):
        revoke(computer[:CODE_LENGTH])
    is_replaced(world, which, 0)


def is_replaced(world: World, which: int, _: int) -> None:
    """A new kit makes a new computer the station's; the old ones are put away."""
    station = NAMED[world.pick(which)[:CODE_LENGTH]]
    fresh = f"{station.code}n{world.count()}"
    with world.at(CODE) as session:
        kit = issue_kit(station, world.way / f"kit-{fresh}.jsb", session)
    with world.elsewhere(fresh):
        join_with_kit(world.root / fresh, Path(kit.file), kit.code, "")
    world.computers = [
        c for c in world.computers if c[:CODE_LENGTH] != station.code
    ] + [fresh]
    world.lived = (world.lived & set(world.computers)) | {fresh}
    note_what_is_gone(world)


def note_what_is_gone(world: World) -> None:
    """What stood on one disk only is gone with it: that no protocol can mend."""
    held: set[str] = set()
    for computer in (CODE, *world.computers):
        with world.at(computer):
            here = world.held_here(said=False)
        station = computer[:CODE_LENGTH]
        held |= {
            value
            for value in here
            if computer == CODE or world.typed[value].computer[:CODE_LENGTH] == station
        }
    world.gone = world.typed.keys() - held


def _backs_up(world: World, computer: str) -> None:
    world.leaves()
    world.saved[computer] = _kept(world, computer, f"backup-{computer}")
    _kept(world, f"state-{computer}", f"backup-state-{computer}")


def _restore(world: World, computer: str, *, whole_disk: bool) -> None:
    world.leaves()
    _put_back(world, world.saved[computer], computer)
    if whole_disk:
        _put_back(world, world.root / f"backup-state-{computer}", f"state-{computer}")
    note_what_is_gone(world)


def _kept(world: World, folder: str, name: str) -> Path:
    copy = world.root / name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(world.root / folder, copy)
    return copy


def _put_back(world: World, copy: Path, folder: str) -> None:
    shutil.rmtree(world.root / folder)
    shutil.copytree(copy, world.root / folder)


def _forget_folder(world: World, original: str, copy: str) -> None:
    """On the other machine the same path is its own folder."""
    there = str((world.root / original / "library").resolve())
    here = str((world.root / copy / "library").resolve())
    for anchor in (world.root / f"state-{copy}" / "anchors").glob("*.json"):
        text = anchor.read_text("utf-8")
        anchor.write_text(text.replace(f'"{there}"', f'"{here}"'), "utf-8")
