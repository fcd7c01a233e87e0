"""The columns of a sheet: what stands in them, and what each is read as."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from jisheng_desktop.services.roster_previews import Meaning, ShownColumn
from ui.theme import Theme, mark
from ui.widgets.scrolling import Scrolling
from ui.widgets.words import words

NOT_READ = "不读取"
LONGEST_SAMPLE = 18
SAMPLES = 2


class MappingGrid(Scrolling):
    """A line for each column: its title, what stands in it, a box to choose its meaning from.

    `renamed` carries a column's title and the field chosen for it, "" for none.
    """

    renamed = Signal(str, str)

    def __init__(self, theme: Theme, meanings: Sequence[Meaning]) -> None:
        super().__init__()
        self._theme = theme
        self._meanings = meanings
        self.boxes: dict[str, QComboBox] = {}

    def show_columns(self, columns: Sequence[ShownColumn]) -> None:
        """Show these columns; the box that held the focus holds it again."""
        focused = next((t for t, box in self.boxes.items() if box.hasFocus()), None)
        self.boxes = {}
        sheet = QWidget()
        sheet.setProperty("part", "clear")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 10, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for row, column in enumerate(columns):
            self._add(grid, row, column)
        grid.setRowStretch(len(columns), 1)
        self.setWidget(sheet)
        if focused in self.boxes:
            self.boxes[focused].setFocus()

    def _add(self, grid: QGridLayout, row: int, column: ShownColumn) -> None:
        box = self._made_box(column)
        self.boxes.setdefault(column.title, box)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(words(column.title, wrap=True))
        said.addWidget(words(_samples(column), "hint", wrap=True))
        grid.addWidget(words(column.letters, "hint"), row, 0)
        grid.addLayout(said, row, 1)
        grid.addWidget(box, row, 2)

    def _made_box(self, column: ShownColumn) -> QComboBox:
        box = _CalmBox()
        box.setAccessibleName(f"“{column.title}”读作")
        box.setFixedWidth(self._theme.px(170))
        box.addItem(NOT_READ, "")
        for meaning in self._meanings:
            box.addItem(meaning.words, meaning.field)
        with QSignalBlocker(box):
            box.setCurrentIndex(max(0, box.findData(column.field)))
        if not column.expected:
            mark(box, tone="warn")
        completer = box.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        box.activated.connect(
            lambda _: self.renamed.emit(column.title, box.currentData())
        )
        return box


class _CalmBox(QComboBox):
    """A box that the wheel, meant for the list around it, does not change."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _samples(column: ShownColumn) -> str:
    return "、".join(map(_shortened, column.samples[:SAMPLES])) or "（空）"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SAMPLE else f"{text[: LONGEST_SAMPLE - 1]}…"
