"""保单号: the list that the insurer sends back, checked and taken in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTableView

from jisheng_desktop.services.policies import PoliciesTaken
from jisheng_desktop.services.sheet_problems import SheetProblem
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_open
from ui.models.values import Column, ValueTable
from ui.operations.policies import check_policies, counts_words, take_policies
from ui.widgets.buttons import KeyButton, action
from ui.widgets.paths import PathField
from ui.widgets.rows import LAST, row_table
from ui.widgets.words import Card, Strip

KINDS = "表格 (*.xlsx *.xls *.ods *.csv);;所有文件 (*)"
COLUMNS = (
    Column[SheetProblem]("工作表", lambda each: each.sheet),
    Column[SheetProblem]("行", lambda each: str(each.row)),
    Column[SheetProblem]("栏目", lambda each: each.column),
    Column[SheetProblem]("没有登记的原因", lambda each: each.text),
)


class PoliciesCard(Card):
    """A file, two keys, what came of it, and the rows that were refused."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("保单号", "承保公司发回的名单，或我们写出、由他们填好的名单")
        self._desk = desk
        self.file = PathField(
            "保单号名单", lambda: ask_file_to_open(self, "选择保单号名单", KINDS)
        )
        self.replace = QCheckBox("与已有保单号不同的，以新号为准")
        self.result = Strip("")
        self.refused = ValueTable(COLUMNS)
        self.table = self._made_table()
        self.check = action("核对", self, self._check, keys="Ctrl+Shift+B")
        self.take = action("登记保单号", self, self._take, keys="Ctrl+B")
        self._lay_out()
        desk.theme.changed.connect(self._resize)

    def _check(self) -> None:
        self._run(store=False)

    def _take(self) -> None:
        self._run(store=True)

    def _run(self, *, store: bool) -> None:
        file = self.file.path
        if file is None:
            self.file.setFocus()
            return
        run = take_policies if store else check_policies
        task = run(self._desk, file, replace=self.replace.isChecked())
        task.done.connect(self._show)

    def _show(self, taken: PoliciesTaken) -> None:
        self.result.show_words(
            counts_words(taken),
            "只是核对，还没有保存" if taken.dry_run else "",
            "warn" if taken.problems else "good",
        )
        self.result.show()
        self.refused.show(taken.problems)
        self.table.setVisible(bool(taken.problems))

    # -- building --------------------------------------------------------------------

    def _made_table(self) -> QTableView:
        table = row_table(self.refused, "没有登记的行", wide=LAST, several=True)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        return table

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        row.addWidget(KeyButton(self.take, "primary"))
        row.addWidget(KeyButton(self.check))
        self.body.addLayout(row)
        self.body.addWidget(self.replace)
        self.body.addWidget(self.result)
        self.body.addWidget(self.table, 1)
        self.body.addStretch()
        self.result.hide()
        self.table.hide()
        self._resize()

    def _resize(self) -> None:
        row = self._desk.theme.measures.row
        self.table.verticalHeader().setDefaultSectionSize(row)
