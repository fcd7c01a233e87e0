"""A backup's file and its password, for a computer whose library cannot be opened."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.dialogs.files import ask_file_to_open
from ui.widgets.buttons import KeyButton, action
from ui.widgets.paths import PathField
from ui.widgets.words import labelled, words

PROMISE = "先检查备份，完好才恢复；现在的数据不删除，留在原处旁边。"


class RestoreForm(QWidget):
    """`wanted` carries a file and a password; Enter in either field gives them."""

    wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.file = PathField(
            "备份文件",
            lambda: ask_file_to_open(self, "选择备份文件", "备份 (*.jsbak *.*)"),
        )
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.first: QWidget = self.file
        go = action("检查并恢复", self, self._give, keys="Return")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addWidget(words(PROMISE, "hint"))
        column.addLayout(labelled("备份文件", self.file))
        column.addLayout(labelled("做备份时的密码", self.password))
        column.addWidget(KeyButton(go, "primary"))
        column.addStretch()

    def _give(self) -> None:
        if self.file.path is None:
            self.file.setFocus()
        else:
            self.wanted.emit(self.file.path, self.password.text())
