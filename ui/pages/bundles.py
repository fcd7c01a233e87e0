"""上报: what goes up on a stick, what comes back, and what became of every file."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from jisheng_desktop.services.exporting import sent_bundles
from jisheng_desktop.services.importing import arrivals
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.overview import status
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_open, ask_folder
from ui.operations.bundles import answer, send, take_in
from ui.widgets.buttons import KeyButton, action
from ui.widgets.page import Page
from ui.widgets.paths import PathField
from ui.widgets.words import Card, Strip, labelled, words

SHOWN = 40
TONES: dict[str, str] = {
    "applied": "good",
    "already_applied": "plain",
    "waiting": "warn",
    "refused": "bad",
}
SAFE = "没有得到答复的内容每次都会带上：U盘丢了，重新导出一次就行，什么都不会少。"


class BundlesPage(Page):
    """Writing and reading at the left, the history of files at the right."""

    title = "上报"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._office = desk.office.level in OFFICE_LEVELS
        self.unsent = words("", "figure")
        self.medium = PathField("U盘或文件夹", lambda: ask_folder(self, "选择U盘"))
        self.source = PathField(
            "收到的文件",
            lambda: ask_file_to_open(self, "选择文件", "上报包和答复 (*.jsb)"),
        )
        self.history = QVBoxLayout()
        self._send = action("导出上报包", self, self._sends, keys="F9")
        self._take = action("导入", self, self._takes, keys="F8")
        self._answer = action("导出答复", self, self._answers, keys="F7")
        self._lay_out()
        desk.changes.saved.connect(lambda *_: self.refresh())

    @override
    def entered(self) -> None:
        self.refresh()
        self.medium.setFocus()

    def refresh(self) -> None:
        """Read afresh what waits to be sent and what became of the files."""
        if not self.isVisible():
            return
        self.unsent.setText(f"{status().unsent} 户待答复")
        while taken := self.history.takeAt(0):
            widget = taken.widget()
            if widget is not None:
                widget.deleteLater()
        for strip in self._strips():
            self.history.addWidget(strip)
        self.history.addStretch()

    # -- acts --------------------------------------------------------------------

    def _sends(self) -> None:
        send(self._desk, self.medium.path)

    def _takes(self) -> None:
        take_in(self._desk, self.source.path)

    def _answers(self) -> None:
        answer(self._desk, self.medium.path)

    # -- what became of the files --------------------------------------------------

    def _strips(self) -> Iterator[Strip]:
        lines = [*self._sent(), *self._arrived()]
        lines.sort(key=lambda line: line[0], reverse=True)
        if not lines:
            yield Strip("还没有上报过，也没有收到过文件。", tone="plain")
        for when, text, tone in lines[:SHOWN]:
            yield Strip(text, when[:16].replace("T", " "), tone)

    def _sent(self) -> Iterator[tuple[str, str, str]]:
        for each in sent_bundles():
            done = f"上报第{each.seq}包：{each.file}"
            failed = f"第{each.seq}包没有写成，请重新导出"
            written = bool(each.written)
            yield each.created_at, done if written else failed, _tone(written=written)

    def _arrived(self) -> Iterator[tuple[str, str, str]]:
        for each in arrivals():
            yield each.taken_at, f"{each.file}：{each.text}", TONES[each.outcome]

    # -- looks ---------------------------------------------------------------------

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 14, 20, 16)
        row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._answer_card() if self._office else self._send_card())
        left.addWidget(self._take_card())
        left.addStretch()
        row.addLayout(left, 1)
        row.addWidget(self._history_card(), 1)

    def _send_card(self) -> Card:
        card = Card("上报", "写好后自动校验")
        card.body.addWidget(self.unsent)
        card.body.addWidget(words(SAFE, "hint", wrap=True))
        card.body.addLayout(labelled("写到U盘或文件夹", self.medium))
        card.body.addWidget(KeyButton(self._send, "primary"))
        self._answer.setVisible(self._desk.office.level == "TOWNSHIP")
        card.body.addWidget(KeyButton(self._answer))
        return card

    def _answer_card(self) -> Card:
        card = Card("答复", "每个上报过的站点一个文件")
        self._send.setVisible(False)
        card.body.addLayout(labelled("写到U盘或文件夹", self.medium))
        card.body.addWidget(KeyButton(self._answer, "primary"))
        return card

    def _take_card(self) -> Card:
        collecting = self._desk.office.level != "VILLAGE"
        card = Card("收包" if collecting else "导入答复", "同一个文件导入几次都可以")
        card.body.addLayout(labelled("收到的文件或文件夹", self.source))
        card.body.addWidget(KeyButton(self._take))
        return card

    def _history_card(self) -> Card:
        card = Card("往来记录")
        sheet = QWidget()
        sheet.setProperty("part", "clear")
        sheet.setLayout(self.history)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(sheet)
        card.body.addWidget(scroll)
        return card


def _tone(*, written: bool) -> str:
    return "good" if written else "warn"
