"""理赔: the light register; who is covered for what, and how far each case is."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSignalBlocker
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
)
from typing_extensions import override

from jisheng_desktop.domain.claims import RESULT_NAMES, STAGE_NAMES, Claim, Registered
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.claims import (
    Claimant,
    claimant_of,
    claimants,
    claims,
)
from ui.cards.claim_fields import Misread
from ui.cards.claim_form import ClaimForm
from ui.cards.claimant_picker import ClaimantPicker
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_open, ask_file_to_save
from ui.models.claims import COLUMNS
from ui.models.values import ValueTable
from ui.operations.claims import save_claim, save_claims_report, take_list
from ui.widgets.buttons import KeyButton, action, key_row
from ui.widgets.group_bar import GroupBar
from ui.widgets.page import Page
from ui.widgets.rows import (
    LAST,
    follow_room,
    framed,
    leave_out,
    row_table,
    width_of_words,
)
from ui.widgets.words import words

CASES, WITHDRAWN = "cases", "WITHDRAWN"
# What was withdrawn is no case, here as in every figure.
GROUPS: dict[str, str] = {
    CASES: "案件",
    **dict(STAGE_NAMES.items()),
    WITHDRAWN: RESULT_NAMES["WITHDRAWN"],
}
SHEETS = "表格 (*.xlsx *.xls *.ods *.csv)"
REPORTS = "表格 (*.xlsx);;PDF (*.pdf)"
UNSAVED = "这件理赔还没有保存：按 F9 保存，或按 Esc 放弃修改。"
NO_CLAIMS = "{year}年度还没有理赔。按 F7 登记报案，或按 F8 导入承保公司的清单。"
# What gives way when the window is narrow or the text large, in this order.
LEFT_OUT_FIRST = ("村居", "出险日期", "保险责任")
NOTHING_CHOSEN = "在左边选一件理赔，或按 F7 登记报案。"


class ClaimsPage(Page):
    """The register at the left; at the right the case that is chosen, or a new one."""

    title = "理赔"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: Sequence[Registered] = ()
        self.choose_list: Callable[[], Path | None] = self._ask_list
        self.choose_report: Callable[[str], Path | None] = self._ask_report
        self.stages = GroupBar(self, [*GROUPS.items()])
        self.search = QLineEdit()
        self.empty = words("", "hint", wrap=True)
        self.sum = words("", "soft")
        self.model: ValueTable[Registered] = ValueTable(
            COLUMNS, lambda name: QBrush(desk.theme.colour(name))
        )
        self.table = row_table(self.model, "理赔列表", wide=LAST)
        self.form = ClaimForm()
        self.picker = ClaimantPicker(desk.theme)
        self._nothing = words(NOTHING_CHOSEN, "hint", wrap=True)
        self._side = QStackedWidget()
        self._make_actions()
        self._lay_out()
        self._listen()

    @override
    def entered(self) -> None:
        self.refresh()
        if self._side.currentWidget() is self._nothing:
            self.table.setFocus()

    @override
    def leaving(self) -> bool:
        if self._is_unsaved():
            self._desk.notices.say(UNSAVED, "warn")
            return False
        return True

    @override
    def refresh(self) -> None:
        """Read the register afresh, keeping the case that is shown."""
        self._known = claims(self._desk.scheme.id, self._desk.policy_year)
        self.stages.show_counts(self._counts())
        self._list()

    def show_cases(self) -> None:
        """List every case, and nothing else: what the figures count."""
        self.search.clear()
        self.stages.choose(CASES)

    def begin_for(self, number: str) -> None:
        """Ask which insured person of a record has a claim."""
        if not self.leaving():
            return
        people = claimants(number)
        self._show_side(self.picker)
        self.picker.offer(people)

    # -- the list ----------------------------------------------------------------

    def _counts(self) -> dict[str, int]:
        return {
            group: sum(_is_in(group, known.claim) for known in self._known)
            for group in GROUPS
        }

    def _list(self) -> None:
        shown = [known for known in self._known if self._is_wanted(known)]
        with QSignalBlocker(self.table.selectionModel()):
            self.model.show(shown)
        self._show_what_fits(self.table.viewport().width())
        self._mark_shown()
        paid = sum(known.claim.paid_fen for known in shown)
        self.sum.setText(f"{len(shown):,} 件，赔付 {yuan(paid)} 元" if shown else "")
        self.empty.setText(self._nothing_found())
        self.empty.setVisible(not shown)
        self._report.setEnabled(bool(self._known))

    def _is_wanted(self, known: Registered) -> bool:
        text, claim = self.search.text().strip().upper(), known.claim
        said = (claim.name, claim.id_no, claim.claim_no or "", known.village)
        fits = _is_in(self.stages.now, claim)
        return fits and any(text in each.upper() for each in said)

    def _nothing_found(self) -> str:
        if self._known:
            return "没有符合条件的理赔。按 Alt+1 看全部案件，按 Alt+6 看撤案的。"
        return NO_CLAIMS.format(year=self._desk.policy_year)

    def _mark_shown(self) -> None:
        """Mark the row of the case at the right, without showing it anew."""
        before = self.form.before
        uids = [known.uid for known in self.model.values]
        row = uids.index(before.uid) if before and before.uid in uids else -1
        with QSignalBlocker(self.table.selectionModel()):
            if row >= 0:
                self.table.selectRow(row)
            else:
                self.table.clearSelection()
        self.table.viewport().update()

    # -- one case ------------------------------------------------------------------

    def _follow(self, current: QModelIndex) -> None:
        known = self.model.value_at(current.row())
        if known is None:
            return
        if self._is_unsaved():
            self._desk.notices.say(UNSAVED, "warn")
            self._mark_shown()
            return
        self._show(known)

    def _show(self, known: Registered) -> None:
        try:
            claimant = claimant_of(known)
        except UserError as refusal:
            self._desk.errors.show(refusal)
            return
        self.form.show_claim(known, claimant)
        self._show_side(self.form)

    def _begin(self) -> None:
        if self.leaving():
            self._show_side(self.picker)
            self.picker.ask()

    def _begin_with(self, claimant: Claimant) -> None:
        self.form.begin(claimant)
        self._show_side(self.form)
        self.form.benefit.setFocus()
        self._mark_shown()

    def _save_it(self) -> None:
        form = self.form
        try:
            claim = form.claim()
        except Misread as misread:
            self._desk.errors.show(misread)
            form.go_to(misread.field)
            return
        assert form.claimant is not None
        reason = form.reason.text()
        known = save_claim(self._desk, claim, form.claimant, form.before, reason)
        if known is None:
            return
        self._show(known)
        self.refresh()
        self.table.setFocus()

    def _give_up(self) -> None:
        if self.form.before is not None:
            self._show(self.form.before)
        else:
            self.form.claimant = None
            self._show_side(self._nothing)
        self._desk.notices.clear()
        self.table.setFocus()

    def _is_unsaved(self) -> bool:
        return self._side.currentWidget() is self.form and self.form.is_dirty

    def _show_side(self, part: QFrame | ClaimForm | ClaimantPicker) -> None:
        self._side.setCurrentWidget(part)
        on_form = part is self.form
        for act in (self._save, self._tick, self._past):
            act.setVisible(on_form)
        self._back.setVisible(part is not self._nothing)

    # -- files -----------------------------------------------------------------------

    def _take_list(self) -> None:
        file = self.choose_list()
        if file is not None:
            take_list(self._desk, file)

    def _save_report(self) -> None:
        file = self.choose_report(self._desk.file_name("理赔统计", ".xlsx"))
        if file is not None:
            save_claims_report(self._desk, file)

    def _ask_list(self) -> Path | None:
        return ask_file_to_open(self, "选择承保公司的理赔清单", SHEETS)

    def _ask_report(self, name: str) -> Path | None:
        return ask_file_to_save(self, "存为统计表", name, REPORTS)

    # -- building --------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._new = action("登记报案", self, self._begin, keys="F7")
        self._import = action("导入清单", self, self._take_list, keys="F8")
        self._report = action("存为统计表", self, self._save_report, keys="Ctrl+S")
        self._save = action("保存", self, self._save_it, keys="F9")
        self._tick = action("材料齐了", self, self.form.tick_all, keys="Ctrl+T")
        self._past = action("看经过", self, self.form.show_past, keys="Ctrl+H")
        self._back = action("放弃修改", self, self._give_up, keys="Esc")
        action("查找理赔", self, self.search.setFocus, keys="Ctrl+F")
        action("刷新", self, self.refresh, keys="F5")

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._made_left(), 1)
        whole.addWidget(self._made_side())
        self._show_side(self._nothing)
        self._resize()

    def _made_left(self) -> QVBoxLayout:
        self.search.setAccessibleName("查找理赔")
        self.search.setPlaceholderText("姓名、证件号、赔案号或村居")
        self.search.setClearButtonEnabled(True)
        buttons = key_row(
            KeyButton(self._new, "primary"),
            KeyButton(self._import),
            KeyButton(self._report),
        )
        left = QVBoxLayout()
        left.setContentsMargins(20, 12, 20, 14)
        left.setSpacing(10)
        left.addWidget(self.stages)
        left.addWidget(self.search)
        left.addWidget(self.empty)
        left.addWidget(framed(self.table), 1)
        left.addWidget(self.sum)
        left.addLayout(buttons)
        return left

    def _made_side(self) -> QFrame:
        self._nothing.setMargin(18)
        for part in (self._nothing, self.form, self.picker):
            self._side.addWidget(part)
        panel = QFrame()
        panel.setProperty("part", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(8)
        column.addWidget(self._side, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(18, 0, 18, 0)
        buttons.setSpacing(6)
        buttons.addWidget(KeyButton(self._save, "primary"))
        buttons.addWidget(KeyButton(self._tick))
        buttons.addWidget(KeyButton(self._back, "quiet"))
        column.addLayout(buttons)
        return panel

    def _listen(self) -> None:
        desk = self._desk
        self.stages.chosen.connect(lambda _: self._list())
        self.search.textChanged.connect(lambda _: self._list())
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(
            lambda current, _: self._follow(current)
        )
        self.picker.chosen.connect(self._begin_with)
        self.form.changed.connect(desk.notices.mend)
        desk.changes.saved.connect(self.refresh_when_shown)
        desk.changes.scheme_chosen.connect(self.refresh_when_shown)
        desk.theme.changed.connect(self._resize)
        follow_room(self.table, self._show_what_fits)

    def _resize(self) -> None:
        theme = self._desk.theme
        self._side.setFixedWidth(theme.px(440))
        self.table.verticalHeader().setDefaultSectionSize(theme.measures.row)
        self._show_what_fits(self.table.viewport().width())

    def _show_what_fits(self, room: int) -> None:
        """Leave out the columns the panel tells too, rather than scroll sideways."""
        titles = [column.title for column in COLUMNS]
        widths = [width_of_words(self.table, n) for n in range(len(COLUMNS))]
        leave_out(self.table, widths, map(titles.index, LEFT_OUT_FIRST), room)


def _is_in(group: str, claim: Claim) -> bool:
    if claim.result == WITHDRAWN:
        return group == WITHDRAWN
    return group in (CASES, claim.stage)
