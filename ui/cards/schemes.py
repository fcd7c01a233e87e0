"""The schemes in use, read in words, and a new one from its file."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QPushButton

from jisheng_desktop.domain.explaining import explain
from jisheng_desktop.domain.schemes import Scheme
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_open
from ui.operations.station import add_scheme
from ui.widgets.paths import PathField
from ui.widgets.words import Card, labelled


class SchemesCard(Card):
    """What a scheme says, in sentences that can be held against its source."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("保险方案", "逐条读给你看，请与文件核对")
        self._desk = desk
        self.scheme = QComboBox()
        self.scheme.setAccessibleName("方案")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("方案内容")
        self.text.setMinimumHeight(desk.theme.px(240))
        self.file = PathField(
            "方案文件", lambda: ask_file_to_open(self, "选择方案文件", "方案 (*.toml)")
        )
        add = QPushButton("采用")
        add.setAccessibleName("采用方案文件")
        add.clicked.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(labelled("添加方案文件", self.file), 1)
        row.addWidget(add, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(self.scheme)
        self.body.addWidget(self.text)
        self.body.addLayout(row)
        self.scheme.currentIndexChanged.connect(self._read)
        desk.changes.office_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """List the schemes of the station."""
        self.scheme.clear()
        for scheme in self._desk.office.schemes:
            self.scheme.addItem(scheme.name, scheme.id)

    def _read(self) -> None:
        scheme = self._desk.office.scheme(self.scheme.currentData() or "")
        self.text.setPlainText(_in_words(scheme) if scheme else "")

    def _add(self) -> None:
        if add_scheme(self._desk, self.file.path):
            self.file.path = None


def _in_words(scheme: Scheme) -> str:
    sections = (
        "\n".join([f"【{section.title}】", *section.lines])
        for section in explain(scheme)
    )
    return "\n\n".join(sections)
