"""忘记密码: by the recovery sheet, or by a code that the district gives once."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from jisheng_desktop.services.forgotten import (
    can_request,
    request_picture,
    reset_request,
)
from ui.dialogs.files import ask_file_to_save
from ui.errors import Errors
from ui.notices import Notice
from ui.operations.forgotten import reset_password, write_request
from ui.theme import Theme
from ui.widgets.buttons import KeyButton, action
from ui.widgets.screens import Screen
from ui.widgets.words import labelled, rule, words

BY_SHEET = "请拿出锁好的恢复单，输入上面的四行恢复码，再设一个新密码。"
BY_EITHER = "有恢复单的，输入上面的四行恢复码；没有的，向区县要一个一次性代码。"
TO_DISTRICT = (
    "把申请交给区县：让对方扫这个码，或复制文字、存成文件发过去。申请里没有参保人的"
    "资料，只有区县打得开。区县核实后告诉你一个12位的代码。"
)
PICTURE = 180
QUIET = 4


class ForgottenPage(Screen):
    """Shows the request, takes the code and a new password twice."""

    signed_in = Signal(object)
    given_up = Signal()

    def __init__(self, theme: Theme, errors: Errors, office: str, name: str) -> None:
        hint = BY_EITHER if can_request() else BY_SHEET
        super().__init__(theme, errors, f"{office}：忘记密码", hint)
        self._errors = errors
        self._name = name
        self.code = QLineEdit()
        self.password, self.again = _secret(), _secret()
        if can_request():
            self.card.body.addWidget(self._request())
            self.card.body.addWidget(rule())
        self._add_fields()
        self.setFocusProxy(self.code)

    def _request(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        picture = QLabel()
        picture.setPixmap(_picture(self._theme.px(PICTURE)))
        picture.setAccessibleName("申请的二维码")
        row.addWidget(picture)
        column = QVBoxLayout()
        column.addWidget(words(TO_DISTRICT, "soft", wrap=True))
        copy = action("复制申请文字", self, self._copy, keys="F3")
        save = action("申请存成文件", self, self._save, keys="F4")
        for each in (copy, save):
            column.addWidget(KeyButton(each))
        column.addStretch()
        row.addLayout(column, 1)
        return part

    def _add_fields(self) -> None:
        body = self.card.body
        asked = "恢复码或一次性代码" if can_request() else "恢复码"
        body.addLayout(labelled(asked, self.code))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(labelled("新密码", self.password))
        row.addLayout(labelled("再输一次", self.again))
        body.addLayout(row)
        go = action("设新密码并进入", self, self._reset, keys="Return")
        back = action("返回", self, self.given_up.emit, keys="Esc")
        body.addWidget(KeyButton(go, "primary"))
        body.addWidget(KeyButton(back, "quiet"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(reset_request())
        self.notice.show_notice(Notice("申请已复制，可以粘贴发给区县", "good"))

    def _save(self) -> None:
        file = ask_file_to_save(
            self, "申请存到哪里", "重设密码申请.txt", "申请 (*.txt)"
        )
        if file is not None and write_request(self._errors, file):
            self.notice.show_notice(Notice(f"申请已写好：{file}", "good"))

    def _reset(self) -> None:
        session = reset_password(
            self._errors,
            self._name,
            self.code.text(),
            self.password.text(),
            self.again.text(),
        )
        if session is not None:
            self.signed_in.emit(session)


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def _picture(size: int) -> QPixmap:
    """Draw the request's code, dark on white in every look, so that it can be read."""
    rows = request_picture()
    side = len(rows) + 2 * QUIET
    image = QImage(QSize(side, side), QImage.Format.Format_Grayscale8)
    image.fill(255)
    for y, row in enumerate(rows):
        for x, shade in enumerate(row):
            if not shade:
                image.setPixel(x + QUIET, y + QUIET, 0)
    scale = max(2, round(size / side))
    return QPixmap.fromImage(image.scaled(side * scale, side * scale))
