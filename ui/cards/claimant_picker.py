"""Whose claim is it: insured persons found as households are, or those of one record."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from jisheng_desktop.domain.insured_rules import ROLE_NAMES
from jisheng_desktop.domain.masking import mask_id
from jisheng_desktop.services.claims import Claimant, find_claimants
from ui.models.findings import Finding, FindingList
from ui.theme import Theme
from ui.widgets.finder import FindingPainter
from ui.widgets.words import labelled, words

MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ASK = "谁出险了"
NOBODY = "没有找到被保险人。只有已确认参保的人才能报理赔。"


class ClaimantPicker(QWidget):
    """Enter takes the one that is marked; arrows move without leaving the line."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText("姓名、拼音首字母、证件号尾数、电话、回执号")
        self.line.setClearButtonEnabled(True)
        self.model = FindingList()
        self.list = self._made_list(theme)
        self._none = words(NOBODY, "hint", wrap=True)
        self._none.hide()
        self._lay_out()
        self.line.textChanged.connect(self._find)
        self.line.returnPressed.connect(self._take)

    def ask(self) -> None:
        """Ask anew, with nobody found yet."""
        self.line.clear()
        self._show(())
        self._none.hide()
        self.line.setFocus()

    def offer(self, people: Sequence[Claimant]) -> None:
        """Offer these people; typing looks for others."""
        self.ask()
        self._show(people)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in MOVES:
            self._move(MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _find(self, text: str) -> None:
        self._show(find_claimants(text.strip()) if text.strip() else ())
        if not text.strip():
            self._none.hide()

    def _show(self, people: Sequence[Claimant]) -> None:
        self.model.show([_finding(each, self._choose(each)) for each in people])
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._none.setVisible(not people)

    def _choose(self, claimant: Claimant) -> Callable[[], None]:
        return lambda: self.chosen.emit(claimant)

    def _move(self, rows: int) -> None:
        last = self.model.rowCount() - 1
        row = min(max(self.list.currentIndex().row() + rows, 0), last)
        self.list.setCurrentIndex(self.model.index(row, 0))

    def _take(self) -> None:
        finding = self.model.at(self.list.currentIndex().row())
        if finding is not None:
            finding.run()

    def _made_list(self, theme: Theme) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(FindingPainter(theme, view))
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName("找到的被保险人")
        view.clicked.connect(lambda _: self._take())
        return view

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 8)
        column.setSpacing(8)
        column.addLayout(labelled(ASK, self.line))
        column.addWidget(self._none)
        column.addWidget(self.list, 1)


def _finding(claimant: Claimant, run: Callable[[], None]) -> Finding:
    role = ROLE_NAMES[claimant.cover.insured.insured_role]
    text = f"{claimant.name}　{mask_id(claimant.id_no)}"
    begins = claimant.cover.begins
    note = f"{role}　{begins.year}" if begins else role
    return Finding(text, note, "person", run)
