"""收包: what arrived from which station in which week, what is missing, what is refused."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QTableView,
    QVBoxLayout,
)
from typing_extensions import override

from jisheng_desktop.services.board import Board, board
from jisheng_desktop.services.retrying import kept_files
from jisheng_desktop.services.spoken import spoken_position
from ui.cards.collecting import CollectingCard
from ui.desk import Desk
from ui.dialogs.files import ask_folder
from ui.models.board import CONCERN, LEADING, NAME, BoardTable, board_words
from ui.operations.bundles import answer, take_in, take_in_again
from ui.tasks import Task
from ui.when import today
from ui.widgets.buttons import action
from ui.widgets.drives import plugged_in
from ui.widgets.medium_field import MediumField
from ui.widgets.page import Page
from ui.widgets.rows import follow_room, framed, row_table
from ui.widgets.station_panel import StationPanel
from ui.widgets.words import words

LIVE_MS = 700
WIDTHS = (150, 104, 112, 118)
WEEK_WIDTH = 106
FEWEST_WEEKS = 2
NOBODY = "还没有站点。在“设置”里给镇街和村居各制作一份站点文件。"
PICK = "用方向键在左边选一个站点或一周，这里显示收到的文件和该怎么办。"


class IntakePage(Page):
    """A board of stations and weeks, with a panel for the cell that is chosen."""

    title = "收包"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._board = Board((), (), ())
        self.choose_folder: Callable[[], Path | None] = self._ask_folder
        self.source = MediumField("收到的文件", self._ask_folder, plugged_in)
        self.medium = MediumField("答复写到", self._ask_folder, plugged_in)
        self.model = BoardTable(desk.theme.brush)
        self.table = self._made_table()
        self.panel = StationPanel()
        self.summary = words("", "soft", wrap=True)
        self.only_concerns = QCheckBox("只看要处理的　Ctrl+T")
        self._live = QTimer(self)
        self._live.setInterval(LIVE_MS)
        self._make_actions()
        self._lay_out()
        self._listen()
        self.setAcceptDrops(True)

    @override
    def entered(self) -> None:
        self.source.look(self._desk.settings.source)
        self.medium.look(self._desk.settings.medium)
        self.refresh()
        self.table.setFocus()

    @override
    def refresh(self) -> None:
        """Read the board afresh, keeping the cell that is chosen."""
        self._board = board(today())
        self._list()
        self._follow()

    # -- the board ---------------------------------------------------------------

    def _list(self) -> None:
        lines = self._board.lines
        if self.only_concerns.isChecked():
            lines = tuple(x for x in lines if x.concern or x.is_waited_for)
        at = self.table.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), 0)
        self.model.show_board(self._board, lines, self._weeks_that_fit())
        self.table.setCurrentIndex(self.model.index(row, column))
        self.summary.setText(board_words(self._board))
        self._resize()
        is_any = any(line.is_waited_for for line in self._board.lines)
        self._take_again.setVisible(kept_files() > 0)
        self._answer_all.setEnabled(is_any)
        self._answer_some.setEnabled(bool(lines))

    def _follow(self) -> None:
        at = self.table.currentIndex()
        if not at.isValid():
            self._show_strays()
            return
        line = self.model.values[at.row()]
        letters = self.model.letters_at(at.row(), at.column())
        spoken = spoken_position(line.code)
        self.panel.show_line(line, spoken, letters, today())

    def _show_strays(self) -> None:
        if self._board.strays:
            self.panel.show_letters("来源不明的文件", self._board.strays, today())
        else:
            self.panel.show_sentence(PICK if self._board.lines else NOBODY)

    def selected(self) -> list[str]:
        """Return the codes of the stations of which a cell is selected."""
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        return [self.model.values[row].code for row in sorted(rows)]

    # -- acts --------------------------------------------------------------------

    def _takes(self) -> None:
        path = self.source.path or self.choose_folder()
        if path is None:
            self.source.setFocus()
            return
        self.source.path = path
        self._take([path])

    def _take(self, paths: Sequence[Path]) -> None:
        self._watch(take_in(self._desk, paths))

    def _takes_again(self) -> None:
        self._watch(take_in_again(self._desk))

    def _watch(self, task: Task | None) -> None:
        """Show the board as it fills while files are taken in."""
        if task is not None:
            self._live.start()
            task.ended.connect(self._live.stop)

    def _answers(self, stations: Sequence[str] | None) -> None:
        if self.medium.path is None:
            self.medium.path = self.choose_folder()
        if answer(self._desk, self.medium.path, stations) is None:
            self.medium.setFocus()

    def _answers_waiting(self) -> None:
        waiting = [line.code for line in self._board.lines if line.is_waited_for]
        self._answers(waiting)

    def _answers_selected(self) -> None:
        self._answers(self.selected())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        if files:
            self._take(files)
            event.acceptProposedAction()

    # -- building ------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._take_in = action("收包", self, self._takes, keys="F8")
        self.source.submitted.connect(self._take_in.trigger)
        self._take_again = action("再收一次", self, self._takes_again, keys="F9")
        self._take_again.setToolTip("没有收下、但保存着的文件，再收一次")
        self._answer_all = action("答复全部", self, self._answers_waiting, keys="F7")
        self._answer_some = action("答复选中", self, self._answers_selected, keys="F6")
        action("只看要处理的", self, self.only_concerns.toggle, keys="Ctrl+T")
        action("收到的文件在哪里", self, self.source.setFocus, keys="Ctrl+O")
        action("来源不明的文件", self, self._leave_board, keys="Ctrl+U")
        action("刷新", self, self.entered, keys="F5")

    def _leave_board(self) -> None:
        self.table.clearSelection()
        self._show_strays()

    def _made_table(self) -> QTableView:
        table = row_table(self.model, "收包看板", several=True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(True)
        return table

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(20, 12, 20, 14)
        left.setSpacing(10)
        answers = (self._answer_all, self._answer_some)
        left.addWidget(
            CollectingCard(
                self.source, (self._take_in, self._take_again), self.medium, answers
            )
        )
        line = QHBoxLayout()
        line.addWidget(self.summary, 1)
        line.addWidget(self.only_concerns)
        left.addLayout(line)
        left.addWidget(framed(self.table), 1)
        whole.addLayout(left, 1)
        self._side = QFrame()
        self._side.setProperty("part", "panel")
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 14)
        column.addWidget(self.panel)
        whole.addWidget(self._side)

    def _listen(self) -> None:
        self.table.selectionModel().currentChanged.connect(lambda *_: self._follow())
        self.only_concerns.toggled.connect(lambda _: self.refresh())
        self._live.timeout.connect(self.refresh_when_shown)
        self._desk.changes.saved.connect(self.refresh_when_shown)
        self._desk.theme.changed.connect(self._list)
        follow_room(self.table, self._fit)

    def _fit(self, _room: int) -> None:
        if self._weeks_that_fit() != len(self.model.weeks):
            self._list()
        else:
            self._resize()

    def _weeks_that_fit(self) -> int:
        """Show as many weeks as there is room for; the oldest stay out of sight."""
        room = self._room() // self._desk.theme.px(WEEK_WIDTH)
        return min(len(self._board.weeks), max(room, FEWEST_WEEKS))

    def _room(self) -> int:
        """Return what the columns before the weeks leave, those hidden left out."""
        px, width = self._desk.theme.px, self.table.viewport().width()
        return width - sum(px(WIDTHS[column]) for column in self._leading())

    def _leading(self) -> Sequence[int]:
        """Leave out what the panel tells too, where it would push the weeks away."""
        px, width = self._desk.theme.px, self.table.viewport().width()
        everything = sum(map(px, WIDTHS)) + FEWEST_WEEKS * px(WEEK_WIDTH)
        return (NAME, CONCERN) if everything > width else range(len(WIDTHS))

    def _resize(self) -> None:
        theme = self._desk.theme
        self._side.setFixedWidth(theme.px(330))
        self.table.verticalHeader().setDefaultSectionSize(theme.measures.row)
        header, leading = self.table.horizontalHeader(), self._leading()
        for column in range(self.model.columnCount()):
            is_week = column >= len(LEADING)
            mode = header.ResizeMode.Stretch if is_week else header.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
            if not is_week:
                self.table.setColumnWidth(column, theme.px(WIDTHS[column]))
                self.table.setColumnHidden(column, column not in leading)

    def _ask_folder(self) -> Path | None:
        return ask_folder(self, "选择U盘或文件夹")
