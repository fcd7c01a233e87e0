"""Cards of labelled fields, and the card of consents."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.entry.board import Board
from ui.entry.documents import GUARDIAN
from ui.entry.editors import ENTER
from ui.entry.fields import CONSENTS, Field, field_at
from ui.entry.guesses import NO, YES
from ui.entry.relevance import CONSENTS_STOP, consents, under_consent_age
from ui.entry.sheet import Sheet
from ui.theme import mark
from ui.widgets.words import Card, labelled

CAPTIONS = {field.path: field.label for field in CONSENTS}
NARROW_COLUMNS = 2
DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)


class FieldCard(Card):
    """Fields with their labels above them, those that matter, in a grid of `columns`."""

    def __init__(self, title: str, hint: str, board: Board, columns: int) -> None:
        super().__init__(title, hint)
        self._board = board
        self._columns = columns
        self._cells: dict[str, QWidget] = {}
        self._arranged: list[str] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self.body.addLayout(self._grid)
        compact(self)

    def arrange(self, paths: Sequence[str]) -> None:
        """Show exactly the fields at `paths`, in this order."""
        if list(paths) == self._arranged:
            return
        for path, cell in self._cells.items():
            self._grid.removeWidget(cell)
            cell.setVisible(path in paths)
        row = column = widest = 0
        for path in paths:
            span = _field(path).span
            if column + span > self._columns:
                row, column = row + 1, 0
            cell = self._cell(path)
            self._grid.addWidget(cell, row, column, 1, span)
            cell.show()
            column += span
            widest = max(widest, column)
        for index in range(self._columns):
            self._grid.setColumnStretch(index, 1 if index < widest else 0)
        self._arranged = list(paths)

    def forget(self) -> None:
        """Take every field away for good."""
        for path, cell in self._cells.items():
            self._board.drop(path)
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self._cells.clear()
        self._arranged = []

    def _cell(self, path: str) -> QWidget:
        if path not in self._cells:
            field = _field(path)
            cell = QWidget()
            cell.setProperty("part", "clear")
            editor = self._board.make(path, field)
            editor.setSizePolicy(
                QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
            )
            column = labelled(field.label, editor)
            column.setContentsMargins(0, 0, 0, 0)
            cell.setLayout(column)
            self._cells[path] = cell
        return self._cells[path]


class ConsentCard(Card):
    """The consents: each by its number, or all that are asked for by the space bar."""

    arrived = Signal(str)
    walked = Signal(str, int)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__("确认")
        self._sheet = sheet
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("确认：逐项按数字勾选，空格全部勾选")
        self._boxes: dict[str, QCheckBox] = {}
        self._asked: list[str] = []
        self._row = QGridLayout()
        self._row.setHorizontalSpacing(22)
        self.head.setStretchFactor(self.hint, 0)
        self.head.addLayout(self._row)
        self.head.addStretch(1)
        compact(self)

    def show_sheet(self) -> None:
        """Show which consents are asked for and which are given."""
        state = self._sheet.state
        paths = consents(state)
        for number, path in enumerate(paths, start=1):
            box = self._box(path)
            box.setText(f"{number} {self._caption(path)}")
            box.setChecked(state.get(path) == YES)
            mark(box, tone="bad" if self._is_refused(path) else "")
        for path, box in self._boxes.items():
            box.setVisible(path in paths)
        if paths != self._asked:
            self._asked = paths
            self._place_boxes()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_boxes()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        paths = consents(self._sheet.state)
        if event.key() in ENTER:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.walked.emit(CONSENTS_STOP, -1 if back else 1)
        elif event.key() == Qt.Key.Key_Space:
            given = all(self._sheet.values.get(path) == YES for path in paths)
            self._sheet.edit_all(dict.fromkeys(paths, NO if given else YES))
        elif event.key() in DIGITS[: len(paths)]:
            self._toggle(paths[event.key() - Qt.Key.Key_1])
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        mark(self, tone="focus")
        self.arrived.emit(CONSENTS_STOP)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        mark(self, tone="")
        for path in consents(self._sheet.state):
            self._sheet.leave(path)

    def _toggle(self, path: str) -> None:
        given = self._sheet.values.get(path) == YES
        self._sheet.edit_all({path: NO if given else YES})

    def _box(self, path: str) -> QCheckBox:
        if path not in self._boxes:
            box = QCheckBox(self)
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.clicked.connect(lambda: self._toggle(path))
            self._boxes[path] = box
        return self._boxes[path]

    def _place_boxes(self) -> None:
        """Stand in one line where that fits, else in two columns."""
        boxes = [self._boxes[path] for path in self._asked]
        gap = self._row.horizontalSpacing()
        needed = sum(box.sizeHint().width() + gap for box in boxes)
        fits = needed + self.heading.sizeHint().width() + 4 * gap <= self.width()
        columns = len(boxes) if fits else NARROW_COLUMNS
        for index, box in enumerate(boxes):
            self._row.addWidget(box, *divmod(index, columns))

    def _caption(self, path: str) -> str:
        if path != GUARDIAN:
            return CAPTIONS[path]
        return f"监护人同意（{under_consent_age(self._sheet.state)} 名不满14周岁）"

    def _is_refused(self, path: str) -> bool:
        fields = {problem.field for problem in self._sheet.open_problems()}
        if path == GUARDIAN:
            return any(field.endswith("guardian_consent") for field in fields)
        return path in fields


def compact(card: Card) -> None:
    """Let five cards fit on a small screen."""
    card.body.setContentsMargins(14, 7, 14, 8)
    card.body.setSpacing(4)


def _field(path: str) -> Field:
    field = field_at(path)
    assert field is not None, path
    return field
