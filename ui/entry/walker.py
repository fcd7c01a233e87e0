"""Moving the cursor: Enter and back, from problem to problem, to where it began."""

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

    def walk(self, path: str, step: int) -> None:
        """Go from `path` to the next stop (1) or the one before (−1)."""
        self._view.board.settle()
        self._go(next_stop(self._sheet.state, path, step))

    def walk_from_number(self, ref: str) -> None:
        """Go on from a number that was scanned."""
        self._go(person_path(ref, "id_no"))
        self.walk(person_path(ref, "id_no"), 1)

    def jump(self, step: int, *, errors_only: bool = False) -> None:
        """Go to the next (1) or previous (−1) field with a problem, round and round."""
        everything = order(self._sheet.state)
        rank = {path: index for index, path in enumerate(everything)}
        last = len(everything)
        places = sorted(
            self._problem_places(errors_only=errors_only),
            key=lambda path: rank.get(path, last),
        )
        here = rank.get(self._view.board.here, -step * last)
        if step < 0:
            places.reverse()
        ahead = [p for p in places if (rank.get(p, last) - here) * step > 0]
        for path in (ahead or places)[:1]:
            self._go(path)

    def _problem_places(self, *, errors_only: bool) -> set[str]:
        return {
            self._view.place_of(problem.field)
            for problem in self._sheet.problems
            if problem.severity == "E" or not errors_only
        } - {""}

    def _go(self, path: str) -> None:
        if path == END_STOP:
            self._panel.focus_confirm()
        else:
            self._view.go(path)
