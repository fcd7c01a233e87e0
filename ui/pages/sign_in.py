"""Signing in, at the start and after the desk was locked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from jisheng_desktop.services.operators import operators
from ui.errors import Errors
from ui.operations.signing_in import enter
from ui.theme import Theme
from ui.widgets.buttons import KeyButton, action
from ui.widgets.screens import Screen
from ui.widgets.words import labelled

LOCKED = "已锁定。正在录入的内容都还在，输入密码继续。"
WELCOME = "请输入密码。"


class SignInPage(Screen):
    """Asks for a name, when there are several, and a password."""

    signed_in = Signal(object)
    forgotten = Signal()

    def __init__(
        self, theme: Theme, errors: Errors, office: str, last: str, *, locked: bool
    ) -> None:
        super().__init__(theme, errors, office, LOCKED if locked else WELCOME)
        self._errors = errors
        self.name = QComboBox()
        self.name.addItems([operator.name for operator in operators()])
        self.name.setCurrentText(last)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.card.body.addLayout(labelled("操作员", self.name))
        self.card.body.addLayout(labelled("密码", self.password))
        go = action("进入", self, self._enter, keys="Return")
        self.card.body.addWidget(KeyButton(go, "primary"))
        lost = action("忘记密码", self, self.forgotten.emit, keys="F6")
        self.card.body.addWidget(KeyButton(lost, "quiet"))
        self.setFocusProxy(self.password)

    def _enter(self) -> None:
        session = enter(self._errors, self.name.currentText(), self.password.text())
        self.password.clear()
        if session is None:
            self.password.setFocus()
        else:
            self.signed_in.emit(session)
