"""The recovery sheet, and at a district new keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from jisheng_desktop.services.keyring import OFFICE_LEVELS
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_save
from ui.operations.recovery import change_keys, write_sheet
from ui.widgets.kit_form import CodeSlip, Confirmation
from ui.widgets.words import Card, labelled, rule, words

LOCK_AWAY = "忘记密码时凭它重设。打印一份，装进信封锁好；谁拿着它，谁就能打开全部数据。"
WHY_CHANGE = (
    "恢复单丢了、密码被人看见时，更换密钥。各站点收到下一份答复后自动改用新密钥，"
    "以前的文件照样打得开；旧的恢复单作废。"
)
TELL_THEM = "密码已换成新的：请分别告诉本人，第一次登录后让他们自己换掉。"
SHOWN_ONCE = "只显示这一次；抄漏了，就停用这位操作员再重新添加。"


class KeysCard(Card):
    """What opens everything when all passwords are forgotten, and how to replace it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("恢复单和密钥" if _is_district(desk) else "恢复单")
        self._desk = desk
        self.sheet = QPushButton("打印恢复单（PDF）…")
        self.sheet.clicked.connect(self._write)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.change = QPushButton("更换密钥…")
        self.change.setProperty("tone", "danger")
        self.question = Confirmation("更换密钥")
        self.slip = CodeSlip("新密码", (TELL_THEM, SHOWN_ONCE))
        self.body.addWidget(words(LOCK_AWAY, "soft", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.sheet)
        row.addStretch()
        self.body.addLayout(row)
        if _is_district(desk):
            self._add_change()

    def _add_change(self) -> None:
        self.body.addWidget(rule())
        self.body.addWidget(words(WHY_CHANGE, "soft", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(labelled("本人的密码", self.password), 1)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.body.addWidget(self.question)
        self.body.addWidget(self.slip)
        self.change.clicked.connect(self._ask)
        # The window lets Enter press the button that has the focus.
        self.password.returnPressed.connect(self.change.setFocus)
        self.question.agreed.connect(self._change)
        self._desk.changes.locked.connect(self.slip.forget)

    def _write(self) -> None:
        name = f"恢复单-{self._desk.office.code}.pdf"
        file = ask_file_to_save(self, "恢复单写到哪里", name, "PDF (*.pdf)")
        if file is not None:
            write_sheet(self._desk, file)

    def _ask(self) -> None:
        self.question.ask(
            "更换区县的密钥？换好以后请马上打印新的恢复单并备份；"
            "其他操作员会得到一个新的密码。"
        )

    def _change(self) -> None:
        done = change_keys(self._desk, self.password.text())
        self.password.clear()
        if done is not None and done.passwords:
            names = "”“".join(done.passwords)
            codes = "\n".join(f"{n}  {code}" for n, code in done.passwords.items())
            self.slip.show_code(names, codes)


def _is_district(desk: Desk) -> bool:
    return desk.office.level in OFFICE_LEVELS and not desk.office.practice
