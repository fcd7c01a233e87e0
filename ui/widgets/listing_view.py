"""What a report holds before it is written: its sums, its sheets or its sentences."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jisheng_desktop.domain.explaining import Section
from jisheng_desktop.domain.lists import Listing
from ui.models.listings import ListingTable
from ui.theme import Theme
from ui.widgets.buttons import action
from ui.widgets.rows import framed, row_table
from ui.widgets.scrolling import Scrolling
from ui.widgets.words import words

WIDEST = 300
CELL_PADDING = 20


class ListingView(QWidget):
    """Shows one sheet of a report at a time; F6 turns to the next."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._listings: Sequence[Listing] = ()
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(f"{name}：哪一张表")
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.heading = words("", "soft", wrap=True)
        self.notes = words("", "hint", wrap=True)
        self.model = ListingTable()
        self.table = row_table(self.model, name, several=True)
        self.prose = Scrolling()
        self.prose.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.prose.setAccessibleName(f"{name}：正文")
        self._body = QStackedWidget()
        self._next = action("下一张表", self, self.turn, keys="F6")
        self._lay_out()
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        self.table.selectionModel().currentChanged.connect(self._tell_rest)
        theme.changed.connect(self._resize)
        self._offer(several=False)
        self._tell("", "")
        self._resize()

    def show_listings(self, listings: Sequence[Listing]) -> None:
        """Show the first of these sheets and offer the others."""
        self._listings = listings
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            for each in listings:
                self.sheet.addItem(f"{each.name}（{len(each.rows)}行）")
        self._offer(several=len(listings) > 1)
        self._body.setCurrentIndex(0)
        self._show_sheet(0)

    def show_prose(self, sections: Sequence[Section]) -> None:
        """Show sentences under their headings, to be read and copied."""
        self._offer(several=False)
        sheet = QWidget()
        sheet.setProperty("part", "clear")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(4, 4, 16, 8)
        column.setSpacing(6)
        for section in sections:
            column.addWidget(words(section.title, "heading"))
            for line in section.lines:
                column.addWidget(_sentence(line))
        column.addStretch()
        self.prose.setWidget(sheet)
        self._tell("", "")
        self._body.setCurrentIndex(1)

    def turn(self) -> None:
        """Turn to the next sheet; after the last comes the first."""
        if self._listings:
            at = (self.sheet.currentIndex() + 1) % len(self._listings)
            self.sheet.setCurrentIndex(at)

    def _show_sheet(self, at: int) -> None:
        if not 0 <= at < len(self._listings):
            return
        listing = self._listings[at]
        self.model.show_listing(listing)
        self._fit_columns()
        nobody = "" if listing.rows else "这张表里现在没有内容。"
        self._tell(listing.heading, "\n".join(listing.notes) or nobody)
        self.table.setCurrentIndex(self.model.index(0, 0))

    def _fit_columns(self) -> None:
        """Give each column what it holds, but none more than its share.

        The last, which often is a sentence, gets what the others leave.
        """
        is_text = self._listings[self.sheet.currentIndex()].columns[-1].kind == "text"
        self.table.horizontalHeader().setStretchLastSection(is_text)
        self.table.resizeColumnsToContents()
        widest, room = self._theme.px(WIDEST), self.table.viewport().width()
        last = self.model.columnCount() - 1
        for column in range(last + 1):
            most = max(widest, room) if column == last else widest
            width = min(self.table.columnWidth(column), most)
            self.table.setColumnWidth(column, width)
            room -= width

    def _tell_rest(self, current: QModelIndex) -> None:
        """Say in full what the last column of a row has no room for."""
        last = current.siblingAtColumn(self.model.columnCount() - 1)
        text = str(last.data() or "")
        room = self.table.columnWidth(last.column()) - self._theme.px(CELL_PADDING)
        if self.table.fontMetrics().horizontalAdvance(text) > room:
            self._tell(self.heading.text(), text)

    def _tell(self, heading: str, notes: str) -> None:
        for label, text in ((self.heading, heading), (self.notes, notes)):
            label.setText(text)
            label.setVisible(bool(text))

    def _offer(self, *, several: bool) -> None:
        self.sheet.setVisible(several)
        self._next.setVisible(several)

    def _lay_out(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._body.addWidget(self.table)
        self._body.addWidget(self.prose)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(framed(self._body), 1)
        column.addWidget(self.notes)

    def _resize(self) -> None:
        rows = self.table.verticalHeader()
        rows.setDefaultSectionSize(self._theme.measures.row)


def _sentence(text: str) -> QWidget:
    label = words(text, wrap=True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
