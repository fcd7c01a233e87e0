"""A small district in which everything goes wrong that can: real libraries, real files.

A computer is named by its folder; the first twelve characters say whose it is. Every
value that is typed is unlike any other, so that it can be found wherever it went.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from db.queries import journal, received, streams
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.answering import write_answers
from jisheng_desktop.services.arrivals import Imported
from jisheng_desktop.services.enrolling import correct, enroll, void
from jisheng_desktop.services.exporting import export
from jisheng_desktop.services.households import enrollment, list_households, rows
from jisheng_desktop.services.importing import import_files
from jisheng_desktop.services.library import (
    CONTINUED_ELSEWHERE,
    close_library,
    open_library,
)
from jisheng_desktop.services.operators import Session, sign_in
from tests.exchange import TOWNSHIP, home
from tests.households import CODE
from tests.simulation.laboratory import FUSE, PARENTS, STATIONS, Killed

CODE_LENGTH = 12
SHARED_FAMILY = 1000
SHARED_FAMILIES = 3

# What is typed ends alike, so that no value is the beginning of another.
VALUE = re.compile(r"(?:住址|作废)\d+号")


class File(NamedTuple):
    """A sealed file in the carrier's hands; `station` is whose work or answer it is."""

    path: Path
    station: str
    kind: str


class Typed(NamedTuple):
    """A value somebody typed, and those that stood before their eyes as they did."""

    value: str
    uid: str
    computer: str
    saw: frozenset[str]


