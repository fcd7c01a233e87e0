"""Backups: a folder for every day, one now, and proving one before it comes back."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from jisheng_desktop.services.restoring import Proof
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_open, ask_folder
from ui.operations.backups import back_up_now, prove_backup, said_proof
from ui.widgets.going_on import went_on
from ui.widgets.paths import PathField
from ui.widgets.words import Card, Strip, labelled, rule, words

SET_ONE_FIRST = "备份用你的密码加密。先在“操作员”里设一个密码。"


class BackupsCard(Card):
    """`restore_wanted` carries a proved file and its password."""

    restore_wanted = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("备份", "每天自动备份一次：留7天、4周、12个月")
        self._desk = desk
        self._proved: tuple[Path, str] | None = None
        self.folder = PathField(
            "备份文件夹", lambda: ask_folder(self, "选择备份文件夹")
        )
        self.folder.path = desk.settings.backup_folder
        self.now = QPushButton("立即备份")
        self.file = PathField(
            "备份文件",
            lambda: ask_file_to_open(self, "选择备份文件", "备份 (*.jsbak *.*)"),
        )
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.check = QPushButton("检查这份备份")
        self.result = Strip("", tone="good")
        self.restore = QPushButton("用它替换现在的数据")
        self.restore.setProperty("tone", "danger")
        self._needs_password = Strip(SET_ONE_FIRST, tone="warn")
        self._lay_out()
        self._listen()
        self.refresh()

    def begin(self) -> None:
        """Take the focus where the folder is chosen."""
        self.folder.setFocus()

    def refresh(self) -> None:
        """Ask for a password first where there is none."""
        self._needs_password.setVisible(not self._desk.operator.protected)
        self.now.setEnabled(self._desk.operator.protected)

    def _lay_out(self) -> None:
        self.body.addWidget(self._needs_password)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addLayout(labelled("备份到哪个文件夹", self.folder), 1)
        first.addWidget(self.now, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(first)
        self.body.addWidget(rule())
        self.body.addWidget(words("从备份恢复", "heading"))
        self.body.addLayout(labelled("备份文件", self.file))
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addLayout(labelled("做备份时的密码", self.password), 1)
        second.addWidget(self.check, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(second)
        self.body.addWidget(self.result)
        self.body.addWidget(self.restore)
        self._forget_proof()

    def _listen(self) -> None:
        self.folder.changed.connect(self._keep_folder)
        self.now.clicked.connect(lambda: back_up_now(self._desk, self.folder.path))
        self.file.changed.connect(self._forget_proof)
        line = self.file.line
        line.returnPressed.connect(lambda: went_on(line, self.password))
        self.password.textEdited.connect(self._forget_proof)
        self.password.returnPressed.connect(self._check)
        self.check.clicked.connect(self._check)
        self.restore.clicked.connect(self._restore)
        self._desk.changes.office_changed.connect(self.refresh)

    def _keep_folder(self) -> None:
        if self.folder.path is not None:
            self._desk.settings.backup_folder = self.folder.path

    def _check(self) -> None:
        file = self.file.path
        if file is None:
            self.file.setFocus()
            return
        task = prove_backup(self._desk, file, self.password.text())
        task.done.connect(self._show_proof)

    def _show_proof(self, proof: Proof) -> None:
        file = self.file.path
        if file is None:
            return
        self._proved = (file, self.password.text())
        self.result.show_words(said_proof(proof), "还没有替换任何数据", "good")
        self.result.show()
        self.restore.show()

    def _forget_proof(self) -> None:
        self._proved = None
        self.result.hide()
        self.restore.hide()

    def _restore(self) -> None:
        if self._proved is not None:
            self.restore_wanted.emit(*self._proved)
