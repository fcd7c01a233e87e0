"""A few weeks at real computers whose plugs are pulled; then everything is delivered."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from random import Random
from time import perf_counter

from typing_extensions import override

from tests.exchange import TOWNSHIP, TWO
from tests.households import CODE
from tests.processes.program import Ended
from tests.processes.world import NEAR, World

ACTS = 3
KILLED_OF_TEN = 6
TOWNSHIP_OF_TEN = 2

DIRECT = (NEAR.code, CODE)
RELAYED = (TWO.code, TOWNSHIP.code, CODE)

REFUSED = 1
PREMIUM_FEN = 16_500

# Parts of a command's usual time; it begins by loading the program, which writes nothing.
MOMENTS = (0.4, 1.0)


class Pace:
    """How long each command takes on this machine, learnt as it goes."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    def learn(self, command: str, seconds: float) -> None:
        before = self._seconds.get(command, seconds)
        self._seconds[command] = (before + seconds) / 2

    def of(self, command: str) -> float:
        return self._seconds.get(command, 0.8)


class History:
    """What befell a village, its superiors and the files between them."""

    def __init__(self, seed: int, world: World, pace: Pace) -> None:
        self.seed, self.world, self.pace = seed, world, pace
        self.luck = Random(seed)
        self.route = RELAYED if self.luck.randrange(10) < TOWNSHIP_OF_TEN else DIRECT
        self.village = self.route[0]
        self.families = self.kills = self.restores = 0
        self.acknowledged: set[str] = set()
        self.diary: list[str] = []
        self.is_dangerous = True

    def play(self) -> "History":
        """Do a few things, most of them cut short; then deliver everything."""
        acts = (
            self.enroll,
            self.enroll,
            self.go_up,
            self.go_up,
            self.go_down,
            self.back_up,
            self.restore,
        )
        self.enroll()
        for _ in range(ACTS):
            self.luck.choice(acts)()
        for _ in range(1 + (self.restores > 0)):
            self.deliver()
        return self

    # -- what people do --------------------------------------------------------------

    def enroll(self) -> None:
        """A family enrols; a specialist whose computer died asks again until it is answered."""
        self.families += 1
        file = self.world.family(self.families, self.village)
        ended = self._attempt(self.village, "enroll", file)
        was_killed = ended.killed
        if was_killed:
            ended = self._run(self.village, "enroll", file)
        if ended.code == REFUSED and was_killed:
            return  # it was saved before the plug was pulled
        assert ended.code == 0, (self, ended)
        (done,) = ended.answer["enrolled"]
        self.acknowledged.add(done["enroll_no"])

    def go_up(self) -> None:
        """The village's work goes to the district, as far as it gets."""
        for giver, taker in pairwise(self.route):
            self._attempt(giver, "export", "--out", self._stick(giver, "up"))
            self._take_in(taker, self._stick(giver, "up"))

    def go_down(self) -> None:
        """The district's answers go to the village, as far as they get."""
        for giver, taker in pairwise(self.route[::-1]):
            self._attempt(giver, "ack", "--out", self._stick(giver, "down"))
            self._take_in(taker, self._stick(giver, "down"))

    def back_up(self) -> None:
        self._attempt(self.village, "backup", "--out", str(self._backup))

    def restore(self) -> None:
        """An old state comes back; what it lacks has been delivered before."""
        if not self._backup.exists():
            return
        with self._no_kills():
            self.go_up()
        self.restores += 1
        ended = self._attempt(self.village, "restore", str(self._backup))
        if ended.killed and self.luck.random() < 0.5:
            self._run(self.village, "restore", str(self._backup))

    def deliver(self) -> None:
        """Nobody's plug is pulled any more: everything goes up, the answers down."""
        with self._no_kills():
            self.go_up()
            self.go_down()

    # -- the machines ----------------------------------------------------------------

    @property
    def _backup(self) -> Path:
        return self.world.root / "backup.jsbak"

    def _stick(self, giver: str, way: str) -> str:
        return str(self.world.root / f"{way}-{giver}")

    def _take_in(self, taker: str, stick: str) -> None:
        if any(Path(stick).glob("*.jsb")):
            self._attempt(taker, "import", stick)

    @contextmanager
    def _no_kills(self) -> Iterator[None]:
        before, self.is_dangerous = self.is_dangerous, False
        yield
        self.is_dangerous = before

    def _attempt(self, code: str, *command: str) -> Ended:
        """Run a command that may be killed at any moment; else it must succeed."""
        if not self.is_dangerous or self.luck.randrange(10) >= KILLED_OF_TEN:
            return self._run(code, *command)
        moment = self.luck.uniform(*MOMENTS) * self.pace.of(command[0])
        ended = self.world.at(code).run_until(moment, *command)
        self.kills += ended.killed
        assert ended.killed or ended.code == 0, (self, code, command, ended)
        self._note(code, command, ended)
        return ended

    def _run(self, code: str, *command: str) -> Ended:
        start = perf_counter()
        ended = self.world.at(code).run(*command)
        self.pace.learn(command[0], perf_counter() - start)
        self._note(code, command, ended)
        may_be_refused = command[0] == "enroll"
        assert ended.code == 0 or may_be_refused, (self, code, command, ended)
        return ended

    def _note(self, code: str, command: tuple[str, ...], ended: Ended) -> None:
        self.diary.append(f"{code} {command[0]}: {ended.code}")

    @override
    def __repr__(self) -> str:
        return f"history {self.seed}: {', '.join(self.diary)}"


def judge(history: History) -> None:
    """Raise AssertionError for what may never be, once everything was delivered."""
    world, families = history.world, history.families
    seen = {code: world.look(code) for code in history.route}
    for code, each in seen.items():
        assert not each.faults, (history, code, each.faults)
    here, there = seen[history.village], seen[CODE]
    assert here.records == there.records, (history, here.records, there.records)
    lost = history.acknowledged - here.records.keys()
    assert not lost, (history, f"lost: {lost}")
    assert here.status.unsent == 0, history
    for told in (here.status, there.status):
        assert told.enrollments["ACCEPTED"] == families == told.households, history
        assert told.sums_fen.premium == families * PREMIUM_FEN, history
        assert told.duplicates_open == 0, history
