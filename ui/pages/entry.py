"""登记: one household on one page, decided at every key stroke, never lost."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget
from typing_extensions import override

from jisheng_desktop.services.enrolling import Enrolled
from ui.desk import Desk
from ui.entry import returning
from ui.entry.board import Board
from ui.entry.choices import warm_up
from ui.entry.decision_panel import DecisionPanel, PanelActions
from ui.entry.done_view import DoneView
from ui.entry.filing import Filing, who
from ui.entry.form_view import FormView
from ui.entry.keeping import Keeper, Kept, last_kept
from ui.entry.returning import Returning
from ui.entry.rows import Rows
from ui.entry.walker import Walker
from ui.entry.wedge import Wedge
from ui.notices import Notice
from ui.widgets.buttons import action
from ui.widgets.page import Page

PANEL_WIDTH = 316
WARM_UP_MS = 500
WIDEST_PANEL = 0.25
NO_VILLAGE = "还没有填写村居，登记时没有村居可选。请先在设置里添加村居"
CONFIRM_AND_PRINT = "确认并打印回执"


class EntryPage(Page):
    """The form at the left, the decision at the right, and the keys that drive both."""

    title = "登记"
    receipt_wanted = Signal(str)
    settings_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.filing = Filing(desk, self)
        self.sheet = self.filing.sheet
        self._wedge = Wedge(self.sheet, self)
        self.board = Board(self.sheet, self._wedge, self)
        self._keeper = Keeper(self._kept, self)
        self._resume_at = ("", 0)
        self._told = ("", "")
        self._then_print = False
        actions = self._panel_actions()
        begin_next = QAction("登记下一户", self)
        begin_next.triggered.connect(lambda *_: self.start_new())
        self.view = FormView(self.sheet, self.board, desk.theme)
        self.view.consents.installEventFilter(self._wedge)
        self.panel = DecisionPanel(self.sheet, actions)
        self._receipt = actions.confirm_and_print
        self.done = DoneView(begin_next, self._receipt)
        self._walker = Walker(self.sheet, self.view, self.panel)
        self._returning = Returning(self.sheet, desk.notices)
        self._rows = Rows(self.sheet, self.view, self._walker, desk.notices)
        self._offer_actions()
        self._lay_out()
        self._listen()
        self._begin()

    @property
    def has_unsaved(self) -> bool:
        """Tell whether something was typed that is in no record yet."""
        return self.filing.has_unsaved

    @property
    def is_done(self) -> bool:
        """Tell whether the household on the page has just been confirmed."""
        return self._side.currentWidget() is self.done

    @override
    def entered(self) -> None:
        self.filing.refresh_terms()
        self.standing.emit(*self.filing.standing)
        self._ask_for_villages()
        path, position = self._resume_at
        self._resume_at = ("", 0)
        if self.is_done:
            self.done.setFocus()
        elif self.board.place_cursor(path, position):
            return
        elif not self.view.go(path or self.board.here):
            self._walker.start()

    @override
    def leaving(self) -> bool:
        self._resume_at = (self.board.here, self.board.position())
        if not self.is_done:
            self._keeper.write()
        return True

    def _ask_for_villages(self) -> None:
        if not self.desk.office.villages:
            lead = self.settings_wanted.emit
            self.desk.notices.post(Notice(NO_VILLAGE, "warn", "打开设置", lead))

    def start_new(self) -> None:
        """Begin the next household; what was typed before becomes a draft."""
        if self._may_begin():
            self.filing.begin_new()
            self._start_editing()

    def open_draft(self, uid: str) -> None:
        """Go on with a draft."""
        if self._may_begin():
            self.filing.begin_record(uid, "DRAFT")
            self._start_editing()

    def open_enrollment(self, number: str) -> None:
        """Open a confirmed or returned record for correction."""
        if self._may_begin():
            self.filing.begin_record(number, "CORRECTION")
            self._open_up()
            self._walker.start_correcting()

    # -- what the keys do ----------------------------------------------------------

    def _confirm_only(self) -> None:
        self._then_print = False
        self._confirm()

    def _print(self) -> None:
        """Print the receipt; what is still open is confirmed first."""
        self._then_print = not self.is_done
        if self.is_done:
            self.receipt_wanted.emit(self.done.receipt_no)
        else:
            self._confirm()

    def _confirm(self) -> None:
        """Confirm the household, or lead to what still stands in the way."""
        self.board.settle()
        if not self.sheet.is_confirmable:
            self.sheet.visit_everything()
            if not self._walker.first_obstacle():
                self.desk.notices.say(self.sheet.obstacles()[0].text, "bad")
        elif self.panel.needs_reason:
            self.panel.ask_reason()
        else:
            self.filing.confirm(self.panel.reason.text().strip())

    def _save_draft(self) -> None:
        self.board.settle()
        if self.filing.save_draft():
            self._keeper.write()
            self.standing.emit(*self.filing.standing)

    def _next_problem(self) -> None:
        self._walker.jump(1)

    def _previous_problem(self) -> None:
        self._walker.jump(-1)

    def _undo(self) -> None:
        self._return_to(self.sheet.undo())

    def _redo(self) -> None:
        self._return_to(self.sheet.redo())

    def _return_to(self, path: str | None) -> None:
        if path:
            self.view.go(path)

    def _clear_carried(self) -> None:
        self.sheet.replace(self.sheet.form.without_carried())
        self._walker.start()

    def _bring_back(self) -> None:
        if self._returning.bring_back(self.board.here):
            self._walker.start()

    def _discard(self) -> None:
        self.filing.discard()
        self.desk.notices.say("已清空，按 Ctrl+Z 可以恢复")
        self._walker.start()

    # -- what happens by itself ------------------------------------------------------

    def _show(self, source: str) -> None:
        self.desk.notices.mend()
        self.view.show_sheet(source)
        self.panel.show_sheet(self.board.here)
        self._keeper.typed()
        self._tell_standing()

    def _arrived(self, _path: str) -> None:
        self.panel.show_sheet(self.board.here)

    def _left(self, path: str) -> None:
        self._keeper.completed()
        self._returning.offer(path, self._bring_back)

    def _confirmed(self, enrolled: Enrolled) -> None:
        self._keeper.forget()
        self._open_sheet(is_open=False)
        self._side.setCurrentWidget(self.done)
        self.done.show_enrolled(
            enrolled, who(self.sheet.state), corrected=self.filing.corrects
        )
        self.standing.emit("", "")
        if self._then_print:
            self._then_print = False
            self.receipt_wanted.emit(enrolled.receipt_no)

    def _follow_scheme(self) -> None:
        if self.sheet.is_blank and self.sheet.subject.purpose == "NEW":
            self.start_new()

    # -- beginning -------------------------------------------------------------------

    def _begin(self) -> None:
        kept = last_kept()
        if kept is None:
            self.filing.begin_new()
        else:
            self.filing.resume(kept)
            self.panel.reason.setText(kept.reason)
            self._resume_at = (kept.path, kept.position)

    def _may_begin(self) -> bool:
        return self.is_done or self.filing.put_aside()

    def _start_editing(self) -> None:
        self._open_up()
        self._walker.start()

    def _open_up(self) -> None:
        self._keeper.forget()
        self._then_print = False
        self.panel.reason.clear()
        self.view.more.close_up()
        self._open_sheet(is_open=True)
        self._side.setCurrentWidget(self.panel)
        self._tell_standing()

    def _open_sheet(self, *, is_open: bool) -> None:
        """Let the keys work on the sheet, or not: what is confirmed is not typed over."""
        self.view.setEnabled(is_open)
        for each in self.actions():
            each.setEnabled(is_open)
        self._receipt.setEnabled(True)
        self._receipt.setText(CONFIRM_AND_PRINT if is_open else "打印回执")

    def _kept(self) -> Kept | None:
        if not self.has_unsaved:
            return None
        return Kept(
            form=self.sheet.form,
            scheme=self.sheet.terms.scheme.id,
            policy_year=self.sheet.terms.policy_year,
            path=self.board.here,
            position=self.board.position(),
            reason=self.panel.reason.text(),
            visited=tuple(self.sheet.visited),
        )

    def _tell_standing(self) -> None:
        standing = self.filing.standing
        if standing != self._told:
            self._told = standing
            self.standing.emit(*standing)

    # -- building --------------------------------------------------------------------

    def _panel_actions(self) -> PanelActions:
        return PanelActions(
            action("确认", self, self._confirm_only, keys="F9"),
            action(CONFIRM_AND_PRINT, self, self._print, keys="F10"),
            action("存为草稿", self, self._save_draft, keys="F2"),
            action("下一处问题", self, self._next_problem, keys="F8"),
        )

    def _offer_actions(self) -> None:
        for text, keys, run in (
            ("上一处问题", "Shift+F8", self._previous_problem),
            ("清除沿用上一户的内容", "F4", self._clear_carried),
            (returning.WORDS, returning.KEYS, self._bring_back),
            ("更多字段", "F6", self.view.toggle_more),
            ("撤销", "Ctrl+Z", self._undo),
            ("重做", "Ctrl+Y", self._redo),
            ("粘贴多行成员", "Ctrl+Shift+V", self._rows.paste_clipboard),
            ("删除本行成员", "Ctrl+Delete", self._rows.delete_here),
            ("清空本表", "F12", self._discard),
        ):
            action(text, self, run, keys=keys)

    def _lay_out(self) -> None:
        self._side = QStackedWidget()
        self._side.addWidget(self.panel)
        self._side.addWidget(self.done)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self._side)

    def _listen(self) -> None:
        self.sheet.changed.connect(self._show)
        self.board.walked.connect(self._walker.walk)
        self.view.consents.walked.connect(self._walker.walk)
        self.board.arrived.connect(self._arrived)
        self.board.left.connect(self._left)
        self.board.table_pasted.connect(self._rows.paste)
        self.panel.problem_wanted.connect(self.view.go)
        self.panel.submitted.connect(self._confirm)
        self.panel.reason_changed.connect(self._keeper.typed)
        self._wedge.scanned.connect(self._rows.scan)
        self.filing.confirmed.connect(self._confirmed)
        self.desk.changes.scheme_chosen.connect(self._follow_scheme)
        self.desk.changes.office_changed.connect(self.filing.refresh_terms)
        self.desk.theme.changed.connect(self._size_panel)
        QTimer.singleShot(WARM_UP_MS, self, warm_up)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._size_panel()
        super().resizeEvent(event)

    def _size_panel(self) -> None:
        wanted = self.desk.theme.px(PANEL_WIDTH)
        self._side.setFixedWidth(min(wanted, round(self.width() * WIDEST_PANEL)))
