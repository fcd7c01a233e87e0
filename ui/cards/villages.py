"""The villages of the station and how many households each means to enrol."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from jisheng_desktop.domain.stations import Village
from ui.desk import Desk
from ui.operations.station import set_village
from ui.widgets.going_on import went_on
from ui.widgets.words import Card, labelled, rule, words


class VillagesCard(Card):
    """A target is kept when its field is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("村居和目标户数", "回车保存")
        self._desk = desk
        self._list = QWidget()
        self.body.addWidget(self._list)
        self._show_villages()
        self.body.addWidget(rule())
        self.code, self.name, self.target = QLineEdit(), QLineEdit(), QLineEdit()
        self._add_button = QPushButton("添加")
        self._lay_out_new()
        desk.changes.office_changed.connect(self.refresh)

    def begin(self) -> None:
        """Take the focus where another village is written."""
        self.code.setFocus()

    def refresh(self) -> None:
        """List the villages as they are now; Tab visits them where they stand."""
        self._show_villages()
        targets = self._list.findChildren(QLineEdit)
        line = (self.code, self.name, self.target, self._add_button)
        for before, after in pairwise((*targets, *line)):
            QWidget.setTabOrder(before, after)

    def _show_villages(self) -> None:
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, village in enumerate(self._desk.office.villages):
            self._add_line(grid, row, village)
        self.body.replaceWidget(self._list, fresh)
        self._list.deleteLater()
        self._list = fresh

    def _add_line(self, grid: QGridLayout, row: int, village: Village) -> None:
        target = QLineEdit(str(village.target) if village.target else "")
        target.setAccessibleName(f"{village.name} 的目标户数")
        target.setPlaceholderText("目标")
        target.setMaximumWidth(110)
        target.returnPressed.connect(
            lambda: set_village(self._desk, village.code, village.name, target.text())
        )
        grid.addWidget(words(village.name), row, 0)
        grid.addWidget(words(village.code, "hint"), row, 1)
        grid.addWidget(target, row, 2)

    def _lay_out_new(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for name, line, stretch in (
            ("村居代码", self.code, 3),
            ("名称", self.name, 3),
            ("目标户数", self.target, 2),
        ):
            row.addLayout(labelled(name, line), stretch)
            line.returnPressed.connect(self._go_on)
        add = self._add_button
        add.setAccessibleName("添加村居")
        add.clicked.connect(self._add)
        row.addWidget(add, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)

    def _go_on(self) -> None:
        if not went_on(self.code, self.name, self.target):
            self._add()

    def _add(self) -> None:
        fields = (self.code, self.name, self.target)
        if set_village(self._desk, *(field.text().strip() for field in fields)):
            for field in fields:
                field.clear()
            self.code.setFocus()
