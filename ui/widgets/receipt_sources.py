"""Which receipts a list shows: unprinted, of a day, of a print run, of one page of it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QSpinBox, QWidget

from jisheng_desktop.services.receipt_lists import of_day, of_run, runs_on, unprinted
from ui.theme import indent
from ui.when import today
from ui.widgets.words import words

UNPRINTED, OF_DAY = "unprinted", "day"
# The print runs of the day follow these two; page 0 of a run is all of it.
FIRST_RUN = 2
WHOLE_RUN, MOST_PAGES = 0, 9999


class ReceiptSources(QWidget):
    """A choice, the day it is about, and the page of a print run; `changed` by any."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.source = QComboBox()
        self.source.setAccessibleName("打印哪些")
        self.day = _day_field()
        self.page = _page_field()
        self.count = words("", "hint")
        self._lay_out()
        self.refresh()
        self.source.currentIndexChanged.connect(self._change_source)
        self.day.dateChanged.connect(self._change_day)
        self.page.valueChanged.connect(self.changed)

    @property
    def chosen_day(self) -> date:
        """The day in the field."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def numbers(self) -> Sequence[str]:
        """Return the numbers of the receipts that are asked for."""
        match self.source.currentData():
            case "unprinted":
                return unprinted()
            case "day":
                return of_day(self.chosen_day)
            case int(run):
                return of_run(run, self.page.value() or None)
            case _:
                return ()

    def refresh(self) -> None:
        """Offer what is unprinted, the whole day, and each of the day's print runs."""
        chosen = self.source.currentData() or UNPRINTED
        with QSignalBlocker(self.source):
            self.source.clear()
            self.source.addItem("还没打印的", UNPRINTED)
            self.source.addItem("当天全部", OF_DAY)
            for run in runs_on(self.chosen_day):
                self.source.addItem(f"{run.at[11:16]} 印的{run.receipts}张", run.id)
            self.source.setCurrentIndex(max(0, self.source.findData(chosen)))
        self.page.setVisible(self._is_run())

    def ask_page(self) -> bool:
        """Ask for a page, of the last print run if none is chosen; tell if there is one."""
        self.refresh()
        if not self._is_run() and self.source.count() > FIRST_RUN:
            self.source.setCurrentIndex(FIRST_RUN)
        if self._is_run():
            self.page.setFocus()
            self.page.selectAll()
        return self._is_run()

    def show_count(self, count: int) -> None:
        """Show how many receipts are listed."""
        self.count.setText(f"{count} 张" if count else "没有")

    def _is_run(self) -> bool:
        return isinstance(self.source.currentData(), int)

    def _change_source(self) -> None:
        """A page number means something within one print run only."""
        with QSignalBlocker(self.page):
            self.page.setValue(WHOLE_RUN)
        self.page.setVisible(self._is_run())
        self.changed.emit()

    def _change_day(self) -> None:
        self.refresh()
        if self.source.currentData() == UNPRINTED:
            self.source.setCurrentIndex(self.source.findData(OF_DAY))
        else:
            self.changed.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.source, 1)
        row.addWidget(self.page)
        row.addWidget(self.day)
        row.addWidget(self.count)


def _day_field() -> QDateEdit:
    now = today()
    day = QDateEdit(QDate(now.year, now.month, now.day))
    day.setDisplayFormat("yyyy-MM-dd")
    day.setAccessibleName("日期")
    indent(day)
    return day


def _page_field() -> QSpinBox:
    page = QSpinBox()
    page.setRange(WHOLE_RUN, MOST_PAGES)
    page.setPrefix("第 ")
    page.setSuffix(" 页")
    page.setSpecialValueText("全部页")
    page.setAccessibleName("卡纸的是第几页")
    indent(page)
    page.setToolTip("卡纸的是这次打印的第几页（Ctrl+G）")
    return page
