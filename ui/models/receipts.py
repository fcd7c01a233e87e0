"""The list of receipts on the 回执 page."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, Qt
from typing_extensions import override

from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.states import STATE_NAMES
from jisheng_desktop.services.receipt_lists import ListedReceipt
from ui.models.households import ALIGNMENT, DISPLAY, LEFT, NO_PARENT, RIGHT, Index


class Column(NamedTuple):
    """A column: its title, its text and its alignment."""

    title: str
    text: Callable[[ListedReceipt], str]
    alignment: int = LEFT


def times_words(receipt: ListedReceipt) -> str:
    """Return how often a receipt was printed, in words."""
    return f"印过{receipt.printed}次" if receipt.printed else "未打印"


COLUMNS = (
    Column("户主", lambda r: r.head_name),
    Column("回执号", lambda r: r.receipt_no),
    Column("自付", lambda r: yuan(r.self_pay_fen), RIGHT),
    Column("状态", lambda r: STATE_NAMES[r.state]),
    Column("打印", times_words),
)


class ReceiptTable(QAbstractTableModel):
    """Receipts, one a row."""

    def __init__(self) -> None:
        super().__init__()
        self.receipts: Sequence[ListedReceipt] = ()

    def show(self, receipts: Sequence[ListedReceipt]) -> None:
        """Show these receipts and no others."""
        self.beginResetModel()
        self.receipts = receipts
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.receipts)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role == DISPLAY:
            return COLUMNS[index.column()].text(self.receipts[index.row()])
        if role == ALIGNMENT:
            return COLUMNS[index.column()].alignment
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            return COLUMNS[section].title
        return COLUMNS[section].alignment if role == ALIGNMENT else None
