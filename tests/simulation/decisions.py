"""What the district decides of itself: whose a household is, who is insured, its keys."""

import csv
from contextlib import suppress

from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.key_change import change_keys
from jisheng_desktop.services.moving import move_household
from jisheng_desktop.services.policies import Choice, take_policy_numbers
from tests.households import CODE
from tests.simulation.laboratory import STATIONS
from tests.simulation.misfortunes import district_backs_up
from tests.simulation.world import World

TITLES = ("回执号", "姓名", "证件号码", "保单号")


def moves(world: World, which: int, record: int) -> None:
    """A household that the district knows belongs to another station from now on."""
    target = STATIONS[which % len(STATIONS)].code
    with world.at(CODE) as session, suppress(UserError):
        found = _known(world, record)
        if found is not None:
            move_household(
                found.uid, target, operator=session.operator, reason="全家搬走了"
            )


def insures(world: World, _: int, record: int) -> None:
    """The insurer's list has a policy, perhaps another one, for somebody."""
    number = f"P-{world.count():06}"
    with world.at(CODE) as session:
        found = _known(world, record)
        if found is None:
            return
        person = next(m for m in found.document.members if m.insured)
        rows = [TITLES, (found.receipt_no, person.name, person.id_no, number)]
        file = world.way / f"{number}.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        choice = Choice(scheme_id=found.document.scheme, replace=True)
        take_policy_numbers(file, choice, operator=session.operator)


def changes_keys(world: World, _: int, __: int) -> None:
    """The district has new keys, and backs them up, as it is told to."""
    with world.at(CODE) as session:
        change_keys(session, "")
    if CODE in world.saved:
        district_backs_up(world, 0, 0)


def _known(world: World, record: int) -> Enrollment | None:
    found = [r for _, r in sorted(world.records_here().items()) if r.state != "VOID"]
    return found[record % len(found)] if found else None
