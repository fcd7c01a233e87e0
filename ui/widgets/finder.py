"""Ctrl+K: one line that finds persons, households, receipts and commands."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.models.findings import ICON_ROLE, NOTE_ROLE, Finding, FindingList
from ui.models.tables import Index
from ui.theme import Theme
from ui.widgets.words import words

MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
LookUp = Callable[[str], Sequence[Finding]]


class Finder(QFrame):
    """A sheet over the page; Escape or a click elsewhere puts it away."""

    def __init__(self, theme: Theme, look_up: LookUp, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("part", "popup")
        self._theme = theme
        self._look_up = look_up
        self._sheet_over = parent
        self._model = FindingList()
        self._came_from: QWidget | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName("查找")
        self.line.setPlaceholderText(
            "姓名、拼音首字母、证件号尾数、电话、回执号，或一项操作"
        )
        self.list = self._made_list()
        self._none = words("没有找到。换一个字，或只输入证件号的后四位试试。", "hint")
        self._lay_out()
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Come to the front with an empty line."""
        self._came_from = self.window().focusWidget()
        self._place()
        self.line.clear()
        self._find("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def close_sheet(self) -> None:
        """Go away and give the focus back."""
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._steer(event)
        if event.type() == QEvent.Type.FocusOut and not self.list.hasFocus():
            self.hide()
        return False

    def _steer(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in MOVES:
            self._move(MOVES[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            return False
        return True

    def _find(self, text: str) -> None:
        findings = self._look_up(text.strip())
        self._model.show(findings)
        self.list.setCurrentIndex(self._model.index(0, 0))
        self._none.setVisible(not findings)

    def _move(self, rows: int) -> None:
        last = self._model.rowCount() - 1
        row = min(max(self.list.currentIndex().row() + rows, 0), last)
        self.list.setCurrentIndex(self._model.index(row, 0))

    def _run(self, index: Index) -> None:
        finding = self._model.at(index.row())
        if finding is None:
            return
        self.close_sheet()
        finding.run()

    def _made_list(self) -> QListView:
        view = QListView()
        view.setModel(self._model)
        view.setItemDelegate(FindingPainter(self._theme, view))
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName("查找结果")
        view.clicked.connect(self._run)
        return view

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)

    def _place(self) -> None:
        area = self._sheet_over.rect()
        width = min(self._theme.px(620), area.width() - 40)
        height = min(self._theme.px(460), area.height() - 80)
        corner = QPoint(area.right() - width - 20, self._theme.px(52))
        self.setGeometry(QRect(corner, QSize(width, height)))


class FindingPainter(QStyledItemDelegate):
    """Paints icon and text at the left and the note, fainter, at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._theme.measures.row)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.colour("selection"))
        self._paint_icon(painter, area, index)
        self._paint_words(painter, area, index)
        painter.restore()

    def _paint_icon(self, painter: QPainter, area: QRect, index: Index) -> None:
        side = self._theme.px(17)
        picture = self._theme.pixmap(index.data(ICON_ROLE), "text_faint", side)
        top = area.top() + (area.height() - side) // 2
        painter.drawPixmap(area.left() + 10, top, picture)

    def _paint_words(self, painter: QPainter, area: QRect, index: Index) -> None:
        inner = area.adjusted(self._theme.px(17) + 20, 0, -12, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        note = str(index.data(NOTE_ROLE))
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour("text_faint"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, note)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(note) - 16
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.colour("text"))
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(inner, middle, text)
