"""A few lines of texts and choices to fill in; there is always one more line to begin."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ui.widgets.words import words

Line = tuple[str, ...]


class Column(NamedTuple):
    """A column of a `LineTable`; with `choices` (value, words) it is chosen, not typed."""

    title: str
    stretch: int = 1
    choices: tuple[tuple[str, str], ...] = ()


class LineTable(QWidget):
    """Lines under captions; a line is taken away by emptying it."""

    edited = Signal()

    def __init__(self, name: str, columns: Sequence[Column]) -> None:
        super().__init__()
        self._name = name
        self._columns = tuple(columns)
        self._editors: list[tuple[QLineEdit | QComboBox, ...]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        for place, column in enumerate(self._columns):
            self._grid.addWidget(words(column.title, "label"), 0, place)
            self._grid.setColumnStretch(place, column.stretch)
        self._add_line()

    def lines(self) -> list[Line]:
        """Return what stands in every line, empty ones included."""
        return [tuple(_text(each) for each in line) for line in self._editors]

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and one more, empty."""
        while len(self._editors) <= len(lines):
            self._add_line()
        while len(self._editors) > len(lines) + 1:
            self._drop_line()
        blank = tuple("" for _ in self._columns)
        for editors, line in zip(self._editors, [*lines, blank], strict=True):
            for editor, text in zip(editors, line, strict=True):
                _show(editor, text)

    def editor(self, line: int, column: int) -> QLineEdit | QComboBox:
        """Return the editor at a place, both counted from 0."""
        return self._editors[line][column]

    def _add_line(self) -> None:
        number = len(self._editors) + 1
        line = tuple(self._made(column, number) for column in self._columns)
        for place, editor in enumerate(line):
            self._grid.addWidget(editor, number, place)
        # Tab goes on to the new line, not to whatever was made after the table.
        last = self._editors[-1][-1:] if self._editors else ()
        for before, after in pairwise((*last, *line)):
            QWidget.setTabOrder(before, after)
        self._editors.append(line)

    def _drop_line(self) -> None:
        for editor in self._editors.pop():
            self._grid.removeWidget(editor)
            editor.deleteLater()

    def _made(self, column: Column, number: int) -> QLineEdit | QComboBox:
        if column.choices:
            choice = QComboBox()
            for value, said in column.choices:
                choice.addItem(said, value)
            choice.activated.connect(self._changed)
            editor: QLineEdit | QComboBox = choice
        else:
            editor = QLineEdit()
            editor.textEdited.connect(self._changed)
        editor.setAccessibleName(f"{self._name} 第{number}行 {column.title}")
        return editor

    def _changed(self) -> None:
        typed = [e for e in self._editors[-1] if isinstance(e, QLineEdit) and e.text()]
        if typed:
            self._add_line()
        self.edited.emit()


def _text(editor: QLineEdit | QComboBox) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text()
    value: str = editor.currentData()
    return value


def _show(editor: QLineEdit | QComboBox, text: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.setCursorPosition(0)
    else:
        editor.setCurrentIndex(max(editor.findData(text), 0))
