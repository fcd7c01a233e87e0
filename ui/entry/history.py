"""Undo and redo over the whole form."""

from dataclasses import dataclass

from ui.entry.form import Form


@dataclass(frozen=True)
class Step:
    """A state of the form and the field the user was in."""

    form: Form
    path: str


class History:
    """The states of one form; typing on in one field is one step."""

    def __init__(self, form: Form) -> None:
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._now = Step(form, "")
        self._open_path = ""

    @property
    def form(self) -> Form:
        """Return the present state."""
        return self._now.form

    def record(self, form: Form, path: str) -> None:
        """Take in a change made at `path`; a change without a path is its own step."""
        if not path or path != self._open_path:
            self._past.append(Step(self._now.form, path))
        self._open_path = path
        self._future.clear()
        self._now = Step(form, path)

    def rewind(self, form: Form) -> None:
        """Forget every step since `form`, as if it had not happened."""
        while self._past and self._now.form is not form:
            self._now = self._past.pop()
        self.close_step()

    def rewrite(self, form: Form) -> None:
        """Replace the present state without making a step."""
        self._now = Step(form, self._now.path)

    def close_step(self) -> None:
        """Let the next change begin a new step: the user has left the field."""
        self._open_path = ""

    def undo(self) -> Step | None:
        """Go back one step; return it with the field it concerns, or None at the beginning."""
        return self._travel(self._past, self._future)

    def redo(self) -> Step | None:
        """Go forward one step again; None at the end."""
        return self._travel(self._future, self._past)

    def _travel(self, source: list[Step], other: list[Step]) -> Step | None:
        if not source:
            return None
        step = source.pop()
        other.append(Step(self._now.form, step.path))
        self._now = step
        self.close_step()
        return step
