"""家庭: every household on file, found at once, with its history; correct, void."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QTableView,
    QVBoxLayout,
)
from typing_extensions import override

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment, Filters, Order
from jisheng_desktop.domain.states import State
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.households import (
    categories,
    enrollment,
    history,
    list_households,
    rows,
)
from jisheng_desktop.services.policy_register import policies_on
from ui.desk import Desk
from ui.models.households import STATE_TONES, HouseholdTable
from ui.operations.enrolling import save_draft
from ui.operations.moving import may_move, move_household, stations_at_work
from ui.operations.records import discard_draft, void_record
from ui.when import today
from ui.widgets.buttons import KeyButton, action
from ui.widgets.household_filters import HouseholdFilters
from ui.widgets.key_pad import KeyPad
from ui.widgets.move_bar import MoveBar
from ui.widgets.page import Page
from ui.widgets.reason_bar import ReasonBar
from ui.widgets.record_panel import RecordPanel
from ui.widgets.rows import follow_room, framed, leave_out, row_table
from ui.widgets.settling import settling
from ui.widgets.words import words

CORRECTABLE = {"CONFIRMED", "EXPORTED", "ACCEPTED", "RETURNED", "CONFLICT", "INSURED"}
SETTLE_MS = 40
# What gives way when the window is narrow or the text large, in this order.
LEFT_OUT_FIRST = ("电话", "登记日期", "人", "类别", "自付", "村居")


class HouseholdsPage(Page):
    """A list and a panel; the list answers at each letter of the search."""

    title = "家庭"
    correction_wanted = Signal(str)
    draft_wanted = Signal(str)
    receipt_wanted = Signal(str)
    claim_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._order: Order = "newest"
        self._record: Enrollment | None = None
        self._discarded: list[HouseholdDocument] = []
        self.filters = HouseholdFilters(desk.theme)
        self.model = HouseholdTable(rows, self._category_name, self._brush)
        self.table = self._made_table()
        self.empty = words("", "hint", wrap=True)
        self.panel = RecordPanel(self._category_name)
        self.reason = ReasonBar()
        self.moving = MoveBar()
        self._settle = settling(self, SETTLE_MS, self._follow)
        self._make_actions()
        self._lay_out()
        self._listen()

    @override
    def entered(self) -> None:
        self.refresh()
        self.filters.search.setFocus()
        self.filters.search.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.filters.search.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)

    @override
    def refresh(self) -> None:
        """Read the list afresh, keeping the household that is shown, unless it is gone."""
        shown, row = self._record, self.table.currentIndex().row()
        listed = self.model.id_at(row)
        self._offer_filters()
        self._list()
        self._stay_at(self.model.row_of(listed), row)
        if shown is None:
            return
        try:
            self._show(enrollment(shown.uid))
        except UserError:  # a draft that was thrown away
            self._show_nothing()

    def show_only(self, state: State) -> None:
        """List nothing but one state."""
        self.filters.show_only(state)

    def show_figure(self, filters: Filters, what: str) -> None:
        """List what a figure counts, until the filters are cleared."""
        self._offer_filters()
        self.filters.show_figure(filters, what)

    def show_record(self, number: str) -> None:
        """Show one household in the panel, and in the list where it is listed."""
        try:
            record = enrollment(number)
        except UserError as refusal:
            self._desk.errors.show(refusal)
            return
        self._show(record)

    # -- the list ----------------------------------------------------------------

    def _offer_filters(self) -> None:
        villages = [(each.code, each.name) for each in self._desk.office.villages]
        kinds = [(code, self._category_name(code)) for code in categories()]
        self.filters.offer(villages, kinds)

    def _list(self) -> None:
        ids = list_households(self.filters.wanted(), order=self._order)
        self.model.show(ids)
        self.filters.show_count(len(ids))
        self.empty.setText("" if ids else self._nothing_found())
        self.empty.setVisible(not ids)
        if ids and self.filters.search.text():
            self.table.selectRow(0)

    def _stay_at(self, row: int | None, before: int) -> None:
        """Mark the row marked before, or what stands in its place; show nothing anew."""
        if row is None:
            row = min(before, self.model.rowCount() - 1)
        with QSignalBlocker(self.table.selectionModel()):
            self.table.selectRow(row)
        self.table.viewport().update()

    def _nothing_found(self) -> str:
        if self.filters.wanted() == Filters():
            return (
                "还没有登记任何家庭。按 Ctrl+N 登记第一户，有花名册就按 Ctrl+I 导入。"
            )
        return "没有符合条件的家庭。按 Esc 清除条件。"

    def _sort(self, column: int) -> None:
        order = self.model.columns[column].order
        if order is not None:
            self._order = order
            self._list()

    # -- the panel -----------------------------------------------------------------

    def _follow(self) -> None:
        row = self.model.row_at(self.table.currentIndex().row())
        if row is not None:
            self._show(enrollment(row.uid))

    def _show(self, record: Enrollment) -> None:
        self._record = record
        self.reason.close_question()
        self.moving.close_question()
        policies, changes = policies_on(record), history(record.uid)
        self.panel.show_record(record, policies, changes, today())
        is_draft = record.state == "DRAFT"
        self._continue.setVisible(is_draft)
        self._discard.setVisible(is_draft)
        self._correct.setVisible(record.state in CORRECTABLE)
        self._receipt.setVisible(record.receipt_no is not None)
        self._claim.setVisible(record.is_live)
        self._void.setVisible(record.state in CORRECTABLE)
        self._move.setVisible(record.state in CORRECTABLE and may_move(self._desk))
        self._keys.arrange()

    def _open(self) -> None:
        record = self._record
        if record is None:
            return
        if record.state == "DRAFT":
            self.draft_wanted.emit(record.uid)
        elif record.state in CORRECTABLE:
            self.correction_wanted.emit(record.uid)

    def _show_receipt(self) -> None:
        if self._record and self._record.receipt_no:
            self.receipt_wanted.emit(self._record.receipt_no)

    def _report_claim(self) -> None:
        if self._record is not None and self._record.is_live:
            self.claim_wanted.emit(self._record.uid)

    def _ask_reason(self) -> None:
        record = self._record
        if record is not None and record.state in CORRECTABLE:
            number = record.receipt_no or record.enroll_no or ""
            self._clear_filters.setEnabled(False)  # Escape is the question's now
            self.reason.ask(f"作废 {number}，作废后不能恢复。为什么？", "作废")

    def _void_it(self, reason: str) -> None:
        if self._record and void_record(self._desk, self._record.uid, reason):
            self.reason.close_question()

    def _ask_where(self) -> None:
        stations = stations_at_work()
        if not stations:
            self._desk.notices.say("还没有在用的站点，不能移交", "warn")
        elif self._record is not None and self._move.isVisible():
            self._clear_filters.setEnabled(False)
            self.moving.ask("这一户连同历年记录移交给哪个站点？", stations)

    def _move_it(self, station: str, reason: str) -> None:
        record = self._record
        if record and move_household(self._desk, record.uid, station, reason):
            self.moving.close_question()

    def _take_back_escape(self) -> None:
        self._clear_filters.setEnabled(True)
        self.table.setFocus()

    def _discard_it(self) -> None:
        draft = self._record
        if draft is not None and discard_draft(self._desk, draft.uid):
            self._discarded.append(draft.document)
            self._restore.setEnabled(True)

    def _restore_it(self) -> None:
        """Bring back the draft that was thrown away last, as a draft of its own."""
        uid = save_draft(self._desk, self._discarded[-1], uid=None, initiator=None)
        if uid is not None:
            self._discarded.pop()
            self._restore.setEnabled(bool(self._discarded))
            self._desk.notices.say("草稿已恢复。", "good")
            self.show_record(uid)

    def _show_nothing(self) -> None:
        self._record = None
        self.panel.show_nothing()
        self._hide_actions()

    # -- words and colours -----------------------------------------------------------

    def _category_name(self, code: str) -> str:
        for scheme in self._desk.office.schemes:
            found = scheme.category(code)
            if found is not None:
                return found.name
        return code

    def _brush(self, state: State) -> QBrush:
        return QBrush(self._desk.theme.colour(STATE_TONES[state]))

    # -- building --------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._continue = action("继续录入", self, self._open, keys="Ctrl+E")
        self._correct = action("更正", self, self._open, keys="Ctrl+E")
        self._void = action("作废", self, self._ask_reason, keys="Ctrl+Del")
        self._receipt = action("回执", self, self._show_receipt, keys="F10")
        self._claim = action("报理赔", self, self._report_claim, keys="F7")
        self._move = action("移交", self, self._ask_where, keys="Ctrl+M")
        self._discard = action("删除草稿", self, self._discard_it, keys="Ctrl+Del")
        self._restore = action("恢复草稿", self, self._restore_it, keys="Ctrl+Z")
        self._restore.setEnabled(False)
        action("查找家庭", self, self.filters.search.setFocus, keys="Ctrl+F")
        self._clear_filters = action("清除条件", self, self.filters.clear, keys="Esc")
        action("刷新", self, self.refresh, keys="F5")
        self._hide_actions()

    def _hide_actions(self) -> None:
        for act in (
            self._continue,
            self._correct,
            self._receipt,
            self._claim,
            self._void,
            self._move,
            self._discard,
        ):
            act.setVisible(False)

    def _made_table(self) -> QTableView:
        table = row_table(self.model, "家庭列表")
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        return table

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(20, 12, 20, 14)
        left.setSpacing(10)
        left.addWidget(self.filters)
        left.addWidget(self.empty)
        left.addWidget(framed(self.table), 1)
        whole.addLayout(left, 1)
        whole.addWidget(self._made_side())
        self._resize()

    def _made_side(self) -> QFrame:
        side = QFrame()
        side.setProperty("part", "panel")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(8)
        column.addWidget(self.panel, 1)
        column.addWidget(self.reason)
        column.addWidget(self.moving)
        self._keys = KeyPad(
            *(KeyButton(each, "primary") for each in (self._continue, self._correct)),
            *map(KeyButton, (self._receipt, self._claim, self._move)),
            *(KeyButton(each, "danger") for each in (self._void, self._discard)),
        )
        self._keys.setContentsMargins(18, 0, 18, 0)
        column.addWidget(self._keys)
        self._side = side
        return side

    def _listen(self) -> None:
        self.filters.changed.connect(self._list)
        self.filters.search.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(
            lambda *_: self._settle.start()
        )
        self.table.activated.connect(self._open)
        self.reason.given.connect(self._void_it)
        self.reason.closed.connect(self._take_back_escape)
        self.moving.given.connect(self._move_it)
        self.moving.closed.connect(self._take_back_escape)
        self._desk.changes.saved.connect(self.refresh_when_shown)
        self._desk.theme.changed.connect(self._resize)
        follow_room(self.table, self._show_what_fits)

    def _resize(self) -> None:
        theme = self._desk.theme
        self._side.setFixedWidth(theme.px(330))
        self.table.verticalHeader().setDefaultSectionSize(theme.measures.row)
        for number, column in enumerate(self.model.columns):
            self.table.setColumnWidth(number, theme.px(column.width))
        self._show_what_fits(self.table.viewport().width())

    def _show_what_fits(self, room: int) -> None:
        """Leave out the columns the panel tells too, rather than scroll sideways."""
        columns = self.model.columns
        titles = [column.title for column in columns]
        widths = [self._desk.theme.px(column.width) for column in columns]
        leave_out(self.table, widths, map(titles.index, LEFT_OUT_FIRST), room)
