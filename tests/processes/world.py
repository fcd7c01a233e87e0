"""A district, a township and two villages, founded once; every experiment has a copy.

It is founded under a name that no folder bears afterwards, else each copy would be
taken for what it is: a second computer of the same station.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from jisheng_desktop.cli.main import run
from jisheng_desktop.domain.states import State
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.households import enrollment, list_households, rows
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.operators import change_password
from jisheng_desktop.services.overview import Status, status
from tests.exchange import ONE, TOWNSHIP, TWO, Country, spare_key_derivation
from tests.households import CODE, raw_family
from tests.processes.program import Computer

NEAR = NewStation("VILLAGE", ONE.code, ONE.name, CODE)
PASSWORD = "风调雨顺2026"
LOCK_SECONDS = 5


class Seen(NamedTuple):
    """What a library shows, and what its own proof finds wrong with it."""

    records: dict[str, State]
    status: Status
    faults: list[str]


def founded(root: Path) -> Path:
    """Return a template: one village under the district, one under the township."""
    making = root / "making"
    making.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JISHENG_STATE", str(making / "state"))
        spare_key_derivation(patch)
        country = Country(making)
        for station in (NEAR, TOWNSHIP, TWO):
            country.found(station)
        for station in (NEAR, TWO):
            with country.at(station.code) as session:
                change_password(session, "", PASSWORD)
    return making.rename(root / "template")


class World:
    """The computers of one experiment, in a folder of their own."""

    def __init__(self, template: Path, root: Path) -> None:
        shutil.copytree(template, root)
        self.root = root

    def at(self, code: str) -> Computer:
        has_password = code in (NEAR.code, TWO.code)
        password = PASSWORD if has_password else ""
        return Computer(self.root / code, self.root / "state", password)

    def family(self, n: int, village: str) -> str:
        """Return the file of family `n`, written by the first who asks."""
        file = self.root / f"family-{n}-{village}.json"
        raw = raw_family(n, village_code=village)
        file.write_text(json.dumps(raw, ensure_ascii=False), "utf-8")
        return str(file)

    def look(self, code: str) -> Seen:
        """Open a library in this process, and prove it."""
        with self.opened(code):
            found = (enrollment(row.uid) for row in rows(list_households()))
            records = {each.enroll_no or each.uid: each.state for each in found}
            faults = [each.detail for each in check() if not each.ok]
            return Seen(records, status(), faults)

    @contextmanager
    def opened(self, code: str) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JISHENG_STATE", str(self.root / "state"))
            open_library(self.root / code, wait_seconds=LOCK_SECONDS)
            try:
                yield
            finally:
                close_library()

    def does_here(self, code: str, *command: str) -> None:
        """Run a command that must succeed in this process: it is quicker to start."""
        computer = self.at(code)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JISHENG_STATE", str(computer.state))
            patch.setenv("JISHENG_PASSWORD", computer.password)
            assert run([*command, "--data", str(computer.data)]) == 0, command

    def settled(self) -> Path:
        """Return a template of what has become of this world; it is used up by that."""
        return self.root.rename(self.root.with_name(f"{self.root.name}-settled"))

    def remove(self) -> None:
        shutil.rmtree(self.root)
