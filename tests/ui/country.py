"""A little district in the middle of its season: something on every part of the board."""

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.services import answering, arrivals, moments
from jisheng_desktop.services.enrolling import correct
from jisheng_desktop.services.households import enrollment
from tests.exchange import ONE, TOWNSHIP, TWO, Country, home
from tests.households import CODE

THREE = NewStation("VILLAGE", "610103001003", "东街社区", TOWNSHIP.code)
FOUR = NewStation("VILLAGE", "610103001004", "西街社区", TOWNSHIP.code)
FIVE = NewStation("VILLAGE", "610103001005", "南塘村", TOWNSHIP.code)

# A household whose people were born on the days of those of household 4.
NEAR = 1804


class Season:
    """Days go by, files are carried; `root` keeps the offices as `Country` does."""

    def __init__(self, country: Country, patch: pytest.MonkeyPatch) -> None:
        self.country = country
        self.patch = patch

    def days_ago(self, days: int) -> None:
        """Let what is taken in or answered from now on have happened that long ago."""
        day = moments.today() - timedelta(days=days)
        for module in (arrivals, answering):
            self.patch.setattr(module, "stamp", lambda: f"{day}T10:20:00+08:00")

    def reports(self, station: NewStation, *homes: int | HouseholdDocument) -> Path:
        """Enrol households at a station, some by number; return the file it writes."""
        documents = [home(h, station.code) if isinstance(h, int) else h for h in homes]
        self.country.enroll(station.code, *documents)
        return Path(self.country.export(station.code).file)

    def arrives(self, *files: Path) -> None:
        self.country.take(CODE, *files)


def renamed(document: HouseholdDocument) -> HouseholdDocument:
    """Return a household whose people go by other names under the same numbers."""
    members = tuple(
        msgspec.structs.replace(m, name="李" + m.name[1:]) for m in document.members
    )
    return msgspec.structs.replace(document, members=members)


def settle_in(country: Country, patch: pytest.MonkeyPatch) -> Season:
    """Play some weeks: reports, an answer, damage, a clone, one never heard of."""
    season = Season(country, patch)
    for station in (TOWNSHIP, ONE, TWO, THREE, FOUR, FIVE):
        country.found(station)
    season.days_ago(16)
    season.arrives(season.reports(ONE, 1, 2, 3), season.reports(TWO, 3, 11, 12))
    country.answer()
    _clone(country, THREE)
    season.days_ago(9)
    season.arrives(season.reports(ONE, 4, 5), season.reports(THREE, 21))
    season.days_ago(0)
    season.arrives(
        season.reports(ONE, 6), season.reports(FOUR, NEAR, renamed(home(2, FOUR.code)))
    )
    season.arrives(_twin_reports(country, season), _spoilt(season.reports(TWO, 13)))
    season.arrives(_stray(country))
    return season


def _clone(country: Country, station: NewStation) -> None:
    shutil.copytree(country.folder(station.code), country.root / "twin")


def _twin_reports(country: Country, season: Season) -> Path:
    """The copied disk, in another computer, goes on by itself, and reports its own work."""
    home_folder, first = country.folder(THREE.code), country.root / "first"
    home_folder.rename(first)
    (country.root / "twin").rename(home_folder)
    with season.patch.context() as elsewhere:
        elsewhere.setenv("JISHENG_STATE", str(country.root / "elsewhere"))
        file = season.reports(THREE, 22)
    shutil.rmtree(home_folder)
    first.rename(home_folder)
    return file


def _spoilt(file: Path) -> Path:
    content = bytearray(file.read_bytes())
    content[-20] ^= 1
    file.write_bytes(content)
    return file


def _stray(country: Country) -> Path:
    file = country.sticks / "报表.jsb"
    file.write_bytes("这不是上报包".encode())
    return file


def change_twice(country: Country, patch: pytest.MonkeyPatch) -> str:
    """Let two computers of a village that is founded correct one record, each its own
    way, and report; return the record's uid.
    """
    (done,) = country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    folder, first = country.folder(ONE.code), country.root / "first"
    shutil.copytree(folder, country.root / "twin")
    _moves_house(country, done.uid, "东街1号")
    country.take(CODE, country.export(ONE.code).file)
    folder.rename(first)
    (country.root / "twin").rename(folder)
    patch.setenv("JISHENG_STATE", str(country.root / "elsewhere"))
    _moves_house(country, done.uid, "西街2号")
    for _ in range(2):  # it hears that it has a twin, then goes on by itself
        country.round(ONE.code)
    country.take(CODE, country.export(ONE.code).file)
    return done.uid


def _moves_house(country: Country, uid: str, address: str) -> None:
    with country.at(ONE.code) as session:
        document = enrollment(uid).document
        household = msgspec.structs.replace(document.household, hukou_address=address)
        moved = msgspec.structs.replace(document, household=household)
        correct(uid, moved, operator=session.operator, reason="搬家了已核对")
