"""回执: what is to be printed, seen as it will be printed; reprint, verify, settle."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QTableView, QVBoxLayout
from typing_extensions import override

from jisheng_desktop.domain.problems import problem
from jisheng_desktop.errors import UserError
from jisheng_desktop.printing.previews import page_count, page_image
from jisheng_desktop.services.receipt_lists import listed
from jisheng_desktop.services.receipts import preview
from jisheng_desktop.services.verifying import verify
from ui.desk import Desk
from ui.models.receipts import receipt_table
from ui.operations.printing import print_on_printer, qimage, save_pdf
from ui.operations.settling import save_calibration, save_settlement
from ui.when import today
from ui.widgets.buttons import KeyButton, action, key_row
from ui.widgets.code_check import CodeCheck
from ui.widgets.page import Page
from ui.widgets.paper_choice import PaperChoice
from ui.widgets.paper_view import PaperView
from ui.widgets.receipt_sources import ReceiptSources
from ui.widgets.rows import framed, row_table
from ui.widgets.settling import settling

NUMBER = 1
PREVIEW_DPI = 130
THIS_ROW_ONLY = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect
    | QItemSelectionModel.SelectionFlag.Rows
)
SETTLE_MS = 60
NOTHING_SHOWN = "在左边选一张回执，这里就显示它打印出来的样子。"


class ReceiptsPage(Page):
    """A list at the left, the selected receipt as it will be printed at the right."""

    title = "回执"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.choose_printer: Callable[[QPrinter], bool] = self._ask_printer
        self.choose_file: Callable[[str], Path | None] = self._ask_file
        self.sources = ReceiptSources()
        self.model = receipt_table()
        self.table = self._made_table()
        self.paper = PaperChoice(desk.settings)
        self.view = PaperView()
        self.check = CodeCheck(verify)
        self._settle = settling(self, SETTLE_MS, self._show)
        self._make_actions()
        self._lay_out()
        self._listen()

    @override
    def entered(self) -> None:
        self.refresh()
        self.table.setFocus()

    @override
    def refresh(self) -> None:
        """Read afresh what there is to print, keeping the selection."""
        chosen = self.selected()
        self.sources.refresh()
        self._list(chosen)

    def show_receipt(self, number: str) -> None:
        """Show one receipt, whatever the list held before."""
        self.model.show(listed([number]))
        self._select([number])

    def selected(self) -> list[str]:
        """Return the numbers of the selected receipts."""
        rows = self.table.selectionModel().selectedRows()
        return [self.model.values[index.row()].receipt_no for index in rows]

    # -- the list ----------------------------------------------------------------

    def _list(self, chosen: Sequence[str] = ()) -> None:
        self.model.show(listed(self.sources.numbers()))
        count = len(self.model.values)
        self.sources.show_count(count)
        for act in (self._print_all, self._save_all):
            act.setEnabled(bool(count))
        self._select(chosen)

    def _ask_jammed(self) -> None:
        if not self.sources.ask_page():
            self._desk.notices.say("这一天还没有打印过，没有可以补打的页", "info")

    def _select(self, numbers: Sequence[str]) -> None:
        """Select the first of these, else the first of all, whatever keys are held."""
        rows = [n for n, r in enumerate(self.model.values) if r.receipt_no in numbers]
        if self.model.values:
            index = self.model.index(rows[0] if rows else 0, 0)
            self.table.selectionModel().setCurrentIndex(index, THIS_ROW_ONLY)
        self._show_later()

    # -- the preview ---------------------------------------------------------------

    def _show_later(self) -> None:
        self._settle.start()

    def _show(self) -> None:
        numbers = self.selected()
        self._print.setEnabled(bool(numbers))
        self._tell_reprint()
        if not numbers:
            self.view.show_sentence(NOTHING_SHOWN)
            return
        try:
            content = preview(numbers[0], self._desk.session, self.paper.layout_now())
        except UserError as refusal:
            self.view.show_sentence(str(refusal))
            return
        pages = range(page_count(content))
        images = [page_image(content, page, PREVIEW_DPI) for page in pages]
        self.view.show_pages([qimage(image) for image in images])

    def _tell_reprint(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        times = max((self.model.values[r.row()].printed for r in rows), default=0)
        if times and self.isVisible():
            self.standing.emit(problem("W704", "", n=times + 1).text, "warn")
        elif self.isVisible():
            self.standing.emit("", "")

    # -- printing --------------------------------------------------------------------

    def _print_selected(self) -> None:
        self._print_on_printer(self.selected())

    def _print_listed(self) -> None:
        self._print_on_printer([each.receipt_no for each in self.model.values])

    def _print_on_printer(self, numbers: Sequence[str]) -> None:
        layout = self.paper.layout_now()
        print_on_printer(self._desk, numbers, layout, self.choose_printer)

    def _save_listed(self) -> None:
        file = self.choose_file(self._desk.file_name("回执", ".pdf", today()))
        if file is not None:
            numbers = [each.receipt_no for each in self.model.values]
            save_pdf(self._desk, numbers, self.paper.layout_now(), file)

    def _save_settlement(self) -> None:
        day = self.sources.chosen_day
        file = self.choose_file(self._desk.file_name("日结", ".pdf", day))
        if file is not None:
            save_settlement(self._desk, day, file)

    def _save_calibration(self) -> None:
        layout = self.paper.layout_now()
        file = self.choose_file(f"校准页-{layout.paper}.pdf")
        if file is not None:
            save_calibration(self._desk, layout, file)

    def _ask_printer(self, printer: QPrinter) -> bool:
        return bool(QPrintDialog(printer, self).exec())

    def _ask_file(self, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, "存为PDF", name, "PDF (*.pdf)")
        return Path(chosen) if chosen else None

    # -- building --------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._print = action("打印选中的", self, self._print_selected, keys="F10")
        self._print_all = action("打印全部", self, self._print_listed, keys="Ctrl+P")
        self._save_all = action("存为PDF", self, self._save_listed, keys="Ctrl+S")
        action("日结单", self, self._save_settlement, keys="Ctrl+D")
        action("校准页", self, self._save_calibration, keys="Ctrl+J")
        action("补打卡纸的一页", self, self._ask_jammed, keys="Ctrl+G")
        action("核验回执", self, self.check.line.setFocus, keys="Ctrl+H")
        action("刷新", self, self.refresh, keys="F5")

    def _made_table(self) -> QTableView:
        table = row_table(self.model, "回执列表", wide=NUMBER, several=True)
        # What tells one receipt from the next stands at the end of its number.
        table.setTextElideMode(Qt.TextElideMode.ElideLeft)
        return table

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 14)
        whole.setSpacing(14)
        whole.addLayout(self._made_left(), 5)
        whole.addLayout(self._made_right(), 6)
        self._resize()

    def _made_left(self) -> QVBoxLayout:
        buttons = key_row(
            KeyButton(self._print, "primary"),
            KeyButton(self._print_all),
            KeyButton(self._save_all),
        )
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.sources)
        left.addWidget(framed(self.table), 1)
        left.addLayout(buttons)
        left.addWidget(self.check)
        return left

    def _made_right(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.paper)
        row.addStretch()
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(row)
        right.addWidget(self.view, 1)
        return right

    def _listen(self) -> None:
        self.sources.changed.connect(self._list)
        self.table.selectionModel().selectionChanged.connect(self._show_later)
        self.paper.changed.connect(self._show_later)
        self._desk.changes.saved.connect(self.refresh_when_shown)
        self._desk.theme.changed.connect(self._resize)

    def _resize(self) -> None:
        rows = self.table.verticalHeader()
        rows.setDefaultSectionSize(self._desk.theme.measures.row)
