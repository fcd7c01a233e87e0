"""What the households of a list have agreed to on paper: every tick set by hand."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from jisheng_desktop.domain.receipt_words import PAYMENT_NAMES
from jisheng_desktop.services.renewing import Agreed
from ui.widgets.words import labelled, words

ASKED = (
    ("voluntary", "自愿参保"),
    ("personal_information", "同意处理个人信息"),
    ("share_with_insurer", "同意提供给承保公司"),
    ("guardians_agree", "不满14周岁的，监护人同意"),
    ("signed", "本人都已签字"),
)
ON_PAPER = "每年重新征得同意。以下各项，勾选的每一户都已在纸上写明才打勾。"


class Agreement(QWidget):
    """Five ticks, how it was paid, and a reason; nothing is ever ticked beforehand."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks = {name: QCheckBox(said) for name, said in ASKED}
        self.heading = words("", "title", wrap=True)
        self.payment = QComboBox()
        for method, name in PAYMENT_NAMES.items():
            self.payment.addItem(name, method)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("有提醒的户须说明")
        self._lay_out()
        self.begin()

    def ask(self, households: int) -> None:
        """Ask of so many households, from the first tick on."""
        self.heading.setText(f"确认{households}户续保")
        self.ticks["voluntary"].setFocus()

    def begin(self) -> None:
        """Ask everything anew."""
        for tick in self.ticks.values():
            tick.setChecked(False)
        self.payment.setCurrentIndex(self.payment.findData("NONE"))
        self.reason.clear()

    def agreed(self) -> Agreed:
        """Return what was ticked."""
        said = {name: tick.isChecked() for name, tick in self.ticks.items()}
        return Agreed(**said, payment=self.payment.currentData())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(words(ON_PAPER, "hint", wrap=True))
        for tick in self.ticks.values():
            column.addWidget(tick)
        column.addLayout(labelled("缴费", self.payment))
        column.addLayout(labelled("确认原因", self.reason))
        column.addStretch()
