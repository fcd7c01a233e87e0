"""The editors of the form: texts, choices, ticks; each knows its path and paints its state."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QCheckBox, QLineEdit
from typing_extensions import override

from jisheng_desktop.domain.text import halfwidth
from ui.entry.choices import Choices
from ui.entry.fields import Field, Kind
from ui.entry.guesses import NO, YES
from ui.entry.pasting import is_table
from ui.entry.popup import ChoicePopup
from ui.theme import mark

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CLAIMED_BY_QT = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
LONGEST_TEXT = 500
# In the narrow columns of the grid a choice shows its name alone.
WITHOUT_KEY = ("sex", "insured_role", "special_categories.0.category")


class TextField(QLineEdit):
    """One line of text; tells every change, but nothing while a word is composed."""

    edited = Signal(str, str)
    arrived = Signal(str)
    left = Signal(str)
    walked = Signal(str, int)
    table_pasted = Signal(str)

    def __init__(self, path: str, field: Field) -> None:
        super().__init__()
        self.path = path
        self.field = field
        self.composing = False
        self._value = ""
        self.setMaxLength(LONGEST_TEXT)
        self.setPlaceholderText(field.hint)
        self.setAccessibleName(field.label)
        self.textEdited.connect(self._tell)

    def show_value(self, value: str, tone: str = "") -> None:
        """Show a value that came from elsewhere; never into a composition."""
        self._value = value
        text = value if self.hasFocus() else self.pretty(value)
        self._show_text(text)
        self.show_tone(tone)

    def show_tone(self, tone: str) -> None:
        """Paint what the rules think of the value: "", carried, warn or bad."""
        mark(self, tone=tone)

    def pretty(self, value: str) -> str:
        """Return the value as it is shown while nobody types in the field."""
        return PRETTY.get(self.field.path, str)(value)

    def settle(self) -> None:
        """Put what was typed into its usual form, when the field is left."""
        plain = halfwidth(self._value)
        if self.field.kind is Kind.NUMBER and plain != self._value:
            self._tell(plain)
        self._show_text(self._value if self.hasFocus() else self.pretty(self._value))

    def plain(self) -> str:
        """Return the value behind what is shown."""
        return self._value

    @override
    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the form, which has them for every field at once."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            return False
        return super().event(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.walked.emit(self.path, -1 if back else 1)
        elif _is_undo(event):
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Paste) and is_table(clipboard()):
            self.table_pasted.emit(clipboard())
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._show_raw()
        self.arrived.emit(self.path)
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.composing = False
        self.settle()
        self.left.emit(self.path)

    def _show_raw(self) -> None:
        self._show_text(self._value)

    def _show_text(self, text: str) -> None:
        if not self.composing and text != self.text():
            self.setText(text)

    def _tell(self, text: str) -> None:
        self._value = text
        self.edited.emit(self.path, text)


class ChoiceField(TextField):
    """A choice, typed as a number, as pinyin initials or in its own words."""

    def __init__(self, path: str, field: Field, choices: Callable[[], Choices]) -> None:
        super().__init__(path, field)
        self._choices = choices

    @property
    def choices(self) -> Choices:
        """Return what can be chosen now."""
        return self._choices()

    @override
    def show_value(self, value: str, tone: str = "") -> None:
        self._value = value
        label = self._label(value)
        if not self.composing and label != self.text():
            self.setText(label)
            if self.hasFocus():
                self.selectAll()
        self.show_tone(tone)

    def _label(self, value: str) -> str:
        item = self.choices.by_value.get(value)
        if item is None:
            return value
        return item.name if self.field.path in WITHOUT_KEY else item.label

    @override
    def settle(self) -> None:
        ChoicePopup.of(self).hide()
        self.show_value(self._value, self.property("tone") or "")

    @override
    def _show_raw(self) -> None:
        """The label stays: whatever is typed replaces it."""

    def choose(self, value: str) -> None:
        """Take one of the choices."""
        ChoicePopup.of(self).hide()
        self._value = value
        self.show_value(value)
        self.selectAll()
        self.edited.emit(self.path, value)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = ChoicePopup.of(self)
        if event.key() == Qt.Key.Key_Down and not popup.isVisible() and _alone(event):
            popup.offer(self, self.choices.items, self._value, self.choose)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and popup.isVisible():
            popup.step(1 if event.key() == Qt.Key.Key_Down else -1)
            self._take(popup.current())
        elif event.key() == Qt.Key.Key_Escape and popup.isVisible():
            popup.hide()
        else:
            super().keyPressEvent(event)

    @override
    def _tell(self, text: str) -> None:
        if not text:
            ChoicePopup.of(self).hide()
            self._take("")
            return
        found = self.choices.matching(text)
        ChoicePopup.of(self).offer(self, found, "", self.choose)
        if found and text.strip():
            self._take(found[0].value)

    def _take(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.edited.emit(self.path, value)


class TickField(QCheckBox):
    """Yes or no; the space bar changes it."""

    edited = Signal(str, str)
    arrived = Signal(str)
    left = Signal(str)
    walked = Signal(str, int)

    def __init__(self, path: str, field: Field, caption: str = "") -> None:
        super().__init__(caption)
        self.path = path
        self.field = field
        self.setAccessibleName(field.label)
        self.clicked.connect(self._tell)

    def show_value(self, value: str, tone: str = "") -> None:
        """Show a value that came from elsewhere."""
        self.setChecked(value == YES)
        mark(self, tone=tone)

    def plain(self) -> str:
        """Return the value that is shown."""
        return YES if self.isChecked() else NO

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.walked.emit(self.path, -1 if back else 1)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.arrived.emit(self.path)
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit(self.path)

    def _tell(self) -> None:
        self.edited.emit(self.path, self.plain())


Editor = TextField | TickField


def grouped_number(value: str) -> str:
    """Return an 18-digit number as people read it: region, birth date, the rest."""
    if len(value) != 18 or " " in value:
        return value
    return f"{value[:6]} {value[6:14]} {value[14:]}"


def grouped_phone(value: str) -> str:
    """Return a mobile number in groups of three, four and four digits."""
    if len(value) != 11 or not value.isdigit():
        return value
    return f"{value[:3]} {value[3:7]} {value[7:]}"


PRETTY: dict[str, Callable[[str], str]] = {
    "id_no": grouped_number,
    "signature.witness_id_no": grouped_number,
    "household.contact_phone": grouped_phone,
    "phone": grouped_phone,
}


def clipboard() -> str:
    """Return the text on the clipboard."""
    return QGuiApplication.clipboard().text()


def _is_undo(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and any(
        event.matches(key) for key in CLAIMED_BY_QT
    )


def _alone(event: QKeyEvent) -> bool:
    return event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
