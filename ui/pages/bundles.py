"""上报: what goes up on a stick, what comes back, and what became of every file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from jisheng_desktop.domain.enrollments import Filters, Row
from jisheng_desktop.domain.states import State
from jisheng_desktop.services.correspondence import Letter, correspondence
from jisheng_desktop.services.households import list_households, rows
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.outgoing import next_bundle
from jisheng_desktop.services.overview import status
from ui.cards.returned import ReturnedCard
from ui.cards.sending import ON_MEDIUM, SendCard
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_open, ask_folder
from ui.models.letters import LETTERS, RECORDS
from ui.models.values import ValueTable
from ui.operations.bundles import answer, check_spoken, print_cover, send, take_in
from ui.widgets.buttons import KeyButton, action
from ui.widgets.drives import plugged_in
from ui.widgets.line_check import LineCheck
from ui.widgets.medium_field import MediumField
from ui.widgets.page import Page
from ui.widgets.rows import follow_room, let_rows_grow, row_table
from ui.widgets.scrolling import Scrolling
from ui.widgets.words import Card, Strip, labelled

RETURNED_KEY = "F6"
TO_MEND: tuple[State, ...] = ("RETURNED", "CONFLICT")
ONLY_ANSWERS = "区县办公室不用上报：村居和镇街的上报包在“收包”里导入。"
PLACE, RESULT, FILE = 1, 2, 4
SHOWN = 200
ROOMY = 640


class BundlesPage(Page):
    """Writing and reading at the left; what is inside, and every file, at the right."""

    title = "上报"
    correction_wanted = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._office = desk.office.level in OFFICE_LEVELS
        self.choose_printer: Callable[[QPrinter], bool] = self._ask_printer
        self.choose_file: Callable[[], Path | None] = self._ask_file
        self.medium = MediumField(
            ON_MEDIUM, lambda: ask_folder(self, "选择U盘"), plugged_in
        )
        self.source = MediumField("答复文件", self._ask_file, plugged_in)
        self.returned = ReturnedCard(RETURNED_KEY)
        self.check = LineCheck("电话核对", "区里念的10位数字，按回车", check_spoken)
        self._make_actions()
        self.records = ValueTable(RECORDS, desk.theme.brush)
        self.letters = ValueTable(LETTERS, desk.theme.brush)
        self.record_table = row_table(
            self.records, "这一包里的家庭", wide=PLACE, several=True
        )
        self.letter_table = self._made_letter_table()
        self.sending = SendCard(self.medium, self._send, self._cover)
        self._lay_out()
        self._listen()

    @override
    def entered(self) -> None:
        self.medium.look(self._desk.settings.medium)
        self.source.look(self._desk.settings.source)
        self.refresh()
        self.medium.setFocus()

    @override
    def refresh(self) -> None:
        """Read afresh what waits to be sent and what became of the files."""
        self.letters.show(correspondence()[:SHOWN])
        self._follow()
        if self._office:
            return
        bundle = next_bundle(self._desk.session)
        self.sending.show_bundle(bundle, status().unsent)
        self.records.show(bundle.records)
        returned = self._own_returned()
        self.returned.show_records(returned)
        self._mend.setEnabled(bool(returned))

    # -- acts --------------------------------------------------------------------

    def _sends(self) -> None:
        if send(self._desk, self.medium.path) is None:
            self.medium.setFocus()

    def _sends_again(self) -> None:
        letter = self._letter()
        if letter is not None and letter.is_ours:
            send(self._desk, self.medium.path, from_seq=letter.seq)

    def _prints(self) -> None:
        ours = (each for each in self.letters.values if each.is_ours)
        letter = self._letter()
        chosen = letter if letter and letter.is_ours else next(ours, None)
        if chosen is not None:
            print_cover(self._desk, chosen.file, self.choose_printer)

    def _takes(self) -> None:
        file = self.source.path or self.choose_file()
        if file is not None:
            self.source.path = file
            take_in(self._desk, [file])

    def _answers(self) -> None:
        answer(self._desk, self.medium.path)

    def _own_returned(self) -> list[Row]:
        """Return what this station has to mend; a township holds others' records too."""
        own = f"{self._desk.office.code}-"
        return [
            row
            for state in TO_MEND
            for row in rows(list_households(Filters(state=state)))
            if (row.enroll_no or "").startswith(own)
        ]

    # -- the history ---------------------------------------------------------------

    def _letter(self) -> Letter | None:
        return self.letters.value_at(self.letter_table.currentIndex().row())

    def _follow(self) -> None:
        letter = self._letter()
        self._again.setEnabled(letter is not None and letter.is_ours)
        self._cover.setEnabled(any(each.is_ours for each in self.letters.values))

    # -- building ------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._send = action("导出上报包", self, self._sends, keys="F9")
        self._take = action("导入答复", self, self._takes, keys="F8")
        self.source.submitted.connect(self._take.trigger)
        self._answer = action("导出答复", self, self._answers, keys="F7")
        self._cover = action("打印交接单", self, self._prints, keys="F10")
        self._again = action("从这一包起再导出", self, self._sends_again, keys="Ctrl+E")
        self._mend = action(
            "更正退回的一户",
            self,
            self.returned.open_first,
            keys=RETURNED_KEY,
        )
        self._collect = action(
            "收包", self, lambda: self.page_wanted.emit("intake"), keys="F4"
        )
        action("电话核对", self, self.check.line.setFocus, keys="Ctrl+H")
        action("刷新", self, self.entered, keys="F5")
        for act in (self._send, self._cover, self._again, self._mend, self._take):
            act.setVisible(not self._office)
        for act in (self._answer, self._collect):
            act.setVisible(self._office)

    def _made_letter_table(self) -> QTableView:
        table = row_table(self.letters, "往来记录", wide=RESULT)
        let_rows_grow(table)
        return table

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 16)
        row.setSpacing(12)
        sheet, left, right = QWidget(), QVBoxLayout(), QVBoxLayout()
        sheet.setProperty("part", "clear")
        sheet.setLayout(left)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
        if self._office:
            left.addWidget(self._answer_card())
        else:
            left.addWidget(self.sending)
            left.addWidget(self._take_card())
            left.addWidget(self.returned)
            right.addWidget(self._record_card(), 1)
        left.addStretch()
        right.addWidget(self._letter_card(), 1)
        row.addWidget(Scrolling(sheet), 4)
        row.addLayout(right, 6)

    def _answer_card(self) -> Card:
        card = Card("答复", "每个上报过的站点一个文件")
        link = Strip(ONLY_ANSWERS, "F4 去收包", "info", can_choose=True)
        link.chosen.connect(self._collect.trigger)
        card.body.addWidget(link)
        card.body.addLayout(labelled(ON_MEDIUM, self.medium))
        button = KeyButton(self._answer, "primary")
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _take_card(self) -> Card:
        card = Card("区里的答复", "同一个文件导入几次都可以")
        card.body.addLayout(labelled("答复文件、文件夹或U盘", self.source))
        card.body.addWidget(KeyButton(self._take), 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.check)
        return card

    def _record_card(self) -> Card:
        card = Card("这一包里的家庭", "还没有得到答复的全部改动")
        card.body.addWidget(self.record_table)
        return card

    def _letter_card(self) -> Card:
        card = Card("往来记录", "核对码相同，就是同一个文件")
        card.body.addWidget(self.letter_table)
        if not self._office:
            again = KeyButton(self._again)
            card.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _listen(self) -> None:
        self.returned.wanted.connect(self.correction_wanted)
        self.letter_table.selectionModel().currentRowChanged.connect(
            lambda *_: self._follow()
        )
        self._desk.changes.saved.connect(self.refresh_when_shown)
        self._desk.theme.changed.connect(self._resize)
        follow_room(self.letter_table, self._show_what_fits)
        self._resize()

    def _show_what_fits(self, room: int) -> None:
        """Leave out the names of files, rather than cut what became of them."""
        is_narrow = room < self._desk.theme.px(ROOMY)
        self.letter_table.setColumnHidden(FILE, is_narrow)

    def _resize(self) -> None:
        row = self._desk.theme.measures.row
        self.record_table.verticalHeader().setDefaultSectionSize(row)
        self.letter_table.verticalHeader().setMinimumSectionSize(row)
        self._show_what_fits(self.letter_table.viewport().width())

    def _ask_printer(self, printer: QPrinter) -> bool:
        return bool(QPrintDialog(printer, self).exec())

    def _ask_file(self) -> Path | None:
        return ask_file_to_open(self, "选择文件", "答复 (*.jsb)")
