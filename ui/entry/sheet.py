"""The household being entered: every change goes through here and is decided at once."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import QObject, Signal

from jisheng_desktop.domain.decisions import Decision, estimate
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.services.enrolling import UNSET_PLAN, preview
from ui.entry.documents import read_form
from ui.entry.fields import BY_PATH, Kind
from ui.entry.form import Form, Subject
from ui.entry.guesses import values
from ui.entry.history import History, Step
from ui.entry.relevance import State
from ui.entry.terms import Terms


class Sheet(QObject):
    """One form with its history, its values and the decision on it.

    `changed` names the field in which the user is typing, so that its editor is
    left alone; it is empty when the change came from elsewhere. `estimate` has the
    amounts as they will be once the errors are mended.
    """

    changed = Signal(str)

    def __init__(self, terms: Terms, parent: QObject) -> None:
        super().__init__(parent)
        self.terms = terms
        self.visited: set[str] = set()
        self.load(Form())

    @property
    def form(self) -> Form:
        """Return the present form."""
        return self.history.form

    @property
    def state(self) -> State:
        """Return the present form with its values."""
        return State(self.form, self.values, self.terms)

    @property
    def subject(self) -> Subject:
        """Return what the form will be saved as."""
        return self.form.subject

    @property
    def is_confirmable(self) -> bool:
        """Tell whether nothing stands in the way but a reason for warnings."""
        return not self.obstacles()

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was typed yet."""
        return not any(self.form.entered.values())

    @property
    def tells_nothing(self) -> bool:
        """Tell whether nobody stands on it and nothing was written, only chosen or ticked."""
        written = (path for path, text in self.form.entered.items() if text.strip())
        return all(_is_choice(path) for path in written)

    def load(self, form: Form, visited: set[str] | None = None) -> None:
        """Begin with another household; its history begins anew."""
        self.history = History(form.with_blank_row())
        self.visited = visited or set()
        self._refresh("")

    def use(self, terms: Terms) -> None:
        """Go on under another scheme or year."""
        self.terms = terms
        self._refresh("")

    def edit(self, path: str, text: str) -> None:
        """Take what the user typed at `path`."""
        if self.form.entered.get(path) == text:
            return
        self.history.record(self.form.with_text(path, text), path)
        self._refresh(path)

    def edit_all(self, texts: Mapping[str, str]) -> None:
        """Take several texts as one step."""
        self.replace(self.form.with_texts(texts))

    def replace(self, form: Form, at: str = "") -> None:
        """Take another state of the form as one step; undoing it leads to `at`."""
        self.history.close_step()
        self.history.record(form, at)
        self.history.close_step()
        self._refresh("")

    def replay(self, before: Form, path: str, text: str) -> None:
        """Forget what was done since `before`, and take `text` at `path` instead."""
        self.history.rewind(before)
        self.replace(before.with_text(path, text))

    def become(self, subject: Subject) -> None:
        """Note what the sheet has been saved as; no step of its own in the history."""
        self.history.rewrite(msgspec.structs.replace(self.form, subject=subject))
        self._refresh("")

    def leave(self, path: str) -> None:
        """Note that the user has been at `path` and goes elsewhere."""
        self.history.close_step()
        if path not in self.visited:
            self.visited.add(path)
            self._refresh("")

    def undo(self) -> str | None:
        """Take back the last step; return the field it concerns."""
        return self._show_step(self.history.undo())

    def redo(self) -> str | None:
        """Do the last step taken back again; return the field it concerns."""
        return self._show_step(self.history.redo())

    def obstacles(self) -> list[Problem]:
        """Return the problems that no reason can overcome."""
        return [p for p in self.problems if p.severity == "E" or p.code == UNSET_PLAN]

    def open_problems(self) -> list[Problem]:
        """Return the problems at fields the user has reached, as the engine orders them."""
        return [p for p in self.problems if not self.is_pending(p)]

    def pending_problems(self) -> list[Problem]:
        """Return what is only missing because the user has not come to it yet."""
        return [p for p in self.problems if self.is_pending(p)]

    def is_pending(self, problem: Problem) -> bool:
        """Tell whether a problem is just a field that waits for its turn."""
        if problem.field in self.visited or self.values.get(problem.field):
            return False
        return problem.severity == "E"

    def visit_everything(self) -> None:
        """Count every field as reached: the user wants to confirm."""
        self.visited |= {problem.field for problem in self.problems}
        self._refresh("")

    def _show_step(self, step: Step | None) -> str | None:
        if step is None:
            return None
        self._refresh("")
        return step.path

    def _refresh(self, path: str) -> None:
        self.values = values(self.form, self.terms)
        reading = read_form(self.form, self.values, self.terms)
        self.document: HouseholdDocument = reading.document
        key = self.subject.key or None
        self.decision: Decision = preview(self.document, self.terms.scheme, uid=key)
        self.problems: tuple[Problem, ...] = reading.unreadable + self.decision.problems
        self.estimate: Decision = (
            estimate(self.document, self.terms.scheme)
            if self.decision.decision == "BLOCK"
            else self.decision
        )
        self.changed.emit(path)


def _is_choice(path: str) -> bool:
    field = BY_PATH.get(path)
    return field is not None and field.kind in (Kind.CHOICE, Kind.TICK)