class World:
    """The computers under `root`, the files on their way, and all that was typed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.way = root / "way"
        self.way.mkdir()
        self.computers = [station.code for station in STATIONS]
        self.lived: set[str] = set()
        self.files: list[File] = []
        self.typed: dict[str, Typed] = {}
        self.outcomes: list[tuple[str, Imported]] = []
        self.saved: dict[str, Path] = {}
        self.gone: set[str] = set()
        self.counted = 0
        self.notices = 0
        self.seated = ""

    # -- sitting down ----------------------------------------------------------------

    @contextmanager
    def at(self, computer: str) -> Iterator[Session]:
        """Sit down at a computer, which keeps its anchors to itself."""
        if computer != self.seated:
            self.leaves()
            os.environ["JISHENG_STATE"] = str(self.root / f"state-{computer}")
            notice = open_library(self.root / computer).notice
            self.notices += CONTINUED_ELSEWHERE in (notice or "")
            self.seated = computer
        yield sign_in(None, "")

    @contextmanager
    def elsewhere(self, computer: str) -> Iterator[None]:
        """Sit at a bare computer that is to become the station's."""
        self.leaves()
        os.environ["JISHENG_STATE"] = str(self.root / f"state-{computer}")
        yield
        self.leaves()

    def leaves(self) -> None:
        """Stand up: the library is closed, its folder may be copied."""
        close_library()
        self.seated = ""

    def pick(self, which: int) -> str:
        """Return the computer of a number: one of a station's, if it has several."""
        turn, at = divmod(which, len(STATIONS))
        mine = [c for c in self.computers if c[:CODE_LENGTH] == STATIONS[at].code]
        computer = mine[turn % len(mine)]
        self.lived.add(computer)
        return computer

    # -- what people do --------------------------------------------------------------

    def enrolls(self, which: int, _: int) -> None:
        """A family that nobody else has."""
        self._enrolls(self.pick(which), self.count())

    def enrolls_known(self, which: int, family: int) -> None:
        """One of a few families that move about, and may be known elsewhere."""
        number = SHARED_FAMILY + family % SHARED_FAMILIES
        self._enrolls(self.pick(which), number)

    def _enrolls(self, computer: str, number: int) -> None:
        value = f"住址{self.count()}号"
        document = home(number, _village(computer), hukou_address=value)
        with self.at(computer) as session:
            try:
                done = enroll(document, operator=session.operator, reason="本村常住")
            except UserError:
                return
        self._note(Typed(value, done.uid, computer, frozenset()))

    def corrects(self, which: int, record: int) -> None:
        """A new address for one of the station's records."""
        value, village = f"住址{self.count()}号", _village(self.pick(which))

        def change(before: Enrollment, session: Session) -> None:
            facts = msgspec.structs.replace(
                before.document.household, hukou_address=value, village_code=village
            )
            document: HouseholdDocument = msgspec.structs.replace(
                before.document, household=facts
            )
            correct(before.uid, document, operator=session.operator, reason="搬家了")

        self._changes(self.pick(which), record, value, change)

    def voids(self, which: int, record: int) -> None:
        """One of the station's records was a mistake."""
        value = f"作废{self.count()}号"

        def change(before: Enrollment, session: Session) -> None:
            void(before.uid, operator=session.operator, reason=value)

        self._changes(self.pick(which), record, value, change)

    def _changes(
        self,
        computer: str,
        record: int,
        value: str,
        change: Callable[[Enrollment, Session], None],
    ) -> None:
        with self.at(computer) as session:
            mine = self._records(computer)
            if not mine:
                return
            before = enrollment(mine[record % len(mine)])
            saw = {v for v in self.held_here() if self.typed[v].uid == before.uid}
            try:
                change(before, session)
            except UserError:
                return
        self._note(Typed(value, before.uid, computer, frozenset(saw)))

    def _records(self, computer: str) -> list[str]:
        """Return the station's own records that are not void, the oldest first."""
        station = computer[:CODE_LENGTH]
        alive = [r.uid for r in rows(list_households()) if r.state != "VOID"]
        known = received.records(alive)
        return sorted(uid for uid, k in known.items() if k.station == station)

    def _note(self, typed: Typed) -> None:
        self.typed[typed.value] = typed

    def count(self) -> int:
        """Return a number that was never used before."""
        self.counted += 1
        return self.counted

    # -- what travels ----------------------------------------------------------------

    def exports(self, which: int, _: int) -> None:
        """A station writes its bundle."""
        self.writes_bundle(self.pick(which))

    def writes_bundle(self, computer: str) -> Path:
        """A computer writes its station's bundle; return the file."""
        with self.at(computer) as session:
            file = Path(export(self._folder(computer), session).file)
        self.files.append(File(file, computer[:CODE_LENGTH], "bundle"))
        return file

    def answers(self, _: int, __: int) -> None:
        """The district writes its answers."""
        self._answered_by(CODE)

    def exchanges(self, which: int, _: int) -> None:
        """A computer reports and hears the answer, with nothing in between."""
        computer = self.pick(which)
        self.takes(CODE, self.writes_bundle(computer))
        before = len(self.files)
        self.answers(0, 0)
        for file in self.files[before:]:
            if file.station == computer[:CODE_LENGTH]:
                self.takes(computer, file.path)

    def passes_on(self, _: int, __: int) -> None:
        """The township writes out the answers it was given for its villages."""
        townships = [c for c in self.computers if c[:CODE_LENGTH] == TOWNSHIP.code]
        self._answered_by(townships[0])

    def _answered_by(self, computer: str) -> None:
        with self.at(computer) as session:
            written = write_answers(self._folder(computer), session)
        self.files += [File(Path(w.file), w.station_code, "ack") for w in written]

    def delivers(self, which: int, where: int) -> None:
        """Any file, however old, arrives: where it should, or now and then elsewhere."""
        if self.files:
            file = self.files[-1 - which % len(self.files)]
            self.takes(self._addressee(file, where), file.path)

    def _addressee(self, file: File, where: int) -> str:
        parent = PARENTS[file.station]
        astray = [CODE, *self.computers]
        if where % 8 == 7:
            return astray[where // 8 % len(astray)]
        above = [c for c in self.computers if c[:CODE_LENGTH] == parent]
        if file.kind == "bundle":
            receivers = [CODE, *above]
        else:
            own = [c for c in self.computers if c[:CODE_LENGTH] == file.station]
            receivers = [*own, *above]
        return receivers[where % len(receivers)]

    def damages(self, which: int, how: int) -> None:
        """A file is changed on its way; the carrier still has the sound one."""
        if not self.files:
            return
        file = self.files[-1 - which % len(self.files)]
        content = file.path.read_bytes()
        at = how * 131 % len(content)
        spoilt = (
            content[:at] + bytes([content[at] ^ 1 << how % 8]) + content[at + 1 :],
            content[:at],
            content.replace(b"\n", b"\r\n"),
        )[how % 3]
        damaged = self.way / "damaged.jsb"
        damaged.write_bytes(spoilt)
        results = self.takes(CODE, damaged)
        assert [r.outcome for r in results] == ["refused"], "damaged and not refused"

    def takes(self, computer: str, file: Path) -> list[Imported]:
        """A computer takes in a file."""
        if computer != CODE:
            self.lived.add(computer)
        with self.at(computer) as session:
            results = list(import_files([file], session))
        self.outcomes += [(computer, each) for each in results]
        return results

    def is_killed(self, which: int, when: int) -> None:
        """The process dies in the middle of whatever it was writing."""
        computer = self.pick(which)
        deed = (self.enrolls, self.corrects, self.exports, self.delivers)[when % 4]
        with self.at(computer):
            FUSE.left = when
        try:
            deed(which, when)
        except Killed:
            pass
        finally:
            FUSE.left = None
            self.leaves()

    def _folder(self, computer: str) -> Path:
        """Return a folder for the next files; nothing is ever overwritten."""
        return self.way / f"{self.count()}-{computer}"

    # -- what is known ---------------------------------------------------------------

    def held_here(self, *, said: bool = True) -> set[str]:
        """Return the values in the journal of the open library; without what was only
        `said` in answers, where that is not wanted.
        """
        text = b"".join(
            raw
            for number, identity in journal.streams()
            if said or not _is_answer(identity)
            for _n, raw, _hash in journal.raw_entries(number)
        ).decode()
        return {value for value in VALUE.findall(text) if value in self.typed}

    def records_here(self) -> dict[str, Enrollment]:
        """Return every record in the open library by its uid."""
        found = [enrollment(row.uid) for row in rows(list_households())]
        return {each.uid: each for each in found}


def _village(computer: str) -> str:
    """A township enrols for one of its villages."""
    village = computer[:CODE_LENGTH]
    return village if village != TOWNSHIP.code else STATIONS[1].code


def _is_answer(identity: bytes) -> bool:
    stream = streams.named(identity)
    return stream is not None and stream.reader != ""
