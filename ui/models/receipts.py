"""The list of receipts on the 回执 page."""

from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.states import STATE_NAMES
from jisheng_desktop.services.receipt_lists import ListedReceipt
from ui.models.tables import RIGHT
from ui.models.values import Column, ValueTable


def times_words(receipt: ListedReceipt) -> str:
    """Return how often a receipt was printed, in words."""
    return f"印过{receipt.printed}次" if receipt.printed else "未打印"


COLUMNS: tuple[Column[ListedReceipt], ...] = (
    Column("户主", lambda r: r.head_name),
    Column("回执号", lambda r: r.receipt_no),
    Column("自付", lambda r: yuan(r.self_pay_fen), RIGHT),
    Column("状态", lambda r: STATE_NAMES[r.state]),
    Column("打印", times_words),
)


def receipt_table() -> ValueTable[ListedReceipt]:
    """Return a table of receipts, one a row."""
    return ValueTable(COLUMNS)
