"""Persons on the official list of a subsidy, and those of them who are enrolled."""

from pathlib import Path

from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.subsidy_rosters import import_subsidy_roster
from tests.households import person
from tests.rosters import write


def subsidised_persons(operator: Operator, folder: Path, count: int) -> None:
    """Put `count` persons on Hongta's list and enrol all but the first."""
    people = [person(n) for n in range(count)]
    rows = [[p.members[0].name, p.members[0].id_no, "失独家庭"] for p in people]
    listed = write(folder / "名册.xlsx", [["姓名", "身份证号", "补助类别"], *rows])
    import_subsidy_roster(listed)
    for each in people[1:]:
        enroll(each, operator=operator, reason="已核对")
