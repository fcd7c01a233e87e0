"""Persons on the official list of a subsidy, and those of them who are enrolled."""

from pathlib import Path

from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.subsidy_rosters import import_subsidy_roster
from tests.households import person
from tests.rosters import write


def subsidised_persons(operator: Operator, folder: Path, count: int) -> None:
    """Put `count` persons on Hongta's list and enrol all but the first."""
    import_subsidy_roster(listed_persons(folder, count))
    for number in range(1, count):
        enroll(person(number), operator=operator, reason="已核对")


def listed_persons(folder: Path, count: int) -> Path:
    """Write the official list of `count` persons."""
    people = (person(n).members[0] for n in range(count))
    rows = [[each.name, each.id_no, "失独家庭"] for each in people]
    return write(folder / "名册.xlsx", [["姓名", "身份证号", "补助类别"], *rows])
