"""The bug dialog: offline, one sentence, a folded report to copy or save."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.files import ask_file_to_save
from ui.widgets.words import words

SORRY = "程序内部出了差错。已保存的内容没有丢失，可以继续使用。"
WHAT_NOW = "请把下面的报告复制或存成文件，交给区县负责人。报告里没有任何个人信息。"


class BugDialog(QDialog):
    """Shown once for each distinct bug; the desk stays usable behind it."""

    def __init__(
        self,
        report: str,
        parent: QWidget,
        *,
        ask: Callable[..., Path | None] = ask_file_to_save,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序差错")
        self._report = report
        self._ask = ask
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setAccessibleName("差错报告")
        self._text.hide()
        self._lay_out()
        self.resize(560, self.sizeHint().height())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(words(SORRY, "heading", wrap=True))
        column.addWidget(words(WHAT_NOW, "soft", wrap=True))
        column.addWidget(self._text, 1)
        row = QHBoxLayout()
        for button in self._buttons():
            row.addWidget(button)
        row.insertStretch(1)
        column.addLayout(row)

    def _buttons(self) -> list[QPushButton]:
        unfold = self._button("查看报告(&V)", self._unfold)
        copy = self._button("复制(&C)", self._copy)
        save = self._button("存成文件(&S)…", self._save)
        close = self._button("关闭", self.accept)
        close.setDefault(True)
        return [unfold, copy, save, close]

    def _button(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(run)
        return button

    def _unfold(self) -> None:
        self._text.show()
        self.resize(720, 480)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)

    def _save(self) -> None:
        file = self._ask(self, "保存差错报告", "差错报告.txt", "文本 (*.txt)")
        if file is not None:
            file.write_text(self._report, "utf-8")
