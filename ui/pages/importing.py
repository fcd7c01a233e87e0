"""导入: a list from a sheet, looked at, tried, and only then taken in."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from jisheng_desktop.services.reporting import Drawn
from jisheng_desktop.services.roster_previews import ShownSheet, meanings
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_open, ask_file_to_save, show_folder
from ui.models.imports import Outcome
from ui.operations.importing import (
    Handed,
    Kind,
    look,
    take_in_list,
    try_list,
    write_faults,
)
from ui.operations.reporting import write_report
from ui.tasks import Task
from ui.widgets.buttons import KeyButton, action, key_row
from ui.widgets.listing_view import ListingView
from ui.widgets.mapping_grid import MappingGrid
from ui.widgets.page import Page
from ui.widgets.paths import PathField
from ui.widgets.settling import settling
from ui.widgets.sums_line import SumsLine
from ui.widgets.words import Card, labelled, words

SHEETS = "表格 (*.xlsx *.xls *.ods *.csv)"
SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")
SETTLE_MS = 300
KIND_NAMES: dict[Kind, str] = {
    "households": "家庭花名册",
    "entitled": "应享补助名单",
}
BEGIN = "选一个文件，或把文件拖到这里：先逐行核对，核对时什么都不会保存。"


class ImportingPage(Page):
    """The file and its columns at the left, what it would bring at the right."""

    title = "导入"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.choose_target: Callable[[str], Path | None] = self._ask_target
        self._begun: Path | None = None
        self._fields: dict[str, str] = {}
        self._sheets: Sequence[ShownSheet] = ()
        self._drawn: Drawn | None = None
        self._asked = 0
        self.kind = QComboBox()
        self.file = PathField(
            "文件", lambda: ask_file_to_open(self, "选择名单", SHEETS)
        )
        self.sheet = QComboBox()
        self.only = QCheckBox("只导入这一张工作表")
        self.header = words("", "hint", wrap=True)
        self.grid = MappingGrid(desk.theme, meanings())
        self.sums = SumsLine()
        self.notes = words(BEGIN, "hint", wrap=True)
        self.view = ListingView(desk.theme, "核对结果")
        self._settle = settling(self, SETTLE_MS, self._read)
        self._make_actions()
        self._lay_out()
        self._listen()
        self.setAcceptDrops(True)

    @override
    def entered(self) -> None:
        self._offer_kinds()
        self.file.setFocus()

    def open_file(self, file: Path) -> None:
        """Look into a file and find out what it would bring."""
        self.file.path = file
        self._begin()

    # -- the file ----------------------------------------------------------------

    def _offer_kinds(self) -> None:
        """Offer the list of the entitled where a scheme here goes by one."""
        categories = [c for s in self._desk.office.schemes for c in s.categories]
        kinds = [
            "households",
            *(["entitled"] if any(c.roster for c in categories) else []),
        ]
        if self.kind.count() == len(kinds):
            return
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for kind, name in KIND_NAMES.items():
                if kind in kinds:
                    self.kind.addItem(name, kind)

    def _begin_another(self) -> None:
        """Begin with the file in the line, unless that is the one on the table."""
        if self.file.path != self._begun:
            self._begin()

    def _begin(self) -> None:
        """Forget what was corrected for another file."""
        self._begun = self.file.path
        self._fields = {}
        self._read()

    def _read(self) -> None:
        """Show the file's sheets and columns, and try it."""
        handed = self._handed()
        self._sheets = () if handed is None else look(self._desk, handed)
        shown = self.sheet.currentText()
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            self.sheet.addItems([each.name for each in self._sheets])
            self.sheet.setCurrentIndex(self._likely_sheet(shown))
        for part in (self.sheet, self.only):
            part.setVisible(len(self._sheets) > 1)
        self._show_sheet()
        self._try()

    def _likely_sheet(self, shown: str) -> int:
        names = [each.name for each in self._sheets]
        if shown in names:
            return names.index(shown)
        return next((n for n, each in enumerate(self._sheets) if each.listed), 0)

    def _show_sheet(self) -> None:
        sheet = self._shown_sheet()
        self.header.setText("" if sheet is None else _said_header(sheet))
        self.grid.show_columns(() if sheet is None else sheet.columns)

    def _shown_sheet(self) -> ShownSheet | None:
        at = self.sheet.currentIndex()
        return self._sheets[at] if 0 <= at < len(self._sheets) else None

    def _rename(self, title: str, field: str) -> None:
        """Read a column as somebody says; what was remembered before still holds.

        Of two columns that are to say the same the one chosen last does.
        """
        sheet = self._shown_sheet()
        if sheet is not None and sheet.remembered:
            self._fields = {c.title: c.field for c in sheet.columns} | self._fields
        others = {t: f for t, f in self._fields.items() if not f or f != field}
        self._fields = others | {title: field}
        self._settle.start()

    def _handed(self) -> Handed | None:
        file = self.file.path
        if file is None:
            return None
        only = self.sheet.currentText() if self.only.isChecked() else None
        return Handed(self.kind.currentData(), file, self._fields, only)

    # -- trying and taking in ------------------------------------------------------

    def _try(self) -> None:
        self._forget_outcome()
        handed = self._handed()
        if handed is not None and any(each.listed for each in self._sheets):
            self._follow(try_list(self._desk, handed), stored=False)

    def _take_in(self) -> None:
        handed = self._handed()
        if handed is not None:
            self._forget_outcome()
            self._follow(take_in_list(self._desk, handed), stored=True)

    def _follow(self, task: Task, *, stored: bool) -> None:
        asked = self._asked
        task.done.connect(lambda outcome: self._show(outcome, asked, stored=stored))

    def _forget_outcome(self) -> None:
        self._asked += 1
        self._store.setEnabled(False)
        self._faults.setEnabled(False)
        self._lists.setVisible(False)

    def _show(self, outcome: Outcome, asked: int, *, stored: bool) -> None:
        if asked != self._asked:
            return
        self.sums.show_figures(outcome.figures)
        self.notes.setText("；".join(outcome.notes))
        self.view.show_listings(outcome.listings)
        self._store.setEnabled(bool(outcome.taken) and not stored)
        is_roster = self.kind.currentData() == "households"
        self._faults.setEnabled(bool(outcome.refused) and is_roster)
        self._drawn = outcome.drawn
        self._lists.setVisible(outcome.drawn is not None)

    def _write_faults(self) -> None:
        handed = self._handed()
        if handed is None:
            return
        target = self.choose_target(f"{handed.file.stem}-问题.xlsx")
        if target is not None:
            write_faults(self._desk, handed, target)

    def _write_lists(self) -> None:
        if self._drawn is None:
            return
        year = self._drawn.here.year
        target = self.choose_target(self._desk.file_name("应保未保", ".xlsx", year))
        if target is not None:
            write_report(self._desk, self._drawn, target, show_folder)

    def _ask_target(self, name: str) -> Path | None:
        return ask_file_to_save(self, "存为表格", name, "工作簿 (*.xlsx)")

    # -- dropped files -------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.open_file(file)

    # -- building ----------------------------------------------------------------

    def _make_actions(self) -> None:
        self._store = action("导入", self, self._take_in, keys="F9")
        self._faults = action("存问题表", self, self._write_faults, keys="F7")
        action("重新核对", self, self._read, keys="F5")
        action("选择文件", self, self.file.choose, keys="Ctrl+O")
        action("对照栏目", self, self._go_to_columns, keys="Ctrl+G")
        self._lists = action("存应保未保名单", self, self._write_lists, keys="Ctrl+S")
        self._forget_outcome()

    def _go_to_columns(self) -> None:
        for box in self.grid.boxes.values():
            box.setFocus()
            return

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 14)
        whole.setSpacing(14)
        whole.addLayout(self._made_left(), 5)
        whole.addLayout(self._made_right(), 6)

    def _made_left(self) -> QVBoxLayout:
        file = Card()
        file.body.addLayout(labelled("这是什么名单", self.kind))
        file.body.addLayout(labelled("文件（.xlsx .xls .ods .csv）", self.file))
        columns = Card("栏目", "读错了就在右边改，下次同样的表头照此读")
        row = QHBoxLayout()
        row.addWidget(self.sheet, 1)
        row.addWidget(self.only)
        self.sheet.setAccessibleName("工作表")
        columns.body.addLayout(row)
        columns.body.addWidget(self.header)
        columns.body.addWidget(self.grid, 1)
        for part in (self.sheet, self.only):
            part.hide()
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(file)
        left.addWidget(columns, 1)
        return left

    def _made_right(self) -> QVBoxLayout:
        buttons = key_row(
            KeyButton(self._store, "primary"),
            KeyButton(self._faults),
            KeyButton(self._lists),
        )
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.sums)
        right.addWidget(self.notes)
        right.addWidget(self.view, 1)
        right.addLayout(buttons)
        return right

    def _listen(self) -> None:
        self.file.changed.connect(self._begin_another)
        self.kind.currentIndexChanged.connect(lambda _: self._begin())
        self.sheet.currentIndexChanged.connect(lambda _: self._show_sheet())
        self.only.toggled.connect(lambda _: self._try())
        self.grid.renamed.connect(self._rename)
        self._desk.changes.scheme_chosen.connect(self._try)


def _said_header(sheet: ShownSheet) -> str:
    if not sheet.listed:
        return "没有认出表头：请把姓名、证件号码等栏目在右边指明。"
    first, last = sheet.header_rows
    where = f"第{first}行" if first == last else f"第{first}至{last}行"
    remembered = "，按上次改过的栏目读" if sheet.remembered else ""
    return f"表头在{where}，下面有{sheet.rows:,}行{remembered}。"


def _dropped(event: QDropEvent) -> Path | None:
    """Return the first sheet among dropped files."""
    files = (Path(url.toLocalFile()) for url in event.mimeData().urls())
    return next((file for file in files if file.suffix.lower() in SUFFIXES), None)
