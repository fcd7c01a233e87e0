"""A district, a township and villages in folders of their own, one open at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.sealing import age
from jisheng_desktop.services.answering import Answered, write_answers
from jisheng_desktop.services.arrivals import Imported
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import Enrolled, enroll
from jisheng_desktop.services.exporting import Exported, export
from jisheng_desktop.services.importing import import_files
from jisheng_desktop.services.kits import issue_kit, join_with_kit
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.operators import Session, sign_in
from jisheng_desktop.services.overview import status
from tests.households import CODE, district, family

TOWNSHIP = NewStation("TOWNSHIP", "610103001000", "示范街道", CODE)
ONE = NewStation("VILLAGE", "610103001001", "示范一村", TOWNSHIP.code)
TWO = NewStation("VILLAGE", "610103001002", "示范二村", TOWNSHIP.code)
THREE = NewStation("VILLAGE", "610103002001", "示范三村", CODE)


def spare_key_derivation(patch: pytest.MonkeyPatch) -> None:
    """Spare the second of scrypt that protects a kit; one test pays it."""
    boxes: dict[bytes, tuple[bytes, str]] = {}

    def seal(content: bytes, code: str) -> bytes:
        box = b"box %d" % len(boxes)
        boxes[box] = (content, code)
        return box.ljust(64)

    def unseal(box: bytes, code: str) -> bytes | None:
        content, right = boxes[box.rstrip()]
        return content if code == right else None

    patch.setattr(age, "seal_with_code", seal)
    patch.setattr(age, "unseal_with_code", unseal)


class Country:
    """The offices by their codes; `sticks` is where files are carried."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sticks = root / "sticks"
        self.sticks.mkdir()
        district(root / CODE)
        close_library()

    def folder(self, code: str) -> Path:
        return self.root / code

    @contextmanager
    def at(self, code: str) -> Iterator[Session]:
        """Sit down at a station."""
        open_library(self.folder(code))
        try:
            yield sign_in(None, "")
        finally:
            close_library()

    def found(self, station: NewStation, folder: str | None = None) -> None:
        """Issue a kit and set the station up with it."""
        with self.at(CODE) as session:
            file = self.root / f"kit-{station.code}.jsb"
            kit = issue_kit(station, file, session)
        join_with_kit(self.folder(folder or station.code), file, kit.code, "")
        close_library()

    def enroll(self, code: str, *documents: HouseholdDocument) -> list[Enrolled]:
        with self.at(code) as session:
            return [enroll(d, operator=session.operator) for d in documents]

    def export(self, code: str, **options: Any) -> Exported:
        with self.at(code) as session:
            return export(self.sticks / code, session, **options)

    def take(self, code: str, *files: str | Path) -> list[Imported]:
        with self.at(code) as session:
            return list(import_files([Path(f) for f in files], session))

    def answer(self, code: str = CODE) -> dict[str, Answered]:
        with self.at(code) as session:
            written = write_answers(self.sticks / "answers" / code, session)
        return {each.station_code: each for each in written}

    def states(self, code: str) -> dict[str, int]:
        """Return how many enrolments a station has in each state that occurs."""
        with self.at(code):
            return {s: n for s, n in status().enrollments.items() if n}

    def sound(self, *codes: str) -> None:
        """Prove the libraries of stations, as `jisheng check` does."""
        for code in codes:
            with self.at(code):
                assert [c for c in check() if not c.ok] == [], code

    def round(self, code: str) -> tuple[Imported, Imported]:
        """Report and hear the answer, once each way."""
        taken = self.take(CODE, self.export(code).file)[0]
        heard = self.take(code, self.answer()[code].file)[0]
        return taken, heard


def home(n: int, village: str = ONE.code, **changes: Any) -> HouseholdDocument:
    """Return family `n` of a village."""
    return family(n, village_code=village, **changes)
