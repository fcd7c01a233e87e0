"""The members of the household as an editable grid."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from jisheng_desktop.domain.ages import completed_years
from ui.entry.board import Board, put_in_order
from ui.entry.cards import compact
from ui.entry.editors import Editor, TextField, TickField
from ui.entry.form import person_of, person_path
from ui.entry.guesses import day_or
from ui.entry.relevance import grid_fields
from ui.theme import Theme
from ui.widgets.words import Card, words

AGE = "周岁"
AGE_AFTER = "birth_date"
HEAD_INDENT = 6
BLANK_ROW = "录入或刷证件号码"
CENTRED = {"insured", "signed"}
WIDTHS = {
    "#": 18,
    "id_no": 170,
    "name": 58,
    "sex": 32,
    "birth_date": 91,
    AGE: 27,
    "relation_code": 72,
    "insured_role": 58,
    "special_categories.0.category": 90,
    "insured": 28,
    "signed": 28,
}
STRETCH = {
    "id_no": 3,
    "name": 3,
    "birth_date": 1,
    "relation_code": 3,
    "insured_role": 2,
    "special_categories.0.category": 3,
}


@dataclass
class Row:
    """The widgets of one member."""

    number: QLabel
    age: QLabel
    editors: list[Editor]

    def show_number(self, number: int) -> None:
        """Show the member's number, and say it to screen readers with every field."""
        self.number.setText(str(number))
        for editor in self.editors:
            editor.setAccessibleName(f"成员{number} {editor.field.label}")

    def show_blank(self, *, is_blank: bool) -> None:
        """Invite a number into a blank row, and ask nothing else of it."""
        number = self.editors[0]
        if isinstance(number, TextField):
            number.setPlaceholderText(BLANK_ROW if is_blank else "")
        for editor in self.editors:
            if isinstance(editor, TickField):
                editor.setVisible(not is_blank)

    def widgets(self) -> list[QWidget]:
        """Return every widget of the row."""
        return [self.number, self.age, *self.editors]


class GridCard(Card):
    """One row a member, the last one blank; the keys of a table, the editors of a form."""

    def __init__(self, board: Board, theme: Theme) -> None:
        super().__init__(
            "成员", "先录证件号码，其余自动带出；可从 Excel / WPS 粘贴多行"
        )
        self._board = board
        self._theme = theme
        self._rows: dict[str, Row] = {}
        self._bad: set[str | None] = set()
        self._kind = ""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2)
        self._grid.setVerticalSpacing(2)
        self.body.addLayout(self._grid)
        self._heads: list[QLabel] = []
        compact(self)
        theme.changed.connect(self._size_columns)

    def show_sheet(self) -> None:
        """Show the rows the sheet has, and everybody's age."""
        sheet = self._board.sheet
        if sheet.terms.scheme.kind != self._kind:
            self._begin(sheet.terms.scheme.kind)
        people = sheet.form.people
        if tuple(self._rows) != people:
            self._arrange(people)
        named = sheet.form.named()
        for ref, row in self._rows.items():
            row.age.setText(self._age(ref))
            row.show_blank(is_blank=ref not in named)

    def tint(self, tones: Mapping[str, str]) -> None:
        """Give the rows with an error their ground; nothing is painted that stays."""
        bad = {person_of(path) for path, tone in tones.items() if tone == "bad"}
        if bad != self._bad:
            self._bad = bad
            self.update()

    def row_of(self, path: str) -> str | None:
        """Return the member whose row a path is in."""
        ref = person_of(path)
        return ref if ref in self._rows else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._move(step)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines between rows and the ground of rows with an error."""
        super().paintEvent(event)
        painter = QPainter(self)
        for ref, row in self._rows.items():
            area = row.number.geometry().united(row.editors[0].geometry())
            area.setRight(self._grid.geometry().right())
            area.adjust(-4, -1, 4, 1)
            if ref in self._bad:
                painter.fillRect(area, self._theme.colour("bad_soft"))
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(area.topLeft(), area.topRight())

    def _begin(self, kind: str) -> None:
        """Build the head of the table for a kind of scheme."""
        for ref in list(self._rows):
            self._drop(ref)
        for head in self._heads:
            self._grid.removeWidget(head)
            head.deleteLater()
        self._kind = kind
        self._heads = []
        for column, (name, label) in enumerate(self._columns()):
            head = words(label, "hint")
            head.setIndent(0 if name in ("#", AGE) else HEAD_INDENT)
            if name in CENTRED:
                head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._heads.append(head)
            self._grid.addWidget(head, 0, column)
        self._size_columns()

    def _columns(self) -> list[tuple[str, str]]:
        columns = [("#", "#")]
        for field in grid_fields(self._board.sheet.terms):
            columns.append((field.path, field.label))
            if field.path == AGE_AFTER:
                columns.append((AGE, AGE))
        return columns

    def _size_columns(self) -> None:
        for column, (name, _) in enumerate(self._columns()):
            self._grid.setColumnMinimumWidth(column, self._theme.px(WIDTHS[name]))
            self._grid.setColumnStretch(column, STRETCH.get(name, 0))

    def _arrange(self, people: tuple[str, ...]) -> None:
        for ref in [ref for ref in self._rows if ref not in people]:
            self._drop(ref)
        rows = {ref: self._rows.get(ref) or self._make(ref) for ref in people}
        self._rows = rows
        for index, row in enumerate(rows.values(), start=1):
            row.show_number(index)
            self._place(row, index)
        put_in_order([editor for row in rows.values() for editor in row.editors])

    def _make(self, ref: str) -> Row:
        editors = []
        for field in grid_fields(self._board.sheet.terms):
            editor = self._board.make(person_path(ref, field.path), field)
            editor.setProperty("part", "cell")
            if field.path not in CENTRED:
                policy = QSizePolicy.Policy
                editor.setSizePolicy(policy.Ignored, policy.Preferred)
            editors.append(editor)
        age = words("")
        age.setAccessibleName(AGE)
        return Row(words("", "hint"), age, editors)

    def _place(self, row: Row, index: int) -> None:
        column = 0
        self._grid.addWidget(row.number, index, column)
        for editor in row.editors:
            column += 1
            name = editor.field.path
            centre = Qt.AlignmentFlag.AlignCenter
            where = centre if name in CENTRED else Qt.AlignmentFlag(0)
            self._grid.addWidget(editor, index, column, where)
            if name == AGE_AFTER:
                column += 1
                self._grid.addWidget(row.age, index, column)
        for widget in row.widgets():
            widget.show()

    def _drop(self, ref: str) -> None:
        row = self._rows.pop(ref)
        for label in (row.number, row.age):
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        for editor in row.editors:
            self._grid.removeWidget(editor)
            self._board.drop(editor.path)

    def _age(self, ref: str) -> str:
        state = self._board.sheet.state
        text = state.of(ref, "birth_date")
        if not text:
            return ""
        enrolled = day_or(state.get("enrolled_on"), state.terms.today)
        on = state.terms.ages_on(enrolled)
        return str(completed_years(day_or(text, on), on))

    def _move(self, step: int) -> None:
        """Go to the same column of the next row, or stay at the edge."""
        here = self._board.here
        ref = self.row_of(here)
        if ref is None:
            return
        people = list(self._rows)
        index = people.index(ref) + step
        if 0 <= index < len(people):
            column = here.split(".", 2)[2]
            self._board.focus(person_path(people[index], column))
