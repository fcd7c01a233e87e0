"""Moving the cursor: Enter and back, from problem to problem, to where it began."""

from collections.abc import Callable, Iterable

from jisheng_desktop.domain.problems import Problem
from ui.entry.decision_panel import DecisionPanel
from ui.entry.form import person_path
from ui.entry.form_view import FormView
from ui.entry.relevance import END_STOP, first_stop, next_stop, order
from ui.entry.sheet import Sheet


class Walker:
    """Leads the cursor through the form; it never changes what is in it."""

    def __init__(self, sheet: Sheet, view: FormView, panel: DecisionPanel) -> None:
        self._sheet = sheet
        self._view = view
        self._panel = panel

    def start(self) -> None:
        """Go to the first field that still has to be filled."""
        self._go(first_stop(self._sheet.state))

    def start_correcting(self) -> None:
        """Go to the first field with a problem; without one, to the first person."""
        if not self.first_obstacle():
            self._go(person_path(self._sheet.form.people[0], "id_no"))

    def walk(self, path: str, step: int) -> None:
        """Go from `path` to the next stop (1) or the one before (−1)."""
        self._view.board.settle()
        self._go(next_stop(self._sheet.state, path, step))

    def walk_from_number(self, ref: str) -> None:
        """Go on from a number that was scanned."""
        self._go(person_path(ref, "id_no"))
        self.walk(person_path(ref, "id_no"), 1)

    def first_obstacle(self) -> bool:
        """Go to the first field that stands in the way; False when it is in no field."""
        places = self._places(self._sheet.obstacles())
        for path in places[:1]:
            self._go(path)
        return bool(places)

    def jump(self, step: int) -> None:
        """Go to the next (1) or previous (−1) field with a problem, round and round."""
        rank = self._rank()
        places = self._places(self._sheet.problems)[::step]
        here = rank(self._view.board.here)
        ahead = [path for path in places if (rank(path) - here) * step > 0]
        for path in (ahead or places)[:1]:
            self._go(path)

    def _places(self, problems: Iterable[Problem]) -> list[str]:
        """Return where the problems are, in reading order."""
        places = {self._view.place_of(problem.field) for problem in problems} - {""}
        return sorted(places, key=self._rank())

    def _rank(self) -> Callable[[str], int]:
        everything = order(self._sheet.state)
        ranks = {path: index for index, path in enumerate(everything)}
        return lambda path: ranks.get(path, len(everything))

    def _go(self, path: str) -> None:
        if path == END_STOP:
            self._panel.focus_confirm()
        else:
            self._view.go(path)
