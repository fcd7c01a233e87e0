"""All editors of the form by path: made, wired, filled and focused in one place."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.entry import choices
from ui.entry.choices import Choice, Choices
from ui.entry.editors import ChoiceField, Editor, TextField, TickField
from ui.entry.fields import Field, Kind
from ui.entry.form import person_of, person_path
from ui.entry.sheet import Sheet
from ui.entry.wording import TONES

FIXED = {
    "hukou_type": choices.HUKOU_TYPE,
    "compliance": choices.COMPLIANCE,
    "payment": choices.PAYMENT,
    "signature": choices.SIGNATURE,
    "sex": choices.SEX,
    "relation": choices.RELATION,
    "role": choices.ROLE,
    "id_type": choices.ID_TYPE,
    "guardian_kind": choices.GUARDIAN_KIND,
}
WORST = {"": 0, "info": 1, "warn": 2, "bad": 3}


class Board(QObject):
    """Knows every editor; passes on what the user does and shows what the sheet holds."""

    arrived = Signal(str)
    left = Signal(str)
    walked = Signal(str, int)
    table_pasted = Signal(str)

    def __init__(self, sheet: Sheet, watcher: QObject, parent: QObject) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.editors: dict[str, Editor] = {}
        self.here = ""
        self._filled: dict[str, tuple[str, str]] = {}
        self._watcher = watcher

    def make(self, path: str, field: Field, caption: str = "") -> Editor:
        """Return a new editor for `path`, wired and filled."""
        editor = self._made(path, field, caption)
        editor.edited.connect(self.sheet.edit)
        editor.arrived.connect(self._arrive)
        editor.left.connect(self._leave)
        editor.walked.connect(self.walked)
        if isinstance(editor, TextField):
            editor.table_pasted.connect(self.table_pasted)
        editor.installEventFilter(self._watcher)
        self.editors[path] = editor
        self._fill(path, editor, "")
        return editor

    def drop(self, path: str) -> None:
        """Take an editor away for good."""
        editor = self.editors.pop(path)
        self._filled.pop(path, None)
        editor.hide()
        editor.deleteLater()

    def show_sheet(self, source: str, tones: Mapping[str, str]) -> None:
        """Show the sheet's values; the text being typed at `source` stays."""
        for path, editor in self.editors.items():
            tone = tones.get(path, "")
            if path == source and isinstance(editor, TextField):
                editor.show_tone(tone)
                self._filled.pop(path, None)
            else:
                self._fill(path, editor, tone)

    def settle(self) -> None:
        """Finish the field the cursor is in, as if it were left."""
        editor = self.editors.get(self.here)
        if isinstance(editor, TextField):
            editor.settle()

    def position(self) -> int:
        """Return where the cursor stands in its field."""
        editor = self.editors.get(self.here)
        return editor.cursorPosition() if isinstance(editor, TextField) else 0

    def place_cursor(self, path: str, position: int) -> bool:
        """Put the cursor back where it stood; False when the field is gone."""
        found = self.focus(path, select=False)
        editor = self.editors.get(path)
        if found and isinstance(editor, TextField):
            editor.deselect()
            editor.setCursorPosition(position)
        return found

    def focus(self, path: str, *, select: bool = True) -> bool:
        """Put the cursor into the field at `path`; False when there is no such field."""
        editor = self.editors.get(path)
        if editor is None or not editor.isVisibleTo(editor.window()):
            return False
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if select and isinstance(editor, TextField) and self._replaces(path):
            editor.selectAll()
        return True

    def tones(self) -> dict[str, str]:
        """Return how each field is painted: what was carried over, and what is wrong."""
        form = self.sheet.form
        found = {p: "carried" for p in form.carried if not form.entered.get(p)}
        for problem in self.sheet.open_problems():
            if problem.field == self.here and self.here not in self.sheet.visited:
                continue
            path, tone = self.home_of(problem.field), TONES[problem.severity]
            if tone != "info" and WORST[tone] > WORST.get(found.get(path, ""), 0):
                found[path] = tone
        return found

    def home_of(self, field: str) -> str:
        """Return the path of the editor that answers for a problem's field."""
        if field in self.editors:
            return field
        if is_consent(field):
            return ""
        below = iter(self._below(field))
        ref = person_of(field)
        if ref is not None and field != "members":
            return next(below, person_path(ref, "id_no"))
        if field == "members":
            return person_path(self.sheet.form.people[-1], "id_no")
        return next(below, "")

    def _below(self, field: str) -> list[str]:
        """Return the paths under a field, those that are still empty first."""
        paths = [path for path in self.editors if path.startswith(field + ".")]
        return sorted(paths, key=lambda path: bool(self.sheet.values.get(path)))

    def choices(self, name: str) -> Choices:
        """Return the choices called `name`, as they are now."""
        terms = self.sheet.terms
        match name:
            case "village":
                return terms.village_choices
            case "plan":
                return terms.plan_choices
            case "special":
                return terms.special_choices
            case "claim":
                return terms.claim_choices
            case "applicant":
                return self._people()
            case _:
                return FIXED[name]

    def _people(self) -> Choices:
        state = self.sheet.state
        people = enumerate(state.form.named(), start=1)
        return Choices(
            tuple(
                Choice(ref, str(n), state.of(ref, "name") or ref) for n, ref in people
            )
        )

    def _made(self, path: str, field: Field, caption: str) -> Editor:
        match field.kind:
            case Kind.CHOICE:
                return ChoiceField(path, field, self._supplier(field.choices))
            case Kind.TICK:
                return TickField(path, field, caption)
            case _:
                return TextField(path, field)

    def _supplier(self, name: str) -> Callable[[], Choices]:
        return lambda: self.choices(name)

    def _fill(self, path: str, editor: Editor, tone: str) -> None:
        """Show the value at `path` unless that is what the editor shows already."""
        filling = self.sheet.values.get(path, ""), tone
        if self._filled.get(path) != filling:
            self._filled[path] = filling
            editor.show_value(*filling)

    def _replaces(self, path: str) -> bool:
        """Addresses are mended at their end; everything else is typed over."""
        return not path.endswith("address")

    def _arrive(self, path: str) -> None:
        self.here = path
        self.arrived.emit(path)

    def _leave(self, path: str) -> None:
        self.left.emit(path)
        if path in self.editors:
            self.sheet.leave(path)


def is_consent(field: str) -> bool:
    """Tell whether a problem's field is one of the consents, which stand on their own."""
    return field.startswith("consents.") or field.endswith(".guardian_consent")


def put_in_order(widgets: list[QWidget]) -> None:
    """Make Tab visit `widgets` in this order."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
