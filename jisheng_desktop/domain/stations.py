"""The offices that enrol: stations, their villages, and the people who work there."""

from typing import Literal

import msgspec

from jisheng_desktop.domain.schemes import Scheme

Level = Literal["CITY", "DISTRICT", "TOWNSHIP", "VILLAGE"]

LEVEL_NAMES: dict[Level, str] = {
    "CITY": "市级",
    "DISTRICT": "区县",
    "TOWNSHIP": "镇街",
    "VILLAGE": "村居",
}

# GB/T 2260 and the statistical code below it: province, prefecture, county, township.
CODE_STEPS = (2, 4, 6, 9, 12)


class Village(msgspec.Struct, frozen=True):
    """A village or community, and how many households it means to enrol."""

    code: str
    name: str
    target: int | None = None


class Operator(msgspec.Struct, frozen=True):
    """A person who works at this station; every journal entry names one."""

    id: str
    name: str
    protected: bool


class NewStation(msgspec.Struct, frozen=True):
    """A station that a district is about to equip with a kit."""

    level: Level
    code: str
    name: str
    parent: str


class Office(msgspec.Struct, frozen=True):
    """The station whose library is open, with its schemes and villages.

    `notice` is news about the library that the user is told once.
    """

    code: str
    name: str
    level: Level
    parent: str | None
    practice: bool
    schemes: tuple[Scheme, ...]
    villages: tuple[Village, ...]
    notice: str | None = None

    def scheme(self, scheme_id: str) -> Scheme | None:
        """Return the scheme with this id, if the station has it."""
        return next((s for s in self.schemes if s.id == scheme_id), None)

    def village_name(self, code: str) -> str:
        """Return the village's name, or its code when the name is not known here."""
        return next((v.name for v in self.villages if v.code == code), code)

    def covers(self, village_code: str) -> bool:
        """Tell whether a village is listed here or lies under our code (E402)."""
        if any(v.code == village_code for v in self.villages):
            return True
        return not self.code.isdigit() or village_code.startswith(territory(self.code))


def territory(code: str) -> str:
    """Return the prefix that all codes under a region share: 610103000000 → 610103."""
    for step in CODE_STEPS:
        if code[step:] == "0" * (len(code) - step):
            return code[:step]
    return code
