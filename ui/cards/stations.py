"""The stations of a district: who is equipped, a kit for one more, one withdrawn."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.services.kits import IssuedKit
from jisheng_desktop.services.register import (
    known_name,
    likely_parent,
    registered_stations,
)
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_open, ask_file_to_save
from ui.models.stations import station_table
from ui.operations.kits import issue_kit, revoke
from ui.operations.recovery import answer_request
from ui.widgets.buttons import KeyButton, action, key_row
from ui.widgets.kit_form import ON_PAPER, ONCE, CodeSlip, Confirmation, KitForm
from ui.widgets.reset_form import MAKE_SURE, SERVES_ONCE, ResetForm
from ui.widgets.rows import row_table
from ui.widgets.words import Card, rule, words

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ROWS_SHOWN = 5
NOBODY = "还没有站点。给镇街和村居各制作一份站点文件，对方用它启用自己的电脑。"


class StationsCard(Card):
    """The list, with a form below it that makes the file of a new station.

    `unfolded` carries a part that has just opened and wants to be seen.
    """

    unfolded = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("站点", "每个站点一份文件、一个启用码")
        self._desk = desk
        self.model = station_table()
        self.table = self._made_table()
        self.nobody = words(NOBODY, "soft", wrap=True)
        self.form = KitForm(likely_parent, known_name, self._ask_file, self._ask_roster)
        self.slip = CodeSlip("启用码", (ON_PAPER, ONCE))
        self.request = ResetForm(self._ask_request)
        self.answer = CodeSlip("一次性代码", (MAKE_SURE, SERVES_ONCE))
        self.question = Confirmation("停用")
        self._again = action("重新制作", self, self._reissue, keys="Ctrl+E")
        self._withdraw = action("停用站点", self, self._ask, keys="Ctrl+Del")
        self._help = action("答复忘记密码", self, self._begin_help, keys="Ctrl+R")
        self._lay_out()
        self._listen()
        self.refresh()

    def refresh(self) -> None:
        """List the stations as they stand now."""
        chosen = self.selected()
        self.model.show(registered_stations())
        is_any = bool(self.model.values)
        self.table.setVisible(is_any)
        self.nobody.setVisible(not is_any)
        self._select(chosen)
        self._offer()
        self._resize()

    def begin(self) -> None:
        """Begin the kit of another station."""
        self.form.clear()
        self.form.code.setFocus()
        self.unfolded.emit(self.form)

    def selected(self) -> NewStation | None:
        """Return the selected station."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.values[rows[0].row()].station if rows else None

    def _select(self, station: NewStation | None) -> None:
        """Select a station, or the first one where it is not in the list."""
        codes = [known.station.code for known in self.model.values]
        code = station.code if station is not None else ""
        self.table.selectRow(codes.index(code) if code in codes else 0)

    # -- acts --------------------------------------------------------------------

    def _issue(
        self, station: NewStation, file: Path | None, roster: Path | None
    ) -> None:
        self.slip.forget()
        task = issue_kit(self._desk, station, file, roster)
        if task is None:
            self.form.focus_gap()
            return
        self.form.issue.setEnabled(False)
        task.done.connect(lambda kit: self._show_code(station, kit))
        task.ended.connect(lambda: self.form.issue.setEnabled(True))

    def _show_code(self, station: NewStation, kit: IssuedKit) -> None:
        self.form.clear()
        self.slip.show_code(station.name, kit.code)
        self.unfolded.emit(self.slip)

    def _reissue(self) -> None:
        station = self.selected()
        if station is not None:
            self.form.show_station(station)
            self.unfolded.emit(self.form)

    def _ask(self) -> None:
        station = self.selected()
        if station is not None:
            self.question.ask(
                f"停用“{station.name}”？它现在的电脑做的上报包不再收，已收的不变。"
                "换电脑的，再给它重新制作一份站点文件。"
            )
            self.unfolded.emit(self.question)

    def _revoke(self) -> None:
        station = self.selected()
        if station is not None:
            revoke(self._desk, station)
            self.table.setFocus()

    def _begin_help(self) -> None:
        self.answer.forget()
        self.request.ask()
        self.unfolded.emit(self.request)

    def _answer(self, text: str) -> None:
        answer = answer_request(self._desk, text)
        if answer is not None:
            self.request.hide()
            self.answer.show_code(answer.station_name, answer.code)
            self.unfolded.emit(self.answer)

    def _hide_codes(self) -> None:
        for slip in (self.slip, self.answer):
            slip.forget()

    def _ask_roster(self) -> Path | None:
        return ask_file_to_open(
            self, "选择上年花名册", "表格 (*.xlsx *.xls *.ods *.csv)"
        )

    def _ask_request(self) -> Path | None:
        return ask_file_to_open(self, "选择申请文件", "申请 (*.txt *.*)")

    def _ask_file(self, name: str) -> Path | None:
        return ask_file_to_save(self, "站点文件写到哪里", name, "站点文件 (*.jskit)")

    def _offer(self) -> None:
        self.question.hide()
        is_chosen = self.selected() is not None
        for act in (self._again, self._withdraw):
            act.setEnabled(is_chosen)

    # -- building ----------------------------------------------------------------

    def _made_table(self) -> QTableView:
        table = row_table(self.model, "站点列表")
        header = table.horizontalHeader()
        header.setDefaultAlignment(LEFT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        buttons = key_row(
            KeyButton(self._again),
            KeyButton(self._withdraw, "danger"),
            KeyButton(self._help),
        )
        self.body.addWidget(self.table)
        self.body.addWidget(self.nobody)
        self.body.addLayout(buttons)
        parts = (self.question, self.request, self.answer)
        for part in (*parts, rule(), self.form, self.slip):
            self.body.addWidget(part)

    def _listen(self) -> None:
        self.form.wanted.connect(self._issue)
        self.slip.noted.clicked.connect(self.form.code.setFocus)
        self.question.agreed.connect(self._revoke)
        self.request.given.connect(self._answer)
        self._desk.changes.locked.connect(self._hide_codes)
        self.table.selectionModel().selectionChanged.connect(self._offer)
        self._desk.changes.saved.connect(self._refresh_when_shown)
        self._desk.theme.changed.connect(self._resize)

    def _refresh_when_shown(self) -> None:
        if self.isVisible():
            self.refresh()

    def _resize(self) -> None:
        row = self._desk.theme.measures.row
        self.table.verticalHeader().setDefaultSectionSize(row)
        shown = min(max(len(self.model.values), 1), ROWS_SHOWN)
        self.table.setFixedHeight((shown + 1) * row + 4)
