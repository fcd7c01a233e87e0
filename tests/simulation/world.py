"""A small district in which everything goes wrong that can: real libraries, real files.

Key derivation and syncing to disk are left out; everything else is the program.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jisheng_desktop.services.answering import write_answers
from jisheng_desktop.services.arrivals import Imported
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import correct, enroll, void
from jisheng_desktop.services.exporting import export
from jisheng_desktop.services.households import enrollment, list_households, rows
from jisheng_desktop.services.importing import import_files
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.operators import Session, sign_in
from tests.exchange import ONE, TWO, home
from tests.households import CODE

VILLAGES = (ONE.code, TWO.code)
ROUNDS = 3


class World:
    """The libraries at `root`, the files on their way, and what was ever typed.

    A computer is named by its folder; a clone has a folder and a state of its own.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.way = root / "way"
        self.way.mkdir()
        self.computers = [*VILLAGES]
        self.files: list[Path] = []
        self.typed: dict[str, set[str]] = {}
        self.voided: set[str] = set()
        self.families = 0
        self.saved: dict[str, Path] = {}
        self.outcomes: list[Imported] = []
        self.cloned = False

    @contextmanager
    def at(self, computer: str) -> Iterator[Session]:
        """Sit down at a computer, which keeps its anchors to itself."""
        os.environ["JISHENG_STATE"] = str(self.root / f"state-{computer}")
        open_library(self.root / computer)
        try:
            yield sign_in(None, "")
        finally:
            close_library()

    # -- what people do ------------------------------------------------------------

    def enrolls(self, which: int) -> None:
        computer = self._computer(which)
        self.families += 1
        with self.at(computer) as session:
            document = home(self.families, computer[:12])
            done = enroll(document, operator=session.operator)
        self.typed[done.uid] = {str(document.household.hukou_address)}

    def enrolls_known(self, which: int) -> None:
        """The second village enrols a family that the first one has."""
        computer = self._computer(which)
        with self.at(computer) as session:
            document = home(1000, computer[:12], contact_phone="13900009999")
            if any(
                r.enrolled_on and r.phone == "13900009999"
                for r in rows(list_households())
            ):
                return
            done = enroll(document, operator=session.operator)
        self.typed[done.uid] = {str(document.household.hukou_address)}

    def corrects(self, which: int) -> None:
        computer = self._computer(which)
        with self.at(computer) as session:
            uid = self._newest()
            if uid is None:
                return
            record = enrollment(uid)
            address = f"新街{len(self.typed[uid])}号{computer[-1]}"
            fields = record.document.household.__struct_fields__
            facts = {f: getattr(record.document.household, f) for f in fields}
            household = type(record.document.household)(
                **facts | {"hukou_address": address}
            )
            changed = {
                f: getattr(record.document, f)
                for f in record.document.__struct_fields__
            } | {"household": household}
            correct(
                uid,
                type(record.document)(**changed),
                operator=session.operator,
                reason="搬家了",
            )
            self.typed[uid].add(address)

    def voids(self, which: int) -> None:
        with self.at(self._computer(which)) as session:
            uid = self._newest()
            if uid is not None:
                void(uid, operator=session.operator, reason="登记错误")
                self.voided.add(uid)

    def exports(self, which: int) -> None:
        computer = self._computer(which)
        with self.at(computer) as session:
            self.files.append(Path(export(self.way / computer, session).file))

    def answers(self) -> None:
        with self.at(CODE) as session:
            for each in write_answers(self.way / f"a{len(self.files)}", session):
                self.files.append(Path(each.file))

    def delivers(self, which: int) -> None:
        """Any file, however old, goes to the district and to every village."""
        if self.files:
            file = self.files[which % len(self.files)]
            for computer in (CODE, *self.computers):
                self._take(computer, file)

    def damages(self, which: int) -> None:
        """A file is changed on its way; the carrier still has the sound one."""
        if self.files:
            content = bytearray(self.files[which % len(self.files)].read_bytes())
            content[which % len(content)] ^= 1
            file = self.way / "damaged.jsb"
            file.write_bytes(content)
            results = self._take(CODE, file)
            assert [r.outcome for r in results] == ["refused"]

    # -- what happens to computers ---------------------------------------------------

    def backs_up(self, which: int) -> None:
        computer = self._computer(which)
        copy = self.root / f"backup-{computer}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.root / computer, copy)
        self.saved[computer] = copy

    def restores(self, which: int) -> None:
        """An older state of the folder comes back; the computer's anchors know better."""
        computer = self._computer(which)
        if computer in self.saved:
            shutil.rmtree(self.root / computer)
            shutil.copytree(self.saved[computer], self.root / computer)

    def clones(self, which: int) -> None:
        """The disk is copied whole, anchors and all, and both computers go on."""
        computer = self._computer(which)
        copy = f"{computer[:12]}c{len(self.computers)}"
        shutil.copytree(self.root / computer, self.root / copy)
        shutil.copytree(self.root / f"state-{computer}", self.root / f"state-{copy}")
        self._forget_folder(copy)
        self.computers.append(copy)
        self.cloned = True

    def crashes(self, which: int) -> None:
        """The power goes between the commit and the anchor: the anchor is one behind."""
        computer = self._computer(which)
        state = self.root / f"state-{computer}"
        before = self.root / "anchors-before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(state, before)
        self.enrolls(which)
        shutil.rmtree(state)
        shutil.copytree(before, state)

    # -- what must hold --------------------------------------------------------------

    def heals(self) -> None:
        """Everything gets through at last, both ways."""
        for _ in range(ROUNDS):
            for number, computer in enumerate(self.computers):
                self.exports(number)
                self._take(CODE, self.files[-1])
                self.answers()
                for file in self.files[-len(VILLAGES) :]:
                    self._take(computer, file)

    def must_hold(self) -> None:
        there = self.states(CODE)
        self._nothing_lost(there)
        for computer in self.computers:
            here = self.states(computer)
            for uid, (state, address) in here.items():
                assert uid in there, "typed here, unknown at the district"
                assert (state, address) == there[uid], f"{computer} disagrees"
        for computer in (CODE, *self.computers):
            with self.at(computer):
                assert [c.detail for c in check() if not c.ok] == []

    def no_false_alarm(self) -> None:
        codes = {r.code for r in self.outcomes if r.outcome == "refused"}
        assert codes <= {"E904", "E910", "E901"}, codes
        assert not any(r.code == "E912" for r in self.outcomes)

    def _nothing_lost(self, there: dict[str, tuple[str, str]]) -> None:
        for uid, addresses in self.typed.items():
            if uid in there:
                assert there[uid][1] in addresses
            else:
                assert self.saved, "only a restored computer may have lost its own work"

    def states(self, computer: str) -> dict[str, tuple[str, str]]:
        with self.at(computer):
            found = [enrollment(row.uid) for row in rows(list_households())]
        return {
            each.uid: (each.state, str(each.document.household.hukou_address))
            for each in found
        }

    def _newest(self) -> str | None:
        mine = [row for row in rows(list_households()) if row.state != "VOID"]
        return mine[0].uid if mine and mine[0].uid in self.typed else None

    def _computer(self, which: int) -> str:
        return self.computers[which % len(self.computers)]

    def _take(self, computer: str, file: Path) -> list[Imported]:
        with self.at(computer) as session:
            results = list(import_files([file], session))
        self.outcomes += results if computer == CODE else []
        return results

    def _forget_folder(self, computer: str) -> None:
        """On the other machine the same path is its own folder."""
        for anchor in (self.root / f"state-{computer}" / "anchors").glob("*.json"):
            original = str((self.root / computer[:12]).resolve())
            text = anchor.read_text("utf-8")
            moved = str((self.root / computer).resolve())
            anchor.write_text(text.replace(original, moved), "utf-8")
