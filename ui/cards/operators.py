"""Who works here: their names, a new one, and one's own password."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from jisheng_desktop.services.operators import operators
from ui.desk import Desk
from ui.operations.station import add_operator, change_password, retire_operator
from ui.widgets.words import Card, chip, labelled, rule, words


class OperatorsCard(Card):
    """One operator alone needs no password; with several, each has one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("操作员", "每条记录都记下是谁登记的")
        self._desk = desk
        self._people = QWidget()
        self.body.addWidget(self._people)
        self.body.addWidget(rule())
        self.old, self.new, self.again = _secret(), _secret(), _secret()
        self._add_row(
            (("原密码", self.old), ("新密码", self.new), ("再输一次", self.again)),
            "换密码",
            self._change,
        )
        self.name, self.password = QLineEdit(), _secret()
        self._add_row(
            (("新操作员姓名", self.name), ("密码", self.password)),
            "添加",
            self._add,
        )
        desk.changes.office_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """List those who may sign in."""
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for operator in operators():
            here = operator.id == self._desk.operator.id
            column.addWidget(
                self._person(operator.name, here=here, protected=operator.protected)
            )
        self.body.replaceWidget(self._people, fresh)
        self._people.deleteLater()
        self._people = fresh

    def _person(self, name: str, *, here: bool, protected: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words(name))
        row.addWidget(
            chip("有密码" if protected else "没有密码", "" if protected else "warn")
        )
        row.addStretch()
        if here:
            row.addWidget(words("现在登录", "hint"))
        else:
            stop = QPushButton("停用")
            stop.setProperty("tone", "quiet")
            stop.setAccessibleName(f"停用 {name}")
            stop.clicked.connect(lambda: retire_operator(self._desk, name))
            row.addWidget(stop)
        return line

    def _add_row(
        self,
        fields: tuple[tuple[str, QLineEdit], ...],
        verb: str,
        run: Callable[[], None],
    ) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        for name, line in fields:
            row.addLayout(labelled(name, line), 1)
            line.returnPressed.connect(run)
        button = QPushButton(verb)
        button.clicked.connect(run)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)

    def _change(self) -> None:
        change_password(self._desk, self.old.text(), self.new.text(), self.again.text())
        for line in (self.old, self.new, self.again):
            line.clear()

    def _add(self) -> None:
        if add_operator(self._desk, self.name.text(), self.password.text()):
            self.name.clear()
        self.password.clear()


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
