"""续保: last year's households decided afresh, reviewed, and confirmed in bulk."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
)
from typing_extensions import override

from jisheng_desktop.errors import UserError
from jisheng_desktop.services.renewal_reviews import (
    Reviewed,
    both_years,
    years_to_renew,
)
from jisheng_desktop.services.renewing import Confirmation
from ui.desk import Desk
from ui.models.renewals import OUTCOME_NAMES, RenewalTable, can_confirm, group_of
from ui.operations.renewing import (
    confirm_households,
    open_for_entry,
    review_households,
)
from ui.widgets.buttons import KeyButton, action
from ui.widgets.group_bar import GroupBar
from ui.widgets.page import Page
from ui.widgets.renewal_side import RenewalSide
from ui.widgets.rows import LAST, framed, row_table
from ui.widgets.words import words

EVERYBODY = "all"
NOBODY = (
    "“{scheme}”没有可以续保的年度：上一年度要有已确认的家庭，方案里也要有新的年度。"
    "用 Alt+S 换方案。"
)
NOTHING_TICKED = "先用空格勾选已经看过、已经签字的家庭，Ctrl+A 勾选列出的全部"


class RenewalPage(Page):
    """Groups and a list at the left; both years and what was agreed at the right."""

    title = "续保"
    draft_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: Sequence[Reviewed] = ()
        self._refused: dict[str, str] = {}
        self._fresh = False
        groups = [(EVERYBODY, "全部"), *OUTCOME_NAMES.items()]
        self.groups = GroupBar(self, groups)
        self.year = QComboBox()
        self.search = QLineEdit()
        self.empty = words("", "hint", wrap=True)
        self.model = RenewalTable(lambda name: QBrush(desk.theme.colour(name)))
        self.table = self._made_table()
        self.side = RenewalSide()
        self._make_actions()
        self._lay_out()
        self._listen()

    @override
    def entered(self) -> None:
        self._offer_years()
        if not self._fresh:
            self.refresh()
        self.table.setFocus()

    @override
    def refresh(self) -> None:
        """Decide every household of last year afresh, unless that is being done."""
        year = self.year.currentData()
        self._tell_nobody(year)
        if year is None or not self._look.isEnabled():
            return
        self._look.setEnabled(False)
        self._fresh = True
        task = review_households(self._desk, self._desk.scheme, year)
        task.done.connect(self._take)
        task.failed.connect(self._desk.errors.show)
        task.ended.connect(self._end_looking)
        self._desk.runner.run(task)

    def _end_looking(self) -> None:
        """Look once more where something was saved meanwhile."""
        self._look.setEnabled(True)
        if not self._fresh and self.isVisible():
            self.refresh()

    def selected(self) -> Reviewed | None:
        """Return the household that the panel shows."""
        return self.model.value_at(self.table.currentIndex().row())

    # -- the list ----------------------------------------------------------------

    def _offer_years(self) -> None:
        """Offer the years there are; the one in use first, else the last."""
        scheme = self._desk.scheme
        years = years_to_renew(scheme)
        if years == tuple(self.year.itemData(n) for n in range(self.year.count())):
            return
        wanted = self.year.currentData() or self._desk.policy_year
        with QSignalBlocker(self.year):
            self.year.clear()
            for year in years:
                self.year.addItem(f"续保到{year}年度", year)
            found = self.year.findData(wanted)
            self.year.setCurrentIndex(found if found >= 0 else len(years) - 1)
        self._fresh = False

    def _tell_nobody(self, year: int | None) -> None:
        self.empty.setVisible(year is None)
        self.empty.setText(NOBODY.format(scheme=self._desk.scheme.name))
        self.year.setVisible(year is not None)
        if year is None:
            self._take(())

    def _take(self, rows: Sequence[Reviewed]) -> None:
        self._rows = rows
        self.model.forget_others(rows)
        counts = {EVERYBODY: len(rows)}
        for row in rows:
            counts[group_of(row)] = counts.get(group_of(row), 0) + 1
        self.groups.show_counts(counts)
        self._list()

    def _list(self) -> None:
        kept = self.selected()
        shown = [row for row in self._rows if self._is_wanted(row)]
        self.model.show(shown)
        keys = [row.key for row in shown]
        if keys:
            self.table.selectRow(keys.index(kept.key) if kept in shown else 0)
        self._follow()
        self._count_ticks()

    def _is_wanted(self, row: Reviewed) -> bool:
        group, text = self.groups.now, self.search.text().strip()
        fits = group in (EVERYBODY, group_of(row))
        return fits and any(text in name for name in (*row.names, row.village))

    def _tick(self) -> None:
        row = self.selected()
        if row is not None:
            self.model.tick([row])

    def _count_ticks(self) -> None:
        count = len(self.model.ticked)
        self._confirm.setText(f"确认勾选的{count}户" if count else "确认勾选的")

    # -- the panel -----------------------------------------------------------------

    def _follow(self) -> None:
        row = self.selected()
        self._open.setEnabled(row is not None and not row.done)
        if row is None:
            self.side.pair.show_nothing()
            return
        try:
            lines = both_years(row.key, self.year.currentData())
        except UserError as refusal:
            self._desk.errors.show(refusal)
            return
        self.side.pair.show_household(
            row.proposal.head_name, self.year.currentData(), lines, self._strips(row)
        )

    def _strips(self, row: Reviewed) -> list[tuple[str, str]]:
        tone = "warn" if can_confirm(row) else "bad"
        refused = self._refused.get(row.key)
        said = [(text, tone) for text in row.proposal.reasons] if not row.done else []
        return [*([(refused, "bad")] if refused else []), *said]

    def _open_selected(self) -> None:
        row = self.selected()
        if row is None:
            return
        uid = open_for_entry(self._desk, row.key, self.year.currentData())
        if uid is not None:
            self.draft_wanted.emit(uid)

    def _confirm_ticked(self) -> None:
        """Ask first what was agreed on paper; confirm when that stands in sight."""
        keys = [row.key for row in self._rows if row.key in self.model.ticked]
        if not keys:
            self._desk.notices.say(NOTHING_TICKED, "warn")
            self.table.setFocus()
        elif self.side.is_asking:
            self._confirm_all(keys)
        else:
            self.side.ask(len(keys))
            self._back.setVisible(True)

    def _confirm_all(self, keys: Sequence[str]) -> None:
        self._confirm.setEnabled(False)
        task = confirm_households(
            self._desk,
            keys,
            self.year.currentData(),
            self.side.agreement.agreed(),
            self.side.agreement.reason.text(),
        )
        task.done.connect(self._told)
        task.ended.connect(lambda: self._confirm.setEnabled(True))

    def _go_back(self) -> None:
        """Look at the households again; what was ticked stays."""
        self.side.show_pair()
        self._back.setVisible(False)
        self.table.setFocus()

    def _told(self, done: Confirmation) -> None:
        """Keep the refusals beside their households; ask anew when all went well."""
        self._refused = done.refused
        if not done.refused:
            self.side.agreement.begin()
        self._go_back()

    # -- building --------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._confirm = action("确认勾选的", self, self._confirm_ticked, keys="F9")
        self._open = action("打开登记", self, self._open_selected, keys="Ctrl+E")
        self._look = action("重新认定", self, self.refresh, keys="F5")
        action("勾选或取消", self.table, self._tick, keys="Space")
        action("勾选列出的全部", self.table, self._tick_all, keys="Ctrl+A")
        self._back = action("再看看", self, self._go_back, keys="Esc")
        self._back.setVisible(False)
        action("查找家庭", self, self.search.setFocus, keys="Ctrl+F")

    def _tick_all(self) -> None:
        self.model.tick(self.model.values)

    def _made_table(self) -> QTableView:
        table = row_table(self.model, "续保家庭", wide=LAST)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        return table

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._made_left(), 1)
        whole.addWidget(self.side)
        self.side.add_buttons(
            (
                KeyButton(self._confirm, "primary"),
                KeyButton(self._open),
                KeyButton(self._back, "quiet"),
            )
        )
        self._resize()

    def _made_left(self) -> QVBoxLayout:
        self.year.setAccessibleName("续保到哪一年度")
        self.search.setAccessibleName("查找家庭")
        self.search.setPlaceholderText("姓名或村居")
        self.search.setClearButtonEnabled(True)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.year)
        line.addWidget(self.search, 1)
        line.addWidget(KeyButton(self._look))
        left = QVBoxLayout()
        left.setContentsMargins(20, 12, 20, 14)
        left.setSpacing(10)
        left.addWidget(self.groups)
        left.addLayout(line)
        left.addWidget(self.empty)
        left.addWidget(framed(self.table), 1)
        left.addWidget(words("空格 勾选　Ctrl+A 勾选列出的全部", "hint"))
        return left

    def _listen(self) -> None:
        desk = self._desk
        self.groups.chosen.connect(lambda _: self._list())
        self.search.textChanged.connect(lambda _: self._list())
        self.search.returnPressed.connect(self.table.setFocus)
        self.year.currentIndexChanged.connect(lambda _: self.refresh())
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.activated.connect(lambda _: self._open_selected())
        self.model.dataChanged.connect(lambda *_: self._count_ticks())
        desk.changes.saved.connect(self._grow_stale)
        desk.changes.scheme_chosen.connect(self._change_scheme)
        desk.theme.changed.connect(self._resize)

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._follow()

    def _grow_stale(self) -> None:
        self._fresh = False
        self.refresh_when_shown()

    def _change_scheme(self) -> None:
        with QSignalBlocker(self.year):
            self.year.clear()
        self._fresh = False
        if self.isVisible():
            self.entered()

    def _resize(self) -> None:
        theme = self._desk.theme
        self.side.setFixedWidth(theme.px(360))
        self.table.setColumnWidth(0, theme.px(42))
        self.table.verticalHeader().setDefaultSectionSize(theme.measures.row)
